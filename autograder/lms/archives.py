"""Which files does a submission archive, or a folder of archives and files, hold?

An archive is made by an LMS, but the names in it and all contents are students': no path leads out
of the folder that it is put into, no link is followed, nothing is written before it is counted.
"""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.errors import CourseError
from autograder.lms.names import owner_of
from autograder.submission.reading import LARGEST_FILE, MIB, files_in
from autograder.terminal import printable

MOST_ENTRIES = 200_000
LARGEST_TOTAL = 32 * 2**30
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
UNICODE_PATH = 0x7075
PIECE = 2**20
# What systems leave in archives and folders.
SYSTEM_FILES = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Found:
    """A file of an archive: its path in it, and where it lies."""

    path: PurePosixPath
    archive: Path
    entry: zipfile.ZipInfo | None = None


@dataclass
class Contents:
    """The files of all archives, and what was left out with the reason, a sentence each."""

    files: list[Found]
    problems: list[str]


def contents(places: list[Path]) -> Contents:
    """Return what the archives and folders `places` hold; archives in a folder count as well.

    Raises CourseError where one of them is neither, is damaged, or holds more than can be meant.
    """
    done = Contents([], [])
    total = 0
    for place in places:
        for path, inside in _archives(place):
            if inside is not None:
                done.files.append(Found(inside, path))
            else:
                total += _add_archive(path, done)
            if len(done.files) > MOST_ENTRIES or total > LARGEST_TOTAL:
                raise CourseError(
                    f"{path}: more than {MOST_ENTRIES:,} files or {LARGEST_TOTAL // 2**30} GiB. "
                    "Collect one assignment at a time."
                )
    return done


def _archives(place: Path) -> Iterator[tuple[Path, PurePosixPath | None]]:
    """Yield archives (path, None), and the files of folders (path, path in the folder)."""
    if place.is_file():
        if not zipfile.is_zipfile(place):
            raise CourseError(f"{place}: this is no zip archive, nor a folder of one.")
        yield place, None
        return
    if not place.is_dir():
        raise CourseError(f"{place}: there is no such file or folder.")
    for path in sorted(files_in(place)):
        inside = PurePosixPath(path.relative_to(place).as_posix())
        if len(inside.parts) == 1 and path.suffix.lower() == ".zip" and _is_lms_archive(path):
            yield path, None
        elif not _is_systems(inside):
            yield path, inside


def _is_lms_archive(path: Path) -> bool:
    """Whether an archive beside others holds submissions, and is not itself somebody's."""
    return owner_of(PurePosixPath(path.name)) is None and zipfile.is_zipfile(path)


def _add_archive(path: Path, done: Contents) -> int:
    size = 0
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise CourseError(f"{path}: holds more than {MOST_ENTRIES:,} files.")
            for entry in entries:
                if entry.is_dir():
                    continue
                name = entry_name(entry)
                inside = PurePosixPath(name)
                if _is_systems(inside):
                    continue
                problem = _problem(entry, name)
                if problem:
                    done.problems.append(f"{path.name}: `{printable(name, 120)}` {problem}")
                    continue
                size += entry.file_size
                done.files.append(Found(inside, path, entry))
    except (zipfile.BadZipFile, NotImplementedError, UnicodeError, OSError) as error:
        raise CourseError(
            f"{path}: cannot be read as a zip archive ({printable(error, 100)}). Download it again."
        ) from error
    return size


def _is_systems(inside: PurePosixPath) -> bool:
    return any(part in SYSTEM_FILES or part.startswith("._") for part in inside.parts)


def _problem(entry: zipfile.ZipInfo, name: str) -> str | None:
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or "\\" in name or name[1:2] == ":":
        return "has a path that leads out of the archive; left out"
    if not name.isprintable() or any(len(part.encode()) > 255 for part in parts):
        return "has a name that no file can have; left out"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return "is a link or a device; left out"
    if entry.flag_bits & ENCRYPTED_FLAG:
        return "is encrypted; left out"
    if entry.file_size > LARGEST_FILE:
        return f"is larger than {LARGEST_FILE // MIB} MiB; left out"
    return None


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry, whatever encoding its archive forgot to name.

    Without the mark for UTF-8 a name is in the encoding of the first PCs (cp437), by the standard;
    programs that do not set it mostly write UTF-8, and some say it again in a field of their own.
    """
    name = entry.orig_filename
    if entry.flag_bits & UTF8_FLAG:
        return name
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == UNICODE_PATH and size > 5:
            try:
                return extra[9 : 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                break
        extra = extra[4 + size :]
    try:
        return name.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return name


@contextmanager
def opened(found: Found) -> Iterator[IO[bytes]]:
    """Open a file of an archive or a folder for reading."""
    if found.entry is None:
        with found.archive.open("rb") as file:
            yield file
    else:
        with zipfile.ZipFile(found.archive) as archive, archive.open(found.entry) as file:
            yield file


def copy(found: Found, target: Path, most: int) -> int:
    """Copy a file to `target`, which must be new; return its size.

    most: its largest size, whatever the archive says. Raises CourseError beyond it, and where the
    archive is damaged.
    """
    size = 0
    try:
        with opened(found) as source, target.open("xb") as file:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > most:
                    raise CourseError(
                        f"{found.archive.name}: `{printable(found.path, 120)}` unpacks to more "
                        f"than {most // MIB} MiB"
                    )
                file.write(piece)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise CourseError(
            f"{found.archive.name}: `{printable(found.path, 120)}` is damaged "
            f"({printable(error, 80)})"
        ) from error
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise CourseError(
            f"{found.archive.name}: `{printable(found.path, 120)}` is damaged"
        ) from error
    return size
