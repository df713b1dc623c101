"""Start threads without end.

Stopped by: a limit on their number.

where: first
stock: unsafe
"""

import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
