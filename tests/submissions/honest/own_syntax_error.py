"""A syntax error in a scratch cell.

where: before derivative
"""
def broken(x:
    return x +
