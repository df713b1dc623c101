"""Empty a classmate's notebook before it is graded.

Stopped by: no other submission is in the worker's file system, and nothing there can be written.

where: first
"""

import os
import shutil

place = os.getcwd()
while place != os.path.dirname(place):
    target = os.path.join(place, "submitted", "student-04", "ps2_forward", "ps2_forward.ipynb")
    if os.path.exists(target):
        shutil.copy(os.path.join(place, "exercises", "ps2_forward", "ps2_forward.ipynb"), target)
        print("reached")
        break
    place = os.path.dirname(place)
