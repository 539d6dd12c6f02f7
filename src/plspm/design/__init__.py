"""Studies planned before they are run: populations, simulated data, sample size and power."""
