"""Which commands does the course have, and what does each tell on the way?

Every command imports what it needs when it runs: a student's `autograder check` must work without
nbgrader, and `autograder --help` at once.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from autograder.errors import AutograderError, CheckError
from autograder.terminal import printable

DONE, INCOMPLETE, REFUSED = 0, 1, 2
# Of what is said; a class of which nothing can be graded is told in one line.
LONGEST_LINE = 10_000
INSTRUCTOR_PACKAGES = ("nbgrader", "jupytext")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `autograder` with `arguments` (the command line's where None); return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in INSTRUCTOR_PACKAGES:
            raise
        code = _refuse(
            f"`autograder {options.command}` is for instructors and needs {package}: "
            "run `pip install '.[instructor]'` in the course's folder."
        )
    except KeyboardInterrupt:
        code = _refuse("stopped. What was graded is kept; the same command goes on from there.")
    except BrokenPipeError:  # `autograder report … | head`
        sys.stderr.close()
        code = DONE
    except CheckError:
        raise  # a check is broken: its author needs the traceback
    except AutograderError as error:
        code = _refuse(str(error))
    return code


def _say(line: str) -> None:
    """Print one line; whatever a student wrote in it only shows itself."""
    print(printable(line, LONGEST_LINE))


def _show(text: str) -> None:
    """Print a text of several lines, whose line ends are meant."""
    for line in text.split("\n"):
        _say(line)


def _refuse(message: str) -> int:
    print(printable(f"autograder: {message}", LONGEST_LINE), file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="autograder",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Check, release and grade the problem sets of the course.",
        epilog=dedent(
            """\
            A student needs one command:
              autograder check exercises/ps2_forward/ps2_forward.ipynb

            An instructor's week, in the folder of the course:
              autograder release ps2_forward      make the student notebook from its source
              (collect into submitted/<student>/ps2_forward/ps2_forward.ipynb)
              autograder grade ps2_forward        grade what is new, write the feedback
              autograder report ps2_forward       marks and mistakes of the class

            nbgrader's own commands and formgrader read the same folders and the same gradebook:
              nbgrader autograde ps2_forward      the same marks, one at a time, in the same sandbox
              jupyter lab                         then Nbgrader > Formgrader

            Exit codes: 0 all is well; 1 it ran, but something was not graded or lost marks;
            2 it could not run, and the message says why.
            """
        ),
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    check = _command(
        commands,
        "check",
        "run your notebook and show what its checks find (students)",
        """\
        Runs the notebook from top to bottom in a new kernel, as grading does, and shows the
        findings exercise by exercise and a table of marks on the open inputs. Grading uses other
        inputs. Your file is not changed.

        Exit code 0 means full marks on the open inputs, 1 that some are missing.
        """,
        "autograder check exercises/ps2_forward/ps2_forward.ipynb",
    )
    check.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="your .ipynb file")
    check.set_defaults(run=_check)

    release = _command(
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
    _add_course(release)
    release.set_defaults(run=_release)

    grade = _command(
        commands,
        "grade",
        "grade what was handed in and write the feedback",
        """\
        Runs submitted/<student>/<set>/<set>.ipynb in sandboxes, several at once, and the checks
        outside of them; writes the marks into nbgrader's gradebook, the notebooks into
        autograded/ and feedback/<student>/<set>/<set>.html. Only what changed since it was graded
        is run again, also after an interruption. A notebook that cannot be graded is named with
        the reason and stops nobody else.
        """,
        "autograder grade ps2_forward",
        "autograder grade ps2_forward --student student-03 --force",
        "autograder grade ps2_forward --course _build/sample",
    )
    grade.add_argument("sets", nargs="+", metavar="SET", help="for example ps2_forward")
    grade.add_argument("--student", action="append", default=[], metavar="ID", help="only this one")
    grade.add_argument("--force", action="store_true", help="grade what is unchanged again")
    grade.add_argument(
        "--no-isolation",
        action="store_true",
        help="run students' code without a sandbox, where there is none; every report says so",
    )
    grade.add_argument("--no-feedback", action="store_true", help="write no feedback")
    _add_jobs(grade)
    _add_course(grade)
    grade.set_defaults(run=_grade)

    feedback = _command(
        commands,
        "feedback",
        "write the feedback again, after marking by hand",
        """\
        Writes feedback/<student>/<set>/<set>.html from the gradebook, with the marks and comments
        given in formgrader. `autograder grade` does this too.
        """,
        "autograder feedback ps2_forward",
    )
    feedback.add_argument("set", metavar="SET", help="for example ps2_forward")
    feedback.add_argument("--force", action="store_true", help="write what is up to date too")
    _add_course(feedback)
    feedback.set_defaults(run=_feedback)

    report = _command(
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
        "--csv", type=Path, metavar="FILE", help="also write a line a student and exercise to FILE"
    )
    _add_course(report)
    report.set_defaults(run=_report)

    answers = _command(
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
    _add_course(answers)
    answers.set_defaults(run=_answers)

    demo = _command(
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
    _add_course(demo)
    demo.set_defaults(run=_demo)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    description: str,
    *examples: str,
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=summary,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=dedent(description),
        epilog="\n  ".join(["examples:", *examples]),
    )


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=_number,
        default=None,
        metavar="N",
        help="submissions at once (default: as many as there are processors)",
    )


def _number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def _add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--course",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the course's folder, the one with nbgrader_config.py (default: this folder)",
    )


def _check(options: argparse.Namespace) -> int:
    from autograder.student.check import check, to_table

    found = check(options.notebook, tell=_say)
    for exercise in found:
        _show(f"\n{exercise.findings}")
    _show(f"\n{to_table(found)}")
    _show("\nThese are the open inputs; grading uses others.")
    return DONE if all(c.marks >= c.points for c in found) else INCOMPLETE


def _release(options: argparse.Namespace) -> int:
    from autograder.problem_sets.release import release

    root = options.course.resolve()
    for path in release(root, options.sets, force=options.force):
        _say(str(path.relative_to(root)))
    return DONE


def _grade(options: argparse.Namespace) -> int:
    from autograder.books.course import Places
    from autograder.classroom.batch import start

    root = options.course.resolve()
    isolated = False if options.no_isolation else None
    # Before anything else: sandboxes start while this process still imports nbgrader.
    released = [Places(root).released(name) for name in options.sets]
    with start(options.jobs or os.cpu_count() or 1, isolated is None, released) as pool:
        from autograder.classroom.grade import grade, write_feedback

        failed = 0
        for name in options.sets:
            begin = time.perf_counter()
            results = grade(
                root,
                name,
                options.student,
                force=options.force,
                isolated=isolated,
                pool=pool,
                tell=_say,
            )
            files = []
            if not options.no_feedback:
                files = write_feedback(root, name, [r.student for r in results], pool=pool)
            problems = sum(r.problem is not None for r in results)
            new = sum(not r.unchanged for r in results) - problems
            seconds = time.perf_counter() - begin
            _say(f"{name}: {new} graded, {problems} not, in {seconds:.0f} s")
            if files:
                _say(f"{name}: feedback in feedback/<student>/{name}/{name}.html")
            failed += problems
    return INCOMPLETE if failed else DONE


def _feedback(options: argparse.Namespace) -> int:
    from autograder.classroom.grade import write_feedback

    files = write_feedback(options.course.resolve(), options.set, force=options.force)
    for path in files:
        _say(str(path.relative_to(options.course.resolve())))
    if not files:
        return _refuse(f"nothing is graded yet: run `autograder grade {options.set}` first.")
    return DONE


def _report(options: argparse.Namespace) -> int:
    from autograder.classroom.report import class_report, to_text, write_csv

    report = class_report(options.course.resolve(), options.set)
    _show(to_text(report))
    if options.csv:
        write_csv(report, options.csv)
    return INCOMPLETE if any(row.problem for row in report.rows) else DONE


def _answers(options: argparse.Namespace) -> int:
    from autograder.problem_sets.answers import tally, to_table

    tallies = tally(options.course.resolve(), options.sets)
    _show(to_table(tallies))
    faults = [fault for t in tallies for fault in t.faults]
    for fault in faults:
        _say(fault)
    return INCOMPLETE if faults else DONE


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
        failed |= any(result.problem for result in grade(root, name, tell=_say))
        feedback += write_feedback(root, name)
    for name in sets:
        _show(f"\n{to_text(class_report(root, name))}")
    book = project / "_build" / "html" / "index.html"
    _show(f"\nGraded {len(CLASS)} students in {time.perf_counter() - start:.0f} s. To open:")
    _say(f"  the book        {_short(book)}" + ("" if book.is_file() else " (run `make book`)"))
    if feedback:
        _say(f"  a feedback      {_short(feedback[min(2, len(feedback) - 1)])}")
    _say(f"  the gradebook   {_short(Course.at(root).database)}")
    _say(f"  formgrader      cd {_short(root)} && jupyter lab, then Nbgrader > Formgrader")
    return INCOMPLETE if failed else DONE


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


if __name__ == "__main__":
    sys.exit(main())
