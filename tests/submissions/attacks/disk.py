"""Fill the disk.

Stopped by: the scratch is small, in memory, and counted.

where: first
stock: unsafe
"""

with open("/tmp/left-behind-by-an-attack", "wb") as file:
    while True:
        file.write(bytes(2**20))
