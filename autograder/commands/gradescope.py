"""How does a set get graded inside Gradescope?"""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands.base import DONE, Commands, add_command, add_course, say


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    command = add_command(
        commands,
        "gradescope",
        "write the folder with which Gradescope grades a set",
        """\
        Writes setup.sh, run_autograder and all that they need into DIR: the course's package, the
        released notebook, the hidden tests, the secret seed. It goes to Gradescope and never to
        students; the README.md in it says how. A submission then gets the same marks there as from
        `autograder grade`, before marks by hand and penalties.
        """,
        "autograder gradescope ps2_forward ../gradescope-ps2",
    )
    command.add_argument("set", metavar="SET", help="for example ps2_forward")
    command.add_argument("folder", type=Path, metavar="DIR", help="a new folder")
    add_course(command)
    command.set_defaults(run=_container)


def _container(options: argparse.Namespace) -> int:
    from autograder.lms.container import write_container

    made = write_container(options.course.resolve(), options.set, options.folder)
    for note in made.notes:
        say(f"  {note}")
    say(
        f"{options.folder}: {len(made.files)} files with the hidden tests and the secret seed: for "
        "Gradescope only, not for students; its README.md says what to do"
    )
    return DONE
