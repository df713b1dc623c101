"""How is a class graded and told of it?"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from autograder.commands.base import (
    DONE,
    INCOMPLETE,
    Commands,
    add_command,
    add_course,
    add_jobs,
    refuse,
    say,
)
from autograder.commands.worker import add_tls, secured
from autograder.processors import at_once

RETRY_S = 5


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    grade = add_command(
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
        "autograder grade ps2_forward --hint seed-not-reset --exercise jacobian",
        "autograder grade ps2_forward --watch",
        "autograder grade ps2_forward --on tcp://127.0.0.1:8786",
    )
    grade.add_argument("sets", nargs="+", metavar="SET", help="for example ps2_forward")
    grade.add_argument("--student", action="append", default=[], metavar="ID", help="only this one")
    grade.add_argument(
        "--hint",
        metavar="NAME",
        help="run again only whose graded notebook has this hint; the page of the class names them",
    )
    grade.add_argument("--exercise", metavar="NAME", help="with --hint: in this exercise")
    grade.add_argument(
        "--force",
        action="store_true",
        help="run what is unchanged once more; dates, checks, marks by hand count without it",
    )
    grade.add_argument(
        "--no-isolation",
        action="store_true",
        help="run students' code without a sandbox, where there is none; every report says so",
    )
    grade.add_argument(
        "--on",
        metavar="ADDRESS",
        help="grade on the workers of the Dask scheduler at tcp://host:port or tls://host:port; "
        "see `autograder worker --help`",
    )
    add_tls(grade)
    grade.add_argument(
        "--watch", action="store_true", help="stay, and grade what is handed in as it comes"
    )
    grade.add_argument("--no-feedback", action="store_true", help="write no feedback")
    add_jobs(grade)
    add_course(grade)
    grade.set_defaults(run=_grade)

    feedback = add_command(
        commands,
        "feedback",
        "write the feedback again, after marking by hand",
        """\
        Writes feedback/<student>/<set>/<set>.html from the gradebook, with the marks and comments
        given by hand; a share taken off for coming late follows them. `autograder grade` does this
        too.
        """,
        "autograder feedback ps2_forward",
    )
    feedback.add_argument("set", metavar="SET", help="for example ps2_forward")
    feedback.add_argument("--force", action="store_true", help="write what is up to date too")
    add_course(feedback)
    feedback.set_defaults(run=_feedback)


def _grade(options: argparse.Namespace) -> int:
    from autograder.books.course import Places
    from autograder.classroom.batch import start

    root = options.course.resolve()
    if options.exercise and not options.hint:
        return refuse("--exercise says where --hint NAME is looked for: name the hint too.")
    if options.hint and options.watch:
        return refuse("--hint is about what is graded, --watch about what comes: use one of them.")
    chosen = {name: options.student for name in options.sets}
    if options.hint:
        from autograder.classroom.hinted import who_got

        for name in options.sets:
            chosen[name] = who_got(root, name, options.hint, options.exercise, options.student)
            say(f"{name}: {options.hint}: {len(chosen[name])} to be graded again")
    isolated = False if options.no_isolation else None
    afar = options.on is not None
    security = secured(options, options.on) if afar else None
    # Before anything else: sandboxes start while this process still imports nbgrader.
    released = [] if afar else [Places(root).released(name) for name in options.sets]
    with ExitStack() as stack:
        pool = stack.enter_context(start(at_once(options.jobs, say), isolated is None, released))
        cluster = None
        if afar:
            from autograder.classroom.cluster import Cluster

            cluster = stack.enter_context(Cluster(options.on, say, secured=security))
        from autograder.classroom.grade import grade, write_feedback

        def one_set(name: str, students: Sequence[str]) -> int:
            begin = time.perf_counter()
            results = grade(
                root,
                name,
                students,
                force=options.force or bool(options.hint),
                isolated=isolated,
                pool=pool,
                cluster=cluster,
                tell=say,
            )
            files = []
            if not options.no_feedback:
                files = write_feedback(root, name, [r.student for r in results], pool=pool)
            problems = sum(r.problem is not None for r in results)
            new = sum(not r.unchanged for r in results) - problems
            seconds = time.perf_counter() - begin
            say(f"{name}: {new} graded, {problems} not, in {seconds:.0f} s")
            if files:
                say(f"{name}: feedback in feedback/<student>/{name}/{name}.html")
            return problems

        if options.watch:
            _watch(root, options.sets, one_set)
        failed = sum(one_set(name, students) for name, students in chosen.items())
    return INCOMPLETE if failed else DONE


def _watch(root: Path, sets: Sequence[str], one_set: Callable[[str, Sequence[str]], int]) -> None:
    """Grade whatever is handed in, until somebody stops it."""
    from autograder.classroom.watch import LOOK_S, arrivals
    from autograder.errors import CourseError

    say(f"waiting for submissions of {', '.join(sets)}; Ctrl-C ends it")
    looks = {name: arrivals(root, name) for name in sets}
    waiting: dict[str, list[str]] = {name: [] for name in sets}
    while True:
        for name, look in looks.items():
            waiting[name] = [*dict.fromkeys([*waiting[name], *next(look)])]
            if waiting[name]:
                try:
                    one_set(name, waiting[name])
                    waiting[name] = []
                except CourseError as error:  # another command is at work, or a disk is full
                    say(f"{error} It is tried again.")
                    time.sleep(RETRY_S)
        time.sleep(LOOK_S)


def _feedback(options: argparse.Namespace) -> int:
    from autograder.classroom.grade import settle, write_feedback

    settle(options.course.resolve(), options.set, tell=say)
    files = write_feedback(options.course.resolve(), options.set, force=options.force)
    for path in files:
        say(str(path.relative_to(options.course.resolve())))
    if not files:
        return refuse(f"nothing is graded yet: run `autograder grade {options.set}` first.")
    return DONE
