"""How do students get the notebooks and what they need to run them?"""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands.base import (
    DONE,
    Commands,
    add_command,
    add_course,
    say,
    short,
)

DEFAULT = "handout.zip"


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    handout = add_command(
        commands,
        "handout",
        "pack released notebooks and the student's package",
        """\
        Writes one archive, or one folder, for students: the released notebooks, the course's
        package without what only instructors need, and a README.md for Windows, macOS, Linux and
        Google Colab. Solutions, the course's seed and its gradebook never go along. A set that is
        not released, or changed since, is refused.
        """,
        "autograder handout ps1_zero_order ps2_forward",
        "autograder handout ps2_forward --out week2.zip",
        "autograder handout ps2_forward --out ../for-students",
    )
    handout.add_argument("sets", nargs="+", metavar="SET", help="for example ps2_forward")
    handout.add_argument(
        "--out",
        type=Path,
        default=None,
        metavar="DIR|FILE.zip",
        help=f"where to (default: {DEFAULT} in the course's _build folder)",
    )
    handout.add_argument(
        "--force", action="store_true", help="overwrite a notebook in DIR that holds answers"
    )
    add_course(handout)
    handout.set_defaults(run=_handout)


def _handout(options: argparse.Namespace) -> int:
    from autograder.handout.pack import hand_out

    root = options.course.resolve()
    place = (options.out or root / "_build" / DEFAULT).absolute()
    made = hand_out(root, options.sets, place, force=options.force)
    say(f"{short(made.place)}:")
    for name in made.files:
        say(f"  {name}")
    for note in made.notes:
        say(note)
    return DONE
