"""Put a named pipe beside the notebook: whoever reads it waits for ever.

Stopped by: what is no file is not read.

where: folder
stock: unsafe
"""

import os


def lay(folder):
    os.mkfifo(folder / "data.csv")
