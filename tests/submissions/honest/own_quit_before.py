"""`quit` typed into a cell in the middle, as in a terminal.

where: before derivative
"""

quit
