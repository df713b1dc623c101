"""How does a person mark an answer, or change a mark, from the command line?"""

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
    mark = add_command(
        commands,
        "mark",
        "mark an answer by hand, or change a mark",
        """\
        With a set alone: lists the answers that wait for a person. With a student and an exercise:
        shows the marking guide and the answer. With marks besides: gives them, in the gradebook, as
        formgrader does; they stand whatever is graded again, and `none` takes them back.
        """,
        "autograder mark ps4_modes",
        "autograder mark ps4_modes student-03 bracketing",
        "autograder mark ps4_modes student-03 bracketing 2.5 --comment 'The cost is missing.'",
        "autograder mark ps4_modes student-03 bracketing none",
    )
    mark.add_argument("set", metavar="SET", help="for example ps4_modes")
    mark.add_argument("student", nargs="?", metavar="ID")
    mark.add_argument("exercise", nargs="?", metavar="EXERCISE")
    mark.add_argument("marks", nargs="?", type=_marks, default=_UNSAID, metavar="MARKS")
    mark.add_argument("--comment", metavar="TEXT", help="shown in the feedback")
    add_course(mark)
    mark.set_defaults(run=_mark)


_UNSAID = object()


def _marks(text: str) -> float | None:
    try:
        return None if text == "none" else float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number nor `none`") from None


def _mark(options: argparse.Namespace) -> int:
    from autograder.classroom.hand import beside, mark, waiting
    from autograder.errors import CourseError

    root = options.course.resolve()
    if options.student is None:
        found = waiting(root, options.set)
        left = [answer for answer in found if answer.before is None]
        for answer in left:
            say(f"{answer.exercise}  {answer.student}  (up to {answer.points:g} marks)")
        for answer in found:
            if answer.before is not None:
                say(
                    f"{answer.exercise}  {answer.student}  ({answer.before:g} given by a person "
                    "before it was graded again: did the answer change?)"
                )
        say(f"{options.set}: {len(left)} {'answer' if len(left) == 1 else 'answers'} to mark")
        return INCOMPLETE if left else DONE
    if options.exercise is None:
        raise CourseError(f"which exercise of {options.student}? Write it behind the student's id.")
    if options.marks is _UNSAID:
        if options.comment is not None:
            raise CourseError("a comment is given with marks: write them before --comment.")
        show(beside(root, options.set, options.student, options.exercise))
        return DONE
    say(mark(root, options.set, options.student, options.exercise, options.marks, options.comment))
    say(
        f"`autograder feedback {options.set}` brings it into the student's page, and works out "
        "again what coming late costs."
    )
    return DONE
