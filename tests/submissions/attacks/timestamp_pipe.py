"""Put a pipe where the time of handing in stands: whoever reads it waits for ever.

Stopped by: only regular files are read; the submission is not graded, with a message.

where: folder
stock: unsafe
marks: none
told: timestamp.txt
"""

import os


def lay(folder):
    os.mkfifo(folder / "timestamp.txt")
