"""Which answers should a person look at, because values alone cannot tell?

Complex steps, differences in long double and an AD library pasted into an answer give right values.
What they use stands in the code. Whoever wants to hide it can: this is for a glance, not for marks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from autograder.submission.cells import grade_id, is_check, is_locked
from autograder.submission.files import NO_FILES, Files

LONG_CELL = 300
WORDS = {
    "ctypes": "reaches into memory (ctypes)",
    "longdouble": "computes in long double",
    "float128": "computes in long double",
    "clongdouble": "computes in long double",
    "complex": "computes with complex numbers",
    "complex128": "computes with complex numbers",
    "cdouble": "computes with complex numbers",
}
# What stands in every cell that is unusual by what it computes with: a name, or `1j`.
SIGNS = re.compile("|".join([*WORDS, r"[0-9._][jJ]"]))


def unusual(notebook: NotebookNode, files: Files = NO_FILES) -> list[tuple[str, str]]:
    """Return (cell, what is unusual) for the cells that a student wrote, each once.

    files: what lies beside the notebook; its modules are looked at too, by their names.
    """
    found = []
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code" and not is_check(cell) and not is_locked(cell):
            name = str(grade_id(cell) or f"cell {number}")
            found += [(name, words) for words in dict.fromkeys(_unusual(cell.source))]
    for name, data in files.given.items():
        if name.endswith(".py"):
            source = data.decode("utf-8", "replace")
            found += [(name, words) for words in dict.fromkeys(_unusual(source))]
    return found


def _unusual(source: str) -> Iterator[str]:
    lines = source.count("\n") + 1
    if lines > LONG_CELL:
        yield f"has {lines} lines"
    # A syntax tree takes a millisecond. Other alphabets can spell a name in other ways.
    if source.isascii() and not SIGNS.search(source):
        return
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, complex):
            yield WORDS["complex"]
        for name in _names(node):
            if name in WORDS:
                yield WORDS[name]


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, ast.Import | ast.ImportFrom):
        module = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names = [*module, *(alias.name for alias in node.names)]
        return [part for name in names for part in name.split(".")]
    return []
