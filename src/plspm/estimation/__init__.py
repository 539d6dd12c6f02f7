"""The method, top to bottom; :mod:`plspm.estimation.estimate` names the steps in order."""
