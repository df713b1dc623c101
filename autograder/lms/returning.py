"""How do the pages of feedback get back to the students through Moodle?

In an archive as Moodle's "Upload multiple feedback files in a zip" takes it: a folder
``Name_<participant id>_assignsubmission_file`` for each. Moodle splits its name at underscores and
goes by the number, so the name is written without any; it is there for people only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from unicodedata import normalize

from autograder.books.roster import Roster, key
from autograder.classroom.report import ClassReport
from autograder.handout.wheel import zipped
from autograder.lms.marks import Out, not_in, standings, whose, withheld
from autograder.lms.moodle import Worksheet
from autograder.terminal import printable

LONGEST_NAME = 60
FOLDER = "{name}_{number}_assignsubmission_file"


def feedback_archive(
    sheet: Worksheet,
    report: ClassReport,
    pages: Mapping[str, Path],
    roster: Roster,
    said: Mapping[str, str],
    *,
    unfinished: bool = False,
) -> Out:
    """Return the archive of `pages`, student → file, for the participants of a worksheet."""
    people, left = whose(sheet, roster, said)
    out = Out(left=left)
    rows = standings(report)
    files = {}
    by_key = {key(student): path for student, path in pages.items()}
    for line in sheet.lines:
        if line.row not in people:
            continue
        person = people[line.row]
        why = withheld(rows.get(key(person.id)), unfinished)
        path = by_key.get(key(person.id))
        if not why and (path is None or not path.is_file()):
            why = "there is no page of feedback"
        if why or path is None:
            out.left.append(f"{printable(line.identifier)} ({printable(person)}): {why}")
            continue
        folder = FOLDER.format(name=plain_name(line.name), number=line.number)
        files[f"{folder}/{page_name(report.problem_set)}"] = path.read_bytes()
    out.left += [
        f"{row.name}: graded, and in no row of the file" for row in not_in(report, people.values())
    ]
    out.written = len(files)
    out.data = zipped(files)
    return out


def plain_name(name: str) -> str:
    """Return a person's name as it may stand in the name of a folder that Moodle splits."""
    letters = re.sub(r"[\W_]+", " ", normalize("NFC", name)).strip()
    return letters[:LONGEST_NAME].strip() or "Participant"


def page_name(problem_set: str) -> str:
    """Return what a page is called: Moodle ignores files that begin with a dot or a tilde."""
    return f"{problem_set.lstrip('.~')}.html"
