"""Saved by a newer Jupyter in a minor version that is not known yet, with keys that are not.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    notebook["nbformat_minor"] = 9
    for cell in notebook["cells"]:
        cell["language"] = "python"
        cell["annotations"] = {}
    return json.dumps(notebook).encode()
