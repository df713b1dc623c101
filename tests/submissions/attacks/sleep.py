"""Sleep, which uses no processor time.

Stopped by: a limit on the time by the clock.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""

import time


def derivative(f, x):
    time.sleep(10**6)
