"""Stay in one call into C, which no signal handler of Python's interrupts.

Stopped by: the trusted side's clock, which kills the worker.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""


def derivative(f, x):
    return sum(range(10**12))
