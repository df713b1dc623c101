"""Which commands does the course have?

Every command imports what it needs when it runs: a student's `autograder check` must work without
nbgrader, and `autograder --help` at once.
"""

from __future__ import annotations

import argparse
import errno
import io
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import ModuleType

from autograder.commands.base import DONE, refuse
from autograder.errors import AutograderError, CheckError

# In the order of `--help`. The students' package has the first one only.
COMMANDS = (
    "check",
    "course",
    "roster",
    "release",
    "handout",
    "grade",
    "mark",
    "report",
    "marks",
    "gradescope",
    "worker",
    "demo",
)
INSTRUCTOR_PACKAGES = ("nbgrader", "jupytext")
CLUSTER_PACKAGES = ("distributed", "dask", "msgpack", "psycopg")
FOR_STUDENTS = """\
A student needs one command:
  autograder check ps2_forward/ps2_forward.ipynb

"""
FOR_INSTRUCTORS = """\
An instructor's week, in the folder of the course:
  autograder release ps2_forward      make the student notebook from its source
  autograder handout ps2_forward      pack it for the students, with the package it needs
  (collect into submitted/<student>/ps2_forward/ps2_forward.ipynb)
  autograder grade ps2_forward        grade what is new, write the feedback
  autograder report ps2_forward       marks and mistakes of the class
  autograder marks ps2_forward --moodle worksheet.csv    marks into the LMS
  autograder return ps2_forward --moodle worksheet.csv --out feedback.zip

nbgrader's own commands and formgrader read the same folders and the same gradebook:
  nbgrader autograde ps2_forward      the same marks, one at a time, in the same sandbox
  jupyter lab                         then Nbgrader > Formgrader

"""
EXIT_CODES = """\
Exit codes: 0 all is well; 1 it ran, but something was not graded or lost marks;
2 it could not run, and the message says why.
"""
# What the disk or its owner refuses is told in a line; any other error of the system is ours.
OF_THE_MACHINE = {
    errno.EACCES: "you may not read or write it",
    errno.EPERM: "you may not change it",
    errno.EROFS: "it lies where nothing can be written",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EIO: "the disk reports an error",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `autograder` with `arguments` (the command line's where None); return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows has no sign for ✓; a question mark does.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    _stop_on_signals()
    try:
        code: int = options.run(options)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in (*INSTRUCTOR_PACKAGES, *CLUSTER_PACKAGES):
            raise
        extra = "instructor" if package in INSTRUCTOR_PACKAGES else "instructor,cluster"
        code = refuse(
            f"`autograder {options.command}` is for instructors and needs {package}: "
            f"run `pip install '.[{extra}]'` in the course's folder."
        )
    except KeyboardInterrupt:
        code = refuse("stopped. What was graded is kept; the same command goes on from there.")
    except BrokenPipeError:  # `autograder report … | head`
        sys.stderr.close()
        code = DONE
    except CheckError:
        raise  # a check is broken: its author needs the traceback
    except AutograderError as error:
        code = refuse(str(error))
    except OSError as error:
        if error.errno not in OF_THE_MACHINE:
            raise
        place = f"{error.filename}: " if error.filename else ""
        code = refuse(
            f"{place}{OF_THE_MACHINE[error.errno]}. Put that right, then run the command again; "
            "nothing that was graded is lost."
        )
    return code


def _stop_on_signals() -> None:
    """Let a closed terminal and a system that shuts down stop a command as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                signal.signal(number, signal.default_int_handler)


def _parser() -> argparse.ArgumentParser:
    there = list(_commands())
    everything = len(there) > 1
    parser = argparse.ArgumentParser(
        prog="autograder",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Check, release and grade the problem sets of the course."
        if everything
        else "Check a problem set of the course before you hand it in.",
        epilog=FOR_STUDENTS + (FOR_INSTRUCTORS if everything else "") + EXIT_CODES,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for each in there:
        each.add(commands)
    return parser


def _commands() -> Iterator[ModuleType]:
    for name in COMMANDS:
        module = f"autograder.commands.{name}"
        try:
            yield import_module(module)
        except ModuleNotFoundError as missing:
            if missing.name != module:
                raise


if __name__ == "__main__":
    sys.exit(main())
