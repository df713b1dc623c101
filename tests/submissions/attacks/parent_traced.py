"""Attach to the parent as a debugger does, and read its memory.

Stopped by: no other process exists in the worker's namespace, and the calls are forbidden.

where: first
stock: unsafe
"""

import ctypes
import os

libc = ctypes.CDLL(None)
for target in (os.getppid(), 1):
    print("traced" if libc.ptrace(16, target, 0, 0) == 0 else "not traced")
for path in (f"/proc/{os.getppid()}/mem", "/proc/self/environ", "/proc/1/environ"):
    try:
        print("reached", path, open(path, "rb").read(100))
    except OSError as error:
        print(error.strerror)
