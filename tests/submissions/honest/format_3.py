"""Saved in the format of 2013.

where: bytes
"""

import nbformat


def damage(data):
    notebook = nbformat.reads(data.decode(), as_version=4)
    return nbformat.writes(nbformat.convert(notebook, 3), version=3).encode()
