"""Loop without end in a cell, and catch whatever comes to end it.

Stopped by: the trusted side's clock; the cell is lost, and what others define is not.

where: last
solved: dual
marks: 5
stock: unsafe
"""

import signal

for number in (signal.SIGALRM, signal.SIGPROF, signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
