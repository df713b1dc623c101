"""What of a submission do the books take besides the notebook, and when was it handed in?

As nbgrader takes it, but for what a student could stop a grader with: links, pipes and devices,
more files than anybody needs; and the time is read by `dates`, not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from fnmatch import fnmatch
from pathlib import Path

from autograder.books.dates import DateError, read_time
from autograder.errors import CourseError, NotebookError
from autograder.submission.reading import LONGEST_TIMESTAMP, TIMESTAMP, files_in, regular_bytes

# The bytes that are copied with one notebook.
LARGEST_FOLDER = 2**30


class SubmissionError(CourseError):
    """One submission cannot be recorded; the message says which and why."""


def handed_in(folder: Path, zone: tzinfo = UTC) -> datetime | None:
    """Return when the submission in `folder` was handed in, in UTC; None where nothing says so.

    zone: in which a time without a zone is meant. Raises SubmissionError where ``timestamp.txt``
    holds no time that can be read without doubt.
    """
    path = folder / TIMESTAMP
    try:
        text = regular_bytes(path, LONGEST_TIMESTAMP).decode("utf-8", "replace").strip()
        return read_time(text, zone) if text else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _no_time(path, f"cannot be read ({error.strerror})") from error
    except DateError as error:
        raise _no_time(path, str(error)) from error


def _no_time(path: Path, reason: str) -> SubmissionError:
    return SubmissionError(
        f"{path}: {reason}. Correct the file, or delete it if the time does not matter."
    )


def files_beside(folder: Path, ignore: Sequence[str]) -> dict[str, Path]:
    """Return the files in `folder` that go along with a notebook: path in it → where it lies.

    ignore: nbgrader's patterns of names. Links and devices stay behind: a submission could bring
    in any file of the machine with them. Raises SubmissionError where there are too many files.
    """
    patterns = [*ignore, "*.ipynb"]

    def ignored(name: str, depth: int = 0) -> bool:
        # As in a shell, a star does not stand for the dot of a hidden file.
        return any(fnmatch(name, p) and (p[0] == "." or name[0] != ".") for p in patterns)

    if ignored(folder.name):
        return {}
    found, size = {}, 0
    try:
        for path in files_in(folder, ignored):
            found[str(path.relative_to(folder))] = path
            size += path.lstat().st_size
    except NotebookError as error:
        raise SubmissionError(f"{folder}: {error}") from error
    if size > LARGEST_FOLDER:
        raise SubmissionError(
            f"{folder}: the files beside the notebook have more than {LARGEST_FOLDER // 2**20} "
            "MiB. Move away what does not belong to it, then grade again."
        )
    return found
