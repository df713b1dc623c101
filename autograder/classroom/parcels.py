"""What travels to a machine that grades for another, and what comes back?

There goes a prepared notebook with its hidden tests and the files beside it, the course's secret
seed, the limits and the course's own check modules: a worker needs no folder of the course. Back
comes the graded notebook, or why there is none. Both ways it is JSON and MessagePack in bytes, made
by the trusted side: by the command, and on the worker by the process that holds the checks, never
by a student's code, which runs in that worker's sandbox. So nothing is unpickled that a student
could have written.

Nobody is graded by other software than the command's: each answer bears the hash of all that its
marks depend on, and is refused where it is not the one that was asked for.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import msgpack
import nbformat
from nbformat import NotebookNode

from autograder.checks.exercise import SEED_VARIABLE
from autograder.classroom.batch import Set
from autograder.errors import AutograderError, ClusterError, SandboxError
from autograder.isolation.limits import Limits
from autograder.submission.cache import Cache, content_key, own_modules, software
from autograder.submission.cells import METADATA_KEY, read_released
from autograder.submission.files import Files
from autograder.submission.prepare import prepared
from autograder.submission.run import Settings, graded, kept

# Level 1 makes a notebook five times smaller in a millisecond.
QUICKLY = 1


@dataclass(frozen=True)
class Parcel:
    """One submission on its way, with its files. key: the hash of all that its marks depend on."""

    student: str
    key: str
    notebook: bytes


def about_set(problem_set: Set) -> bytes:
    """Return what every submission of a set needs on a worker."""
    checks = [cell.source for cell in problem_set.source.cells.values()]
    return _pack(
        {
            "software": software(),
            "seed": os.environ.get(SEED_VARIABLE, ""),
            "limits": asdict(problem_set.settings.limits),
            "isolated": problem_set.settings.isolated,
            "modules": own_modules(checks),
        }
    )


def packed(
    problem_set: Set,
    environment: Mapping[str, str],
    path: tuple[str, ...],
    submitted: tuple[str, Path],
) -> Parcel | NotebookNode:
    """Return a submission ready to travel, or what it came to before.

    submitted: the student and the folder that was handed in. Raises as `prepared` does.
    """
    os.environ.update(environment)
    sys.path[:] = path
    student, folder = submitted
    released = read_released(problem_set.released)
    notebook, files = prepared(folder, problem_set.name, released, problem_set.source)
    settings = problem_set.settings
    done = kept(notebook, settings, files)
    if done is not None:
        return done
    _, key = content_key(notebook, settings.limits, settings.isolated, files)
    return Parcel(student, key, _pack({"notebook": json.dumps(notebook), **asdict(files)}))


def graded_here(about: bytes, modules: str, notebook: bytes) -> bytes:
    """Grade a notebook that came from elsewhere; return what became of it, whatever it is.

    notebook: with the files beside it, as `packed` makes a parcel of them. modules: the folder with
    the course's own modules.
    """
    known = _unpack(about)
    os.environ[SEED_VARIABLE] = known["seed"]
    if modules not in sys.path:
        sys.path.insert(0, modules)
    settings = Settings(Limits(**known["limits"]), known["isolated"], None)
    submission = _unpack(notebook)
    cells = nbformat.from_dict(json.loads(submission["notebook"]))
    files = Files(submission["given"], submission["left_out"])
    try:
        done = graded(cells, settings, files)
    except SandboxError as error:
        return _pack({"no_sandbox": str(error)})
    except AutograderError as error:
        return _pack({"problem": str(error)})
    except Exception as error:
        return _pack({"problem": f"{type(error).__name__}: {error}"})
    return _pack({"notebook": json.dumps(done)})


def refusal(about: bytes) -> bytes | None:
    """Return the answer of a machine that grades with other software than `about` asks for.

    None where it is the same.
    """
    wanted, here = _unpack(about)["software"], software()
    differ = [
        f"{name} ({' '.join(here.get(name, '').split()) or 'none'} instead of "
        f"{' '.join(wanted.get(name, '').split()) or 'none'})"
        for name in sorted(wanted.keys() | here.keys())
        if wanted.get(name) != here.get(name)
    ]
    return refused(f"its versions differ: {', '.join(differ)}") if differ else None


def refused(reason: str) -> bytes:
    """Return the answer of a machine that cannot grade at all."""
    return _pack({"refused": reason})


def failed(reason: str) -> bytes:
    """Return the answer for a submission that came to nothing."""
    return _pack({"problem": reason})


def modules_of(about: bytes) -> dict[str, bytes]:
    """Return the files of the course's own modules: path → what is in it."""
    files: dict[str, bytes] = _unpack(about)["modules"]
    return files


def opened(parcel: Parcel, answer: object, cache: Path | None, place: str) -> NotebookNode:
    """Return the graded notebook in `answer`; keep it in `cache`.

    place: where it was graded, for people. Raises AutograderError with the reason where there is no
    notebook, SandboxError and ClusterError where that concerns every submission.
    """
    if not isinstance(answer, bytes):
        raise ClusterError(f"{place}: answered with {type(answer).__name__}, bytes are expected.")
    told = _unpack(answer)
    if "refused" in told:
        raise ClusterError(
            f"{place}: does not grade for this command: {told['refused']}. Install the same there "
            "(requirements.lock, and this version of the course), start the worker again, then run "
            "the command again; nothing that was graded is lost."
        )
    if "no_sandbox" in told:
        raise SandboxError(f"{place}: {told['no_sandbox']}")
    if "problem" in told:
        raise AutograderError(told["problem"])
    notebook = nbformat.from_dict(json.loads(told["notebook"]))
    about = notebook.metadata[METADATA_KEY]
    if about["graded"] != parcel.key:
        raise ClusterError(
            f"{place}: graded {parcel.student} by other checks than this command's. Install the "
            "same version there and start the worker again."
        )
    if cache is not None and not about.get("uncertain"):
        with suppress(OSError):  # it costs the cache only
            Cache(cache).keep_text(parcel.key, told["notebook"])
    return notebook


def _pack(value: Any) -> bytes:
    return zlib.compress(msgpack.packb(value, unicode_errors="surrogatepass"), QUICKLY)


def _unpack(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = msgpack.unpackb(zlib.decompress(data), unicode_errors="surrogatepass")
    return value
