"""Patch the worker so that every later request, whatever it is, is answered by an exception with a
text of one's own: for marks, for cells, for names.

Stopped by: an exception where none can be is a fault like any other, and its text is not told.

where: first
absent: by agreement
stock: unsafe
"""
import gc

TOLD = (["KeyError", "LookupError", "Exception"], "by agreement: full marks", None)
for found in gc.get_objects():
    if type(found).__name__ == "Answers":
        type(found)._answer = lambda self, request, tracked, originals: (
            "raise", request[1], TOLD, [], "", []
        )
