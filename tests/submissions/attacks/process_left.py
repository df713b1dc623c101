"""Start a process that outlives grading.

Stopped by: no process can be started; the worker's namespace ends with it.

where: first
stock: unsafe
"""

import os
import subprocess
import sys

CODE = "import time; time.sleep(600)  # left-behind-by-an-attack"
for start in (
    lambda: subprocess.Popen([sys.executable, "-c", CODE], start_new_session=True),
    lambda: os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-c", CODE]),
    lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", CODE], {}),
    lambda: os.system(f"nohup {sys.executable} -c '{CODE}' &"),
):
    try:
        print("started", start())
    except Exception as error:
        print(type(error).__name__)
