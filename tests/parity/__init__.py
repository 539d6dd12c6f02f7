"""The same numbers as other programs, or a formula that says how they differ."""
