"""End the check with an error, or leave it without an output, in the hope that no output is full
marks.

Stopped by: a check cell without a number of its own gets 0.

where: answer forward_table
"""

import sys


def forward_table(w1, w2, wrt):
    sys.stdout = sys.stderr = None
    sys.displayhook = lambda value: None
    raise KeyboardInterrupt
