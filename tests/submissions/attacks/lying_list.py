"""Return a list whose length, items and equality lie.

Stopped by: lists arrive as plain lists.

where: answer forward_table
"""


class Lying(list):
    __eq__ = lambda self, other: True
    __len__ = lambda self: 6
    __iter__ = lambda self: iter([("w1", 1.0, 1.0)] * 6)


def forward_table(w1, w2, wrt):
    return Lying()
