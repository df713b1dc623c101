"""Outputs of twenty megabytes saved with the notebook.

where: notebook
"""

from nbformat.v4 import new_output


def edit(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("stream", name="stdout", text="0.123456789\n" * 100_000)]
