"""How are problem sets released, and their checks tried on known answers?"""

from __future__ import annotations

import argparse

from autograder.commands.base import (
    DONE,
    INCOMPLETE,
    Commands,
    add_command,
    add_course,
    say,
    show,
)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    release = add_command(
        commands,
        "release",
        "make the student notebooks from solutions/",
        """\
        Takes the solutions and the hidden tests out of solutions/<set>.md (nbgrader's
        generate_assignment does it), writes exercises/<set>/<set>.ipynb and records the cells in
        the gradebook. Without SET: all sets. A notebook that holds answers is not overwritten.
        """,
        "autograder release",
        "autograder release ps2_forward",
    )
    release.add_argument("sets", nargs="*", metavar="SET", help="for example ps2_forward")
    release.add_argument("--force", action="store_true", help="overwrite a notebook with answers")
    add_course(release)
    release.set_defaults(run=_release)

    answers = add_command(
        commands,
        "answers",
        "try the checks on all known right and wrong answers",
        """\
        Runs every answer in tests/submissions/ on open inputs and on one secret seed, and counts
        by exercise: wrong answers caught, hints that name the mistake, right answers accepted.
        Exit code 1 means that a check judged one of them otherwise.
        """,
        "autograder answers",
        "autograder answers ps3_reverse",
    )
    answers.add_argument("sets", nargs="*", metavar="SET", help="for example ps2_forward")
    add_course(answers)
    answers.set_defaults(run=_answers)


def _release(options: argparse.Namespace) -> int:
    from autograder.books.course import Course
    from autograder.problem_sets.release import release

    root = options.course.resolve()
    for path in release(root, options.sets, force=options.force):
        say(str(path.relative_to(root)))
    say(f"gradebook {Course.at(root).books_in}")
    return DONE


def _answers(options: argparse.Namespace) -> int:
    from autograder.problem_sets.answers import tally, to_table

    tallies = tally(options.course.resolve(), options.sets)
    show(to_table(tallies))
    faults = [fault for t in tallies for fault in t.faults]
    for fault in faults:
        say(fault)
    return INCOMPLETE if faults else DONE
