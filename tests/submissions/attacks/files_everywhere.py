"""Leave a file in every folder that can be written.

Stopped by: only the worker's own scratch can be written, and it goes with the worker.

where: first
stock: unsafe
"""

import os

for place in (os.getcwd(), "/tmp", "/var/tmp", "/dev/shm", "/", os.path.expanduser("~")):
    try:
        open(os.path.join(place, "left-behind-by-an-attack"), "w").close()
        print("wrote", place)
    except OSError as error:
        print(error.strerror)
