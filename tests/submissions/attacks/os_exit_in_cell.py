"""End Python in a cell, before anything is checked.

Stopped by: a new worker runs the other cells without this one.

where: first
solved: dual
marks: 5
"""

import os

os._exit(0)
