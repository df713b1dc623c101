"""Fork twice, so that the grandchild belongs to nobody, and write a file later.

Stopped by: no process can be forked.

where: first
stock: unsafe
"""

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(5)
        open("left-behind-by-an-attack", "w").close()
    os._exit(0)
