"""A long but finite computation, elsewhere in the notebook.

where: before derivative
"""

import time

start = time.process_time()
while time.process_time() - start < 1.2:
    sum(range(1000))
