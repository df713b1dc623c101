"""Crash the interpreter.

Stopped by: it is the worker's own; the exercise gets 0.

where: answer derivative
solved: dual
marks: 5
"""

import ctypes


def derivative(f, x):
    ctypes.string_at(0)
