"""What do all commands share: how they are declared, what they say, how they refuse."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from textwrap import dedent

from autograder.terminal import printable

DONE, INCOMPLETE, REFUSED = 0, 1, 2
# Of what is said; a class of which nothing can be graded is told in one line.
LONGEST_LINE = 10_000

Commands = argparse._SubParsersAction


def say(line: str) -> None:
    """Print one line; whatever a student wrote in it only shows itself."""
    # At once, also into a pipe or a file: a grader and a worker stay for hours.
    print(printable(line, LONGEST_LINE), flush=True)


def show(text: str) -> None:
    """Print a text of several lines, whose line ends are meant."""
    for line in text.split("\n"):
        say(line)


def refuse(message: str) -> int:
    """Say on standard error why a command did not run; return the exit code for that."""
    print(printable(f"autograder: {message}", LONGEST_LINE), file=sys.stderr)
    return REFUSED


def add_command(
    commands: Commands[argparse.ArgumentParser],
    name: str,
    summary: str,
    description: str,
    *examples: str,
) -> argparse.ArgumentParser:
    """Declare the command `name`; summary: its line in `--help`; examples: whole commands."""
    return commands.add_parser(
        name,
        help=summary,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=dedent(description),
        epilog="\n  ".join(["examples:", *examples]),
    )


def add_course(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which course it is about."""
    parser.add_argument(
        "--course",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the course's folder, the one with nbgrader_config.py (default: this folder)",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Let a command be told how much it does at once."""
    parser.add_argument(
        "--jobs",
        type=number,
        default=None,
        metavar="N",
        help="submissions at once (default, and at most: as many as there are processors)",
    )


def number(text: str) -> int:
    """Read a number of 1 or more from the command line."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def pair(text: str) -> tuple[str, str]:
    """Read something like NAME=VALUE from the command line; the name may hold such a sign."""
    name, equals, value = text.rpartition("=")
    if not equals or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{text!r}: something like NAME=VALUE is expected")
    return name.strip(), value.strip()


def short(path: Path) -> str:
    """Return `path` from the folder in which the command runs, where it lies in it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
