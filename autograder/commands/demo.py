"""What does a graded class look like?"""

from __future__ import annotations

import argparse
import time

from autograder.commands.base import (
    DONE,
    INCOMPLETE,
    Commands,
    add_command,
    add_course,
    say,
    short,
    show,
)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    demo = add_command(
        commands,
        "demo",
        "grade a sample class of twelve and show the result",
        """\
        Makes a course in _build/sample with twelve students from the known right and wrong
        answers, grades every set, writes the feedback and prints the reports and what to open.
        Run again, it grades only what changed.
        """,
        "autograder demo",
    )
    add_course(demo)
    demo.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    from autograder.books.course import Course
    from autograder.classroom.grade import grade, write_feedback
    from autograder.classroom.report import class_report, to_text
    from autograder.problem_sets.sample import CLASS, make_sample
    from autograder.problem_sets.source import problem_sets

    project = options.course.resolve()
    start = time.perf_counter()
    root = make_sample(project)
    sets = problem_sets(root)
    feedback = []
    failed = False
    for name in sets:
        failed |= any(result.problem for result in grade(root, name, tell=say))
        feedback += write_feedback(root, name)
    for name in sets:
        show(f"\n{to_text(class_report(root, name))}")
    book = project / "_build" / "html" / "index.html"
    show(f"\nGraded {len(CLASS)} students in {time.perf_counter() - start:.0f} s. To open:")
    say(f"  the book        {short(book)}" + ("" if book.is_file() else " (run `make book`)"))
    if feedback:
        say(f"  a feedback      {short(feedback[min(2, len(feedback) - 1)])}")
    say(f"  the gradebook   {short(Course.at(root).database)}")
    say(f"  formgrader      cd {short(root)} && jupyter lab, then Nbgrader > Formgrader")
    return INCOMPLETE if failed else DONE
