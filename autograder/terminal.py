"""How do words that somebody else wrote reach a terminal, a log, a message or a spreadsheet?

Names of files and people, kinds of kernels and texts of exceptions can hold commands to a terminal,
characters that turn the order of a line around, and line ends that make the rest look like a line
of ours. Whatever comes from a submission is shown through `printable`.
"""

from __future__ import annotations

import re

LONGEST_LINE = 600
# A whole command, so that no rest such as "[31m" is left. Each begins with a character that stands
# in none, so the search takes time linear in the text.
COMMAND = re.compile(r"(?:\x1b\[|\x9b)[0-?]{0,40}[ -/]{0,4}[@-~]")
# Spreadsheets take a text that begins so for a formula.
FORMULA = ("=", "+", "-", "@")


def printable(text: object, longest: int = LONGEST_LINE) -> str:
    """Return `text` as one line of at most `longest` characters that only show themselves.

    Line ends and other space become a space. Dropped are control characters, commands to a
    terminal, marks that change the direction of writing, and halves of characters.
    """
    words = str(text)[: 8 * longest]
    plain = "".join(
        c if c.isprintable() else " " if c.isspace() else "" for c in COMMAND.sub("", words)
    )
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def spreadsheet_cell(text: object) -> str:
    """Return `text` as `printable` has it, and so that no spreadsheet takes it for a formula."""
    plain = printable(text)
    return f"'{plain}" if plain.lstrip().startswith(FORMULA) else plain
