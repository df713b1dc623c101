"""A notebook without cell ids that claims a format that demands them.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    for cell in notebook["cells"]:
        del cell["id"]
    return json.dumps(notebook).encode()
