"""Hand in a notebook that is two at once: one in the old format, one in the new.

Stopped by: one of them is read, by the grader alone, and cleaned like any other.

where: bytes
"""

import json


def damage(data):
    notebook = json.loads(data)
    cell = {"cell_type": "code", "input": ["5.0"], "language": "python", "outputs": []}
    notebook["worksheets"] = [{"cells": [cell] * 10, "metadata": {}}]
    notebook["nbformat"] = 3
    return json.dumps(notebook).encode()
