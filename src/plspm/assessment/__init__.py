"""Is it good? Every statistic is a function of a stack of estimates and broadcasts over it.

Functions here are differentiable: absolute values go through :func:`magnitude`, so that the
same code, run on complex numbers, gives the derivatives for the delta method.
"""
