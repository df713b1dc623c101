"""Carriage returns alone as line ends.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r")
    return json.dumps(notebook, indent=1).encode()
