"""Inference: is it certain.

A resampling method is a plan of row weights; an inference is a function of the stack of
statistics that the plan gives.
"""
