"""Raise an exception whose text never comes to an end, or is huge.

Stopped by: the text is made in the worker, on its time, and cut.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


class Huge(Exception):
    def __str__(self):
        return "x" * 10**8


def derivative(f, x):
    raise Endless if x > 0 else Huge
