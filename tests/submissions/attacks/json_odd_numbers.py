"""Use numbers that are none, or have a million digits.

Stopped by: no number of a submission is used.

where: bytes
"""


def damage(data):
    odd = b'"a": NaN, "b": -Infinity, "c": 1e999999, "d": ' + b"9" * 10**6 + b", "
    return data.replace(b'"nbformat":', odd + b'"nbformat":', 1)
