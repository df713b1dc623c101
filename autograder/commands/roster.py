"""Who is in the course, and how do submissions come from an LMS?"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from autograder.commands.base import (
    DONE,
    INCOMPLETE,
    Commands,
    add_command,
    add_course,
    pair,
    say,
)
from autograder.errors import CourseError


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    roster = add_command(
        commands,
        "roster",
        "take the students in from a table or an LMS",
        """\
        Takes people into roster.csv and nbgrader's gradebook, from a plain CSV, Moodle's list of
        participants or grading worksheet, or Canvas's exported gradebook. Nobody and no column is
        lost; what was added and changed is said. Without FILE: shows the roster and writes it into
        the gradebook, after you edited it.
        """,
        "autograder roster participants.csv",
        'autograder roster people.csv --columns "id=Matrikel,first_name=Rufname,email=Post"',
    )
    roster.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the table")
    roster.add_argument(
        "--columns",
        type=_pairs,
        default={},
        metavar="NAME=HEADER,…",
        help="which column is id, first_name, last_name, name, email, lms_id",
    )
    add_course(roster)
    roster.set_defaults(run=_roster)

    collect = add_command(
        commands,
        "collect",
        "put an LMS's submission archive into submitted/",
        """\
        Takes the submissions out of Moodle's or Canvas's archives, or folders of such, into
        submitted/<student>/<set>/, by the roster. Whom it cannot tell without doubt it names, and
        makes nothing for them. Other files that lay there go to submitted/.replaced/. Also says
        who of the roster is missing.

        Moodle's archive does not say when something was handed in; its grading worksheet does, in
        the time zone of your Moodle profile. Canvas's says only who was late.
        """,
        "autograder collect ps2_forward submissions.zip",
        "autograder collect ps2_forward all.zip --worksheet grades.csv --zone Europe/Berlin",
        'autograder collect ps2_forward submissions.zip --as "Анна К.=student-03"',
    )
    collect.add_argument("set", metavar="SET", help="for example ps2_forward")
    collect.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE", help="zip or folder")
    collect.add_argument(
        "--as",
        dest="said",
        action="append",
        default=[],
        type=pair,
        metavar="NAME=ID",
        help="say who somebody of the archive is, by name or number",
    )
    collect.add_argument(
        "--worksheet", type=Path, metavar="CSV", help="Moodle's grading worksheet: who, and when"
    )
    collect.add_argument(
        "--zone",
        metavar="NAME",
        help="in which the worksheet has its times (default: the course's time zone)",
    )
    add_course(collect)
    collect.set_defaults(run=_collect)


def _pairs(text: str) -> dict[str, str]:
    from autograder.lms.rosters import NAMEABLE

    found: dict[str, str] = {}
    # A comma may be in a header; before a new pair it is followed by a name and a sign.
    for part in re.split(r",(?=\s*\w+\s*=)", text):
        name, equals, value = part.partition("=")
        if not equals or not value.strip() or name.strip() not in NAMEABLE:
            raise argparse.ArgumentTypeError(
                f"{part!r}: something like id=HEADER is expected; before the sign stands one of "
                f"{', '.join(NAMEABLE)}"
            )
        found[name.strip()] = value.strip()
    return found


def _roster(options: argparse.Namespace) -> int:
    from autograder.books.course import Course
    from autograder.books.roster import Merge, Roster, write_students
    from autograder.lms.rosters import read_people

    course = Course.at(options.course.resolve())
    path = course.roster
    roster = Roster.of(course)
    done = Merge(unchanged=len(roster.people))
    if options.file is not None:
        found = read_people(options.file, options.columns)
        say(f"{options.file}: read as {found.kind}")
        done = roster.merge(found.people, proposed=found.proposed)
        if done.added or done.changed or not path.is_file():
            roster.write(path)
    elif not roster.people:
        raise CourseError(
            f"{path}: nobody is in the roster yet. Run `autograder roster FILE` with a table of "
            "the students."
        )
    else:
        for person in roster.people:
            say(f"  {person}{f'  {person.email}' if person.email else ''}")
    for word, lines in (("added", done.added), ("changed", done.changed)):
        for line in lines:
            say(f"  {word}: {line}")
    for line in done.problems:
        say(f"  NOT TAKEN IN: {line}")
    doubts = write_students(course, roster)
    for line in doubts:
        say(f"  {line}")
    say(
        f"{path.name}: {len(roster.people)} people; {len(done.added)} added, "
        f"{len(done.changed)} changed, {done.unchanged} as they were, {len(done.problems)} not "
        "taken in; all of them are in the gradebook"
    )
    return INCOMPLETE if done.problems or doubts else DONE


def _collect(options: argparse.Namespace) -> int:
    from autograder.books.dates import read_zone
    from autograder.lms.collect import collect

    if options.zone and not options.worksheet:
        raise CourseError("--zone says how to read the worksheet's times: give --worksheet too.")
    done = collect(
        options.course.resolve(),
        options.set,
        options.archives,
        said=dict(options.said),
        worksheet=options.worksheet,
        zone=read_zone(options.zone) if options.zone else None,
    )
    for line in done.replaced:
        say(f"  replaced: {line}")
    for line in done.notes:
        say(f"  {line}")
    for line in done.problems:
        say(f"  {line}")
    for line in done.unmatched:
        say(f"  NOT MATCHED: {line}")
    if done.missing:
        say(f"  missing: {', '.join(str(person) for person in done.missing)}")
    if done.strangers:
        say(f"  in submitted/, but not in the roster: {', '.join(done.strangers)}")
    if done.late:
        say(
            f"  late, says Canvas: {', '.join(done.late)}. It does not say by how much: write "
            f"submitted/<student>/{options.set}/timestamp.txt where your late policy is to count"
        )
    if done.timeless and len(done.timeless) < len(done.placed) + len(done.unchanged):
        say(f"  without a certain time: {', '.join(done.timeless)}")
    elif done.timeless:
        say(
            "  no time of handing in is known: the archive holds none"
            + (
                "; nobody in the worksheet has these numbers: is it of another assignment?"
                if options.worksheet
                else "; with Moodle give --worksheet CSV"
            )
        )
    say(
        f"{options.set}: {len(done.placed)} collected ({len(done.replaced)} of them anew), "
        f"{len(done.unchanged)} unchanged, {len(done.unmatched)} not matched, "
        f"{len(done.missing)} missing"
    )
    return INCOMPLETE if done.unmatched or done.problems else DONE
