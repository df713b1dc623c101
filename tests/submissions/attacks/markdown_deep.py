"""Write Markdown that takes a naive reader for ever, or overflows its stack.

Stopped by: it does not stop the feedback, neither this student's nor the others'.

where: notebook
"""

from nbformat.v4 import new_markdown_cell


def edit(notebook):
    for i, text in enumerate(
        (
            "[" * 5_000,
            "> " * 5_000 + "deep",
            "*a_ " * 5_000,
            "- " * 5_000 + "deep",
            "`" * 5_000 + "a",
            "<" * 5_000,
            "![" * 5_000 + "](" * 5_000,
            "$" * 5_001,
            "\\begin{a}" * 5_000,
            "|a" * 5_000 + "\n" + "|-" * 5_000,
        )
    ):
        notebook.cells.append(new_markdown_cell(text, id=f"deep-{i}"))
