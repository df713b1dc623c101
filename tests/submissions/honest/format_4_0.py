"""Saved in the first minor version of today's format, without ids.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    notebook["nbformat_minor"] = 0
    for cell in notebook["cells"]:
        del cell["id"]
    return json.dumps(notebook).encode()
