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
        marks were lost, then the mistakes that are most frequent.
        """,
        "autograder report ps2_forward",
        "autograder report ps2_forward --csv marks.csv",
    )
    report.add_argument("set", metavar="SET", help="for example ps2_forward")
    report.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="also write the table of `autograder marks` to FILE",
    )
    add_course(report)
    report.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from autograder.classroom.report import class_report, to_text
    from autograder.classroom.table import write_table

    report = class_report(options.course.resolve(), options.set)
    show(to_text(report))
    if options.csv:
        write_table(options.course, report, options.csv)
    return INCOMPLETE if any(row.problem for row in report.rows) else DONE
