"""Hand in a compressed file under the notebook's name.

Stopped by: nothing is unpacked; it is refused with a message.

where: bytes
marks: none
told: cannot be read as a notebook
"""

import gzip


def damage(data):
    return gzip.compress(bytes(10**7))
