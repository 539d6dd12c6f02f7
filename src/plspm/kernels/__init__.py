"""Compiled loops on plain arrays; the one room that knows numba."""
