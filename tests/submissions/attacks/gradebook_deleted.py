"""Delete the gradebook, the source and every other submission.

Stopped by: none of them is in the worker's file system.

where: first
stock: unsafe
"""

import os
import shutil

place = os.getcwd()
for _ in range(6):
    if os.path.exists(os.path.join(place, "gradebook.db")):
        for name in ("gradebook.db", "solutions", "submitted", "_build", "exercises"):
            shutil.rmtree(os.path.join(place, name), ignore_errors=True)
    place = os.path.dirname(place)
