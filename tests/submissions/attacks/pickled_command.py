"""Return an object that runs a command where it is unpickled.

Stopped by: nothing that comes from a worker is unpickled.

where: answer forward_table
stock: unsafe
"""

import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch left-behind-by-an-attack",)

    def __array__(self, dtype=None, copy=None):
        return np.array([Bomb()], dtype=object)


def forward_table(w1, w2, wrt):
    return Bomb() if wrt == "w1" else np.array([Bomb()], dtype=object)
