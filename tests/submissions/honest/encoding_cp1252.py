"""The encoding of Western Windows, with umlauts in a text cell.

where: bytes
told: it was read as CP1252
"""

import json


def damage(data):
    notebook = json.loads(data)
    cell = {
        "cell_type": "markdown",
        "metadata": {},
        "id": "own",
        "source": ["Gr\u00fc\u00dfe \u2013 \u20ac"],
    }
    notebook["cells"].append(cell)
    text = json.dumps(notebook, ensure_ascii=False)
    return text.encode("cp1252", "xmlcharrefreplace")
