"""Search the whole file system for the released source, the checks and the reference, and show it.

Stopped by: the worker sees the system's libraries, Python and its packages, and nothing else.

where: first
stock: unsafe
"""

import os

WANTED = ("ps2_forward.md", "ps2_forward.ipynb", "ps2_forward.py", ".course_seed", "gradebook.db")
for place, folders, files in os.walk("/"):
    for name in set(files) & set(WANTED):
        print("reached", os.path.join(place, name))
        print(open(os.path.join(place, name), errors="replace").read()[:3000])
