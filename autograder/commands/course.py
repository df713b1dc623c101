"""How does a course of one's own begin, and what is set in it?"""

from __future__ import annotations

import argparse
from pathlib import Path

from autograder.commands.base import DONE, Commands, add_command, add_course, say, short, show


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    init = add_command(
        commands,
        "init",
        "make a course of your own in an empty folder",
        """\
        Writes into DIR the sources of the chosen sets (solutions/), course.toml with everything
        that is set for the course (time zone, due dates, late policy, roster, database), an empty
        roster.csv and nbgrader_config.py, which lets nbgrader's commands and formgrader work there.
        In a folder that is a course already, the sets named are added and nothing else changes.
        """,
        "autograder init ~/ad-2026 --sets ps1_zero_order ps2_forward --time-zone Europe/Moscow",
        "autograder init ~/ad-2026 --sets ps3_reverse",
    )
    init.add_argument("folder", type=Path, metavar="DIR", help="an empty or a new folder")
    init.add_argument("--sets", nargs="+", default=[], metavar="SET", help="default: all")
    init.add_argument("--name", default="autodiff", help="the course's name (default: autodiff)")
    init.add_argument("--time-zone", default="UTC", metavar="ZONE", help="such as Europe/Moscow")
    _add_project(init)
    init.set_defaults(run=_init)

    upgrade = add_command(
        commands,
        "upgrade",
        "take over later versions of the sets, with your changes kept",
        """\
        Compares each source with the one that it was taken from and with the project's, and takes
        the project's changes over. Where you changed the same lines, your file stays as it is and
        the later version is put beside it. Marks stay; `autograder release` makes the notebooks.
        """,
        "autograder upgrade --from ~/project",
        "autograder upgrade ps2_forward",
    )
    upgrade.add_argument("sets", nargs="*", metavar="SET", help="default: all that were taken")
    _add_project(upgrade)
    add_course(upgrade)
    upgrade.set_defaults(run=_upgrade)

    status = add_command(
        commands,
        "status",
        "show how course.toml was understood, and how far each set is",
        """\
        Prints the time zone, the late policy and the database, then for each set when it is due
        (also in UTC), who has an extension, and how many handed in, were graded and wait for a
        person.
        """,
        "autograder status",
    )
    add_course(status)
    status.set_defaults(run=_status)


def _add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="project",
        type=Path,
        metavar="DIR",
        help="a checkout of the project (default: this folder, or where it was installed from)",
    )


def _init(options: argparse.Namespace) -> int:
    from autograder.problem_sets.own import project_root, start_course

    project = options.project.resolve() if options.project else project_root()
    root = options.folder.resolve()
    taken = start_course(root, project, options.sets, name=options.name, zone=options.time_zone)
    for name in taken:
        say(f"{short(root / 'solutions' / f'{name}.md')}")
    say(f"The course is in {short(root)}. Next, in that folder:")
    show(
        "  edit course.toml                    time zone, due dates, late policy\n"
        "  autograder roster FILE              students, from what your LMS exports\n"
        "  autograder status                   see what was understood\n"
        "  autograder release                  make the students' notebooks\n"
        "  autograder handout SET --out FILE   what students get"
    )
    return DONE


def _upgrade(options: argparse.Namespace) -> int:
    from autograder.problem_sets.own import project_root, upgrade

    project = options.project.resolve() if options.project else project_root()
    for name, done in upgrade(options.course.resolve(), project, options.sets).items():
        say(f"{name}: {done}")
    return DONE


def _status(options: argparse.Namespace) -> int:
    from autograder.classroom.status import status

    show(status(options.course.resolve()))
    return DONE
