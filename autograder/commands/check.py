"""Which command has a student?"""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands.base import (
    DONE,
    INCOMPLETE,
    Commands,
    add_command,
    say,
    show,
)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    check = add_command(
        commands,
        "check",
        "run your notebook and show what its checks find (students)",
        """\
        Runs the notebook from top to bottom in a new kernel, as grading does, and shows the
        findings exercise by exercise and a table of marks on the open inputs. Grading uses other
        inputs. Your file is not changed.

        It runs in a folder with a copy of the small files that lie beside it, and the command says
        which of them to hand in with it.

        Exit code 0 means full marks on the open inputs, 1 that some are missing.
        """,
        "autograder check ps2_forward/ps2_forward.ipynb",
    )
    check.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="your .ipynb file")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    from autograder.student.check import check, to_table

    found = check(options.notebook, tell=say)
    for exercise in found:
        show(f"\n{exercise.findings}")
    show(f"\n{to_table(found)}")
    show("\nThese are the open inputs; grading uses others.")
    return DONE if all(c.marks >= c.points for c in found) else INCOMPLETE
