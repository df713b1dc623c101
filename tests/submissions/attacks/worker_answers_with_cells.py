"""Patch the worker so that it reports outputs for cells that are none: without end, without form,
with the keys and types that nbformat does not know.

Stopped by: outputs are made anew, of known kinds and sizes.

where: first
stock: unsafe
"""

import gc

from autograder.isolation import messages

ODD = [
    {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "execution_count": 10**30},
    {"output_type": "stream", "name": ["stdout"], "text": {"a": 1}},
    {"output_type": ["error"], "ename": None, "evalue": 5, "traceback": "x"},
    {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>" * 10}},
    {"output_type": "display_data", "data": {5: 5}, "metadata": {"isolated": True}},
    "text",
    None,
    [],
    5,
]
for found in gc.get_objects():
    if type(found).__name__ == "Answers":
        type(found)._RunCell = lambda self, request: messages.CellRan(True, ODD * 100)
