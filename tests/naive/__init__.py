"""The whole method once more: slow, literal, straight from the formulas.

Data, scores and least squares; loops over constructs, items and draws; no stacks, no
kernels, nothing imported from the library. The fast road is compared with these functions,
and these functions with other programs' numbers.

A data set is a mapping from column names to columns of numbers. Results are dictionaries
whose keys are names, or tuples of names.
"""
