"""Raise an exception that `except Exception` does not catch.

Stopped by: what the notebook raises arrives as an ordinary exception of a known class.

where: answer forward_table
"""


class Escapes(BaseException):
    pass


def forward_table(w1, w2, wrt):
    raise Escapes("past every handler")
