"""Leave a thread that goes on computing, and one that writes a file at the end.

Stopped by: threads end with the worker, which is killed once it has answered.

where: first
stock: unsafe
"""

import atexit
import threading
import time


def work():
    while True:
        time.sleep(0.01)


def write():
    open("left-behind-by-an-attack", "w").close()


atexit.register(write)
threading._register_atexit(write)
threading.Thread(target=work).start()
