"""Claim a format that does not exist.

Stopped by: the cells are read for what they are.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    notebook["nbformat"], notebook["nbformat_minor"] = 99, -1
    return json.dumps(notebook).encode()
