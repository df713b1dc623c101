"""Outputs of unknown kinds, with missing keys, and with numbers that JSON does not have.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "pyout", "data": {"text/plain": float("nan")}},
                {"output_type": "stream"},
                {},
                None,
            ]
            cell["execution_count"] = "3"
    return json.dumps(notebook).encode()
