"""Return objects of ever new classes, each of which the grader has to learn.

Stopped by: a limit on their number.

where: answer forward_table
stock: unsafe
"""


def forward_table(w1, w2, wrt):
    return [type(f"C{i}", (), {"__add__": lambda a, b: a})() for i in range(10**5)]
