"""A notebook without the key `metadata`, in it and in its cells, and without outputs.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    del notebook["metadata"]
    for cell in notebook["cells"]:
        del cell["metadata"]
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return json.dumps(notebook).encode()
