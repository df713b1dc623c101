"""Recurse until C's stack is full.

Stopped by: it is the worker's own; the exercise gets 0.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""

import sys

sys.setrecursionlimit(10**8)


def derivative(f, x):
    return derivative(f, x)
