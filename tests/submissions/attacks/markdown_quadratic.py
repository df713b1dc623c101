"""Write a hundred texts on which a parser of formulas takes the square of their length.

Stopped by: so much of a page is parsed, in pieces of bounded length, and the rest is plain text.

where: notebook
"""

from nbformat.v4 import new_code_cell, new_markdown_cell


def edit(notebook):
    for i in range(100):
        notebook.cells.append(new_markdown_cell("\\\\[" * 3_990, id=f"math-{i}"))
        notebook.cells.append(new_code_cell("'\\N{" * 4_900, id=f"code-{i}"))
