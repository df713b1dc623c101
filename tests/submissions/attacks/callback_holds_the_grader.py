"""Call the check's function with an object whose operations sleep, so that the grader waits.

Stopped by: a call's time runs on while the check's function asks the object.

where: answer derivative
solved: dual
stock: unsafe
"""

import time


class Slow(Dual):
    def _sleep(self, *other):
        time.sleep(0.5)
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __pow__ = _sleep
    __rtruediv__ = __neg__ = _sleep


def derivative(f, x):
    while True:
        f(Slow(1.0, 1.0))
