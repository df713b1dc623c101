"""How do words and signs look in a notebook, on a page and in a terminal?

All style is inline: JupyterLab drops style sheets from outputs that it does not trust, and our
feedback all but a few properties. Text has the page's own colour, or white on the colour of a sign,
so it can be read in a light theme and in a dark one.
"""

from __future__ import annotations

import os
import re
import textwrap
from functools import cache
from html import escape
from pathlib import Path

# The address of the book; without it links go to a book that was built beside the notebook. In the
# students' package it stands in a file.
BOOK = "AUTOGRADER_BOOK"
BOOK_FILE = "book.txt"
WIDTH = 80
# Behind white signs, and as edges: contrast 4.5 to white, 3 to the darkest pages.
GOOD, BAD, HALF, NEUTRAL = "#1a7f37", "#cf222e", "#9a6700", "rgba(128,128,128,0.6)"
QUIET = "opacity:0.8"
CODE = re.compile(r"`([^`\n]+)`")
CODE_OR_LINK = re.compile(r"`([^`\n]+)`|\[([^\[\]\n]+)\]\(([\w./-]+\.html(?:#[\w-]+)?)\)")


def wrapped(text: str, indent: int = 0, later: int | None = None) -> list[str]:
    """Return `text` in lines of at most 80 columns; later: the indent of all but the first."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if later is None else later),
        break_long_words=False,
        break_on_hyphens=False,
    )


def card(colour: str, label: str, inside: str) -> str:
    """Return a block with an edge of that colour."""
    return (
        f'<div role="group" aria-label="{escape(label)}" style="border-left:4px solid {colour};'
        f'padding:0.2em 0 0.2em 0.9em;margin:0.3em 0;max-width:46em">{inside}</div>'
    )


def sign(colour: str) -> str:
    """Return ✓, ✗ or ~, white on its colour."""
    mark, word = {GOOD: ("✓", "passed"), BAD: ("✗", "failed")}.get(colour, ("~", "passed in part"))
    return (
        f'<span role="img" aria-label="{word}" style="background-color:{colour};color:#ffffff;'
        f"border-radius:3px;font-weight:700;padding:0 0.35em;display:inline-block;"
        f'min-width:0.8em;text-align:center">{mark}</span>'
    )


def coded(text: str) -> str:
    """Return `text` as HTML; what stands between backticks is code."""
    return _marked_up(CODE, text)


def linked(text: str, here: bool) -> str:
    """Return a hint's text as HTML, with its links; here: also to a book beside the notebook."""
    return _marked_up(CODE_OR_LINK, text, here)


def _marked_up(pattern: re.Pattern[str], text: str, here: bool = False) -> str:
    out, end = [], 0
    for found in pattern.finditer(text):
        out.append(escape(text[end : found.start()]))
        end = found.end()
        if found[1] is not None:
            out.append(f"<code>{escape(found[1])}</code>")
        elif address := _address(found[3], here):
            style = "color:inherit;text-decoration:underline"
            out.append(f'<a href="{escape(address)}" style="{style}">{escape(found[2])}</a>')
        else:
            out.append(escape(found[2]))
    return "".join(out) + escape(text[end:])


def plain_words(text: str) -> str:
    """Return a hint's text for a terminal: of a link its words, and the address if it has one."""

    def words(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        address = _address(found[3], False) or ""
        return f"{found[2]} ({address})" if address else found[2]

    return CODE_OR_LINK.sub(words, text)


@cache
def _handed_out() -> str:
    try:
        return Path(__file__).with_name(BOOK_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _address(page: str, here: bool) -> str | None:
    """Return the address of a page of the book, or None; here: also a path from this folder."""
    if base := os.environ.get(BOOK) or _handed_out():
        return f"{base.rstrip('/')}/{page}"
    folders = (Path.cwd(), *Path.cwd().parents) if here else ()
    for up, folder in enumerate(folders):
        if folder.joinpath("_build", "html", page.partition("#")[0]).is_file():
            return "../" * up + f"_build/html/{page}"
    return None
