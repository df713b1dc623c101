"""Whose is a file, by the name that an LMS gave it in a submission archive?

Moodle: ``Name_<participant id>_assignsubmission_file[_]/…``, a folder a student, or in older
versions without folders ``…_file_<name>``. Canvas: ``lastfirst[_LATE]_<user id>_<attachment
id>_<name>``, one folder for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

MOODLE = re.compile(
    r"(?P<name>.*?)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?",
    re.DOTALL,
)
CANVAS = re.compile(
    r"(?P<name>\w+?)_(?:(?P<late>LATE)_)?(?P<number>\d+)_(?P<attachment>\d+)_(?P<rest>.+)",
    re.DOTALL,
)
# What is handed in as text in a form, and no file.
CANVAS_TEXT = re.compile(r"(?P<name>\w+?)_(?:LATE_)?(?P<number>\d+)_(?:text|link)\.html")
# What Canvas and Moodle add to the name of a file that was there before.
AGAIN = re.compile(r"-\d+\Z")


@dataclass(frozen=True)
class Owner:
    """Whom an LMS says that a file belongs to.

    label: name and number as the LMS wrote them. path: the file as the student called it; None
    for what is no file. attachment: Canvas's number of the file. late: Canvas's mark.
    """

    lms: str
    label: str
    name: str
    number: str
    path: PurePosixPath | None
    attachment: int = 0
    late: bool = False


def owner_of(path: PurePosixPath) -> Owner | None:
    """Return whose file `path` is; None where its name does not say so."""
    for i, part in enumerate(path.parts):
        found = MOODLE.fullmatch(part)
        if found is None:
            continue
        rest = [part for part in (found["rest"],) if part] + list(path.parts[i + 1 :])
        inside = PurePosixPath(*rest) if rest and found["plugin"] == "file" else None
        label = f"{found['name']}_{found['number']}"
        return Owner("Moodle", label, found["name"], found["number"], inside)
    found = CANVAS.fullmatch(path.name)
    if found is not None:
        return Owner(
            "Canvas",
            f"{found['name']}_{found['number']}",
            found["name"],
            found["number"],
            PurePosixPath(found["rest"]),
            int(found["attachment"]),
            found["late"] is not None,
        )
    found = CANVAS_TEXT.fullmatch(path.name)
    if found is not None:
        label = f"{found['name']}_{found['number']}"
        return Owner("Canvas", label, found["name"], found["number"], None)
    return None
