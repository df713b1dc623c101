"""What do the marks of a class come to?"""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands.base import (
    DONE,
    INCOMPLETE,
    Commands,
    add_command,
    add_course,
    refuse,
    say,
    show,
)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    report = add_command(
        commands,
        "report",
        "show the marks of the class and where they were lost",
        """\
        Shows a table of students and exercises, then by student the names of the hints where
        marks were lost, then the mistakes that are most frequent. Without SET, or with --term: all
        sets over the term.

        --html writes the page of the class: marks, misconceptions with the answers behind them,
        attempts, time, who is missing. It is one file that asks for nothing; links lead to the
        students' feedback pages where FILE is in the course's folder. --anonymous makes it fit for
        a lecture room: no ids, names, links or texts of students.
        """,
        "autograder report ps2_forward",
        "autograder report ps2_forward --csv marks.csv",
        "autograder report ps2_forward --html class.html",
        "autograder report ps2_forward --html lecture.html --anonymous",
        "autograder report --term --html term.html",
    )
    report.add_argument("set", nargs="?", metavar="SET", help="for example ps2_forward")
    report.add_argument("--term", action="store_true", help="all sets that are handed in")
    report.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="also write the table of `autograder marks` to FILE",
    )
    report.add_argument(
        "--html", type=Path, metavar="FILE", help="write the page of the class to FILE"
    )
    report.add_argument(
        "--anonymous", action="store_true", help="with --html: nobody can be told from the page"
    )
    add_course(report)
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    root = options.course.resolve()
    if options.anonymous and not options.html:
        return refuse("--anonymous is about the page of the class: add --html FILE.")
    if options.set and options.term:
        return refuse(f"--term is about all sets: leave {options.set} or --term out.")
    if not options.set and options.csv:
        return refuse("--csv is about one set: name it.")
    sets = [options.set] if options.set else _handed_in(root)
    if not sets:
        return refuse(f"{root}: nobody has handed in anything yet.")
    if options.html:
        from autograder.classroom.class_page import write_class_page

        write_class_page(root, sets, options.html, anonymous=options.anonymous)
        say(f"{options.html}: {', '.join(sets)}{', without names' if options.anonymous else ''}")
        if not options.csv:
            return DONE
    from autograder.classroom.report import class_report, to_text
    from autograder.classroom.table import write_table

    incomplete = False
    for i, name in enumerate(sets):
        report = class_report(root, name)
        if not options.html:
            show(("\n" if i else "") + to_text(report))
        if options.csv:
            write_table(options.course, report, options.csv)
        incomplete |= bool(report.strangers) or any(row.problem for row in report.rows)
    return INCOMPLETE if incomplete else DONE


def _handed_in(root: Path) -> list[str]:
    from autograder.books.course import Course
    from autograder.problem_sets.source import problem_sets

    course = Course.at(root)
    return [
        name
        for name in problem_sets(root)
        if course.released(name).is_file() and course.students(name)
    ]
