"""How does one submission become ``results.json`` in a container of Gradescope?

What the container holds is written by `container`. A student's code runs in the sandbox, where the
container may make namespaces; else as a user of its own, which can read no file of the grader's.
The result says which. There is a result whatever happens.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Any

from autograder.checks.exercise import SEED_VARIABLE
from autograder.errors import AutograderError, NotebookError, SandboxError
from autograder.isolation.limits import Limits
from autograder.isolation.sandbox import diagnose
from autograder.isolation.workers import Server
from autograder.lms.results import marks_in, results, without_marks, write_results
from autograder.submission.cells import read_released
from autograder.submission.prepare import SourceCell, SourceCells, prepared
from autograder.submission.run import packages_of, run

ROOT_VARIABLE = "AUTOGRADER_ROOT"
ROOT = "/autograder"
# Nobody has this number, so the user owns nothing.
USER = 61000
SET_FILE, RELEASED_FILE, MODULES = "set.json", "released.ipynb", "modules"
SANDBOX = "your code ran in a sandbox"
OTHER_USER = (
    "your code ran as a user of its own, without a sandbox, because this container may make none"
)
ASK = "This is no fault of your submission. Tell your instructor, who finds more in the log."


def to_json(name: str, seed: str, limits: Limits, source: SourceCells) -> str:
    """Return what `set_in` reads: all that grading a set needs beside the released notebook."""
    known = {"name": name, "seed": seed, "limits": asdict(limits), "source": asdict(source)}
    return json.dumps(known, ensure_ascii=False, indent=1, allow_nan=False)


def set_in(folder: Path) -> tuple[str, str, Limits, SourceCells]:
    """Return name, seed, limits and source cells of the set in `folder`."""
    known = json.loads((folder / SET_FILE).read_text(encoding="utf-8"))
    cells = {name: SourceCell(**cell) for name, cell in known["source"]["cells"].items()}
    source = SourceCells(cells, known["source"]["kernelspec"])
    return known["name"], known["seed"], Limits(**known["limits"]), source


def main() -> int:
    """Grade what lies in the container; return the exit code, 0 where a result was written."""
    root = Path(os.environ.get(ROOT_VARIABLE) or ROOT)
    try:
        found = _graded(root)
    except NotebookError as error:  # the student's affair, and worded for them
        found = without_marks(str(error))
    except AutograderError as error:
        print(error)
        found = without_marks(f"the autograder could not run. {ASK}")
    except Exception:
        traceback.print_exc(file=sys.stdout)
        found = without_marks(f"the autograder stopped. {ASK}")
    write_results(root / "results", found)
    return 0


def _graded(root: Path) -> dict[str, Any]:
    source_folder = root / "source"
    _keep_out(root)
    name, seed, limits, source = set_in(source_folder)
    os.environ[SEED_VARIABLE] = seed
    sys.path.insert(0, str(source_folder / MODULES))
    released = read_released(source_folder / RELEASED_FILE)
    notebook, files = prepared(root / "submission", name, released, source)
    problem = diagnose()
    user = None
    if problem:
        print(f"no sandbox here: {problem}")
        if os.geteuid() != 0:
            raise SandboxError(
                "there is neither a sandbox nor, without root's rights, another user to run as"
            )
        user = USER
    with Server(packages_of(notebook.cells), isolated=not problem, user=user) as server:
        run(notebook, server, limits, files)
    return results(notebook, marks_in(notebook), how=OTHER_USER if problem else SANDBOX)


def _keep_out(root: Path) -> None:
    """See that nobody but this user reads the grader's files or writes results."""
    for name, mode in (("source", 0o700), ("submission", 0o700), ("results", 0o755)):
        folder = root / name
        if name == "results":
            folder.mkdir(parents=True, exist_ok=True)
        if folder.is_dir():
            folder.chmod(mode)


if __name__ == "__main__":
    sys.exit(main())
