"""Hand in a million cells.

Stopped by: more cells than anybody writes are not graded, with a message.

where: bytes
marks: none
stock: unsafe
told: cells and at most
"""


def damage(data):
    cell = b'{"cell_type":"raw","source":"","metadata":{}},' * 500_000
    return data.replace(b'"cells": [', b'"cells": [' + cell, 1)
