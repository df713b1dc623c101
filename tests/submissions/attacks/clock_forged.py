"""Set the clock back and forth inside of the worker, to run for ever or to end the neighbours.

Stopped by: the clocks that count are the kernel's and the trusted side's.

where: answer derivative
solved: dual
stock: unsafe
"""

import time

time.monotonic = time.process_time = time.perf_counter = time.time = lambda: -1e18


def derivative(f, x):
    while True:
        pass
