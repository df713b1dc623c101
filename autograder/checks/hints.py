"""Where do an exercise's words stand? In one text file a language, beside its check.

``backward.en.md``: the title as first heading, below it the sentence that says what to do, then one
heading of the second level a hint. A paragraph ``See: [Chapter 5, …](chapters/05_reverse.html#…)``
before the first of them names the place in the book that the hints are about, and a link in a hint
another. ``shared.en.md`` in the set's folder holds hints of several exercises, ``common.en.md`` in
this one those that any exercise may give. A heading that is a part's title gives its translation.

The language is that of the variable AUTOGRADER_LANGUAGE, English where there is none, or where a
file of that language is missing.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGE = "AUTOGRADER_LANGUAGE"
HERE = Path(__file__).parent
SEE = re.compile(r"^See: (.*)$", re.MULTILINE)
TITLE = re.compile(r"\*\*([^*]+)\*\*\s*")


@dataclass(frozen=True)
class Words:
    """title: of the exercise. task: what to do. see: a link to the place in the book, or "".
    sections: heading → text; a heading is a hint's name, or a part's title."""

    title: str
    task: str
    see: str
    sections: dict[str, str]

    def __getitem__(self, hint: str) -> str:
        """Return a hint's text; raises KeyError where no file has it."""
        return self.sections[hint]


def words_of(module: str) -> Words:
    """Return the words for the check whose source file is `module`."""
    return _words(Path(module), os.environ.get(LANGUAGE, "en"))


def common(hint: str) -> str:
    """Return the text of a hint that any exercise may give."""
    return _read(HERE / "common", os.environ.get(LANGUAGE, "en"))[2][hint]


def is_common(hint: str) -> bool:
    """Whether any exercise may give this hint: it then names what was seen, and no mistake."""
    return hint in _read(HERE / "common", os.environ.get(LANGUAGE, "en"))[2]


def titled(hint: str, text: str = "") -> tuple[str, str]:
    """Return a hint's title and its text.

    The title stands at the start of the text, ``**The last use only.** A node …``, where the hint's
    name does not say it.
    """
    if given := TITLE.match(text):
        return given[1].rstrip("."), text[given.end() :]
    words = hint.replace("-", " ")
    # A letter that stands alone is a name.
    return (words if words[1:2] == " " else words[:1].upper() + words[1:]), text


@cache
def _words(module: Path, language: str) -> Words:
    sections: dict[str, str] = {}
    for folder, name in ((HERE, "common"), (module.parent, "shared")):
        sections |= _read(folder / name, language)[2]
    title, task, own = _read(module.with_suffix(""), language)
    see = SEE.search(task)
    task = " ".join(SEE.sub("", task).split())
    return Words(title, task, see[1].strip() if see else "", sections | own)


@cache
def _read(path: Path, language: str) -> tuple[str, str, dict[str, str]]:
    """Return a file's title, what follows it, and its sections; all empty where there is none."""
    for which in (language, "en"):
        file = path.with_name(f"{path.name}.{which}.md")
        if file.is_file():
            break
    else:
        return "", "", {}
    top, *rest = re.split(r"^## +", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title, _, task = (
        top.removeprefix("# ").partition("\n") if top.startswith("# ") else ("", "", "")
    )
    see = SEE.search(task)
    sections = {}
    for section in rest:
        heading, _, text = section.partition("\n")
        link = f" See {see[1].strip()}." if see and "](" not in text else ""
        sections[heading.strip()] = " ".join(text.split()) + link
    return title.strip(), task, sections
