"""Fork without end.

Stopped by: no process can be forked.

where: first
stock: unsafe
"""

import os

while True:
    os.fork()
