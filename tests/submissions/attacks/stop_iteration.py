"""Raise StopIteration, which silently ends a loop of the check.

Stopped by: it arrives as an exception of another class.

where: answer forward_table
"""


def forward_table(w1, w2, wrt):
    raise StopIteration(2.0)
