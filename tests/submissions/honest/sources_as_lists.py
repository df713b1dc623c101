"""Texts as lists of lines in odd pieces, as some tools write them.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        cell["source"] = [text[i : i + 7] for i in range(0, len(text), 7)]
    return json.dumps(notebook).encode()
