"""All metadata dropped, as some converters do.

where: bytes
told: had lost its id; recognised by its text.
"""

import json


def damage(data):
    notebook = json.loads(data)
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return json.dumps(notebook).encode()
