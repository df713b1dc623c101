"""Give each cell two types and two texts, for two readers to read two things.

Stopped by: one reader reads it once, and writes it anew for all the others.

where: bytes
"""


def damage(data):
    return data.replace(b'"cell_type": "code",', b'"cell_type": "raw", "cell_type": "code",')
