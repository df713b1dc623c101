"""Give a hundred thousand different warnings with long texts.

Stopped by: of a call's warnings the first few are told, cut to a length.

where: answer forward_table
stock: unsafe
"""

import warnings


def forward_table(w1, w2, wrt):
    for i in range(10**4):
        warnings.warn(f"{i} " * 1000)
    return []
