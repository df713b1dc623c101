"""Kill the parent, the group, and everything that may be killed.

Stopped by: no other process exists in the worker's namespace.

where: first
stock: unsafe
"""

import os
import signal

for target in (os.getppid(), -1, 0, *range(2, 300)):
    try:
        os.kill(target, signal.SIGKILL if target not in (0, -1) else 0)
        if target > 1:
            print("reached", target)
    except OSError as error:
        if target < 2:
            print(error.strerror)
