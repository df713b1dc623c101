"""How does the package that is installed here become a wheel for students?

A wheel is a zip archive with a few text files about it. Its files are those of the package that
runs: neither a checkout nor a build tool nor a network is needed, and an editable installation
does as well as any. In it is what a student's notebook and `autograder check` import, found by
following the imports, and nothing else that lies in the same folders.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import io
import os
import time
import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from autograder.checks.markup import BOOK_FILE
from autograder.errors import CourseError

DISTRIBUTION = "autodiff-course"
FILE_NAME = "autodiff_course"  # how the name of the wheel's file begins
PACKAGE = Path(__file__).parents[1]
INIT = "__init__.py"

# Where the imports are followed from. The command line takes what commands it finds.
ENTRIES = (
    "autograder.commands.check",
    "autograder.drawing.recorded",
    "autograder.reference.stochastic",
    "autograder.student.check",
)
COMMAND_LINE = "autograder.cli"
# Beside a module: its texts in any language, and those of its folder.
TEXTS_OF_A_FOLDER = ("common", "shared")
PAGES = ("drawing/*.css", "drawing/page/*.js")

EARLIEST = 315532800  # 1980-01-01, before which a zip archive knows no time
ABOUT = """\
The package of the course's students: the checks of the exercises, which run in the notebooks, the
command `autograder check`, and the reference module with its drawings. The README.md beside it says
how to begin.
"""


def student_wheel(book: str = "") -> tuple[str, bytes]:
    """Return the name and the bytes of the wheel; the same package gives the same bytes.

    book: the address of the book, to which hints then link.

    Its version ends in a hash of what is in it, so that pip takes a new one for another version.
    Raises CourseError where the package is not installed, so that its requirements are unknown.
    """
    files = {f"{PACKAGE.name}/{name}": _text(PACKAGE / name) for name in student_files()}
    if book:
        files[f"{PACKAGE.name}/checks/{BOOK_FILE}"] = f"{book}\n".encode()
    return _wheel(files)


def package_wheel() -> tuple[str, bytes]:
    """Return name and bytes of a wheel of the package for machines that grade: all but the book."""
    names = [path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*")) if path.is_file()]
    names = [n for n in names if n.suffix != ".pyc" and n.parts[0] != "book"]
    return _wheel({f"{PACKAGE.name}/{n.as_posix()}": _text(PACKAGE / n) for n in names})


def _wheel(files: dict[str, bytes]) -> tuple[str, bytes]:
    """Return the wheel in which the package's `files` are."""
    try:
        about = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        raise CourseError(
            f"the package {DISTRIBUTION} is not installed, so it is unknown what it requires. "
            "Install it with pip, then hand out."
        ) from None
    licence = about.read_text("licenses/LICENSE")
    told = about.metadata
    licensed = licence is not None
    digest = _digest({**files, "METADATA": _metadata(told, "", licensed).encode()})
    base = str(told["Version"])
    version = f"{base}{'.' if '+' in base else '+'}h{digest}"
    folder = f"{FILE_NAME}-{version}.dist-info"
    files[f"{folder}/METADATA"] = _metadata(told, version, licensed).encode()
    files[f"{folder}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: autograder handout\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{folder}/entry_points.txt"] = b"[console_scripts]\nautograder = autograder.cli:main\n"
    if licence is not None:
        files[f"{folder}/licenses/LICENSE"] = licence.encode()
    rows = [f"{name},{_hash(data)},{len(data)}\n" for name, data in sorted(files.items())]
    files[f"{folder}/RECORD"] = "".join([*rows, f"{folder}/RECORD,,\n"]).encode()
    return f"{FILE_NAME}-{version}-py3-none-any.whl", zipped(files)


def student_files() -> list[str]:
    """Return the files of the package that a student gets, as paths in it, sorted."""
    modules = _modules()
    sets = PACKAGE / "checks"
    checks = [n for n, path in modules.items() if path.name == INIT and path.parents[1] == sets]
    wanted = _needed([*ENTRIES, *checks], modules) | {COMMAND_LINE}
    found = {modules[name] for name in wanted}
    for path in list(found):
        names = TEXTS_OF_A_FOLDER if path.name == INIT else (path.stem,)
        found |= {text for name in names for text in path.parent.glob(f"{name}.*.md")}
    for pattern in PAGES:
        found |= set(PACKAGE.glob(pattern))
    return sorted(path.relative_to(PACKAGE).as_posix() for path in found)


def _modules() -> dict[str, Path]:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if path.name == INIT else parts)] = path
    return found


def _needed(entries: list[str], modules: Mapping[str, Path]) -> set[str]:
    """Return the modules that `entries` import, at once or later, with the packages around them."""
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name in found or name not in modules:
            continue
        found.add(name)
        waiting.append(name.rpartition(".")[0])
        for node in ast.walk(ast.parse(modules[name].read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
    return found


def _text(path: Path) -> bytes:
    # Git may have given them other line ends; the wheel is the same wherever it is made.
    return path.read_bytes().replace(b"\r\n", b"\n")


def _digest(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()[:8]


def _hash(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}"


def _metadata(told: PackageMetadata, version: str, licensed: bool) -> str:
    """Return the METADATA: what a student's installation needs, without the extras."""
    lines = ["Metadata-Version: 2.4", f"Name: {DISTRIBUTION}", f"Version: {version}"]
    for key in ("Summary", "License-Expression", "Requires-Python"):
        lines += [f"{key}: {value}" for value in told.get_all(key) or ()]
    if licensed:
        lines.append("License-File: LICENSE")
    for text in told.get_all("Requires-Dist") or ():
        marker = Requirement(text).marker
        if marker is None or "extra" not in str(marker):
            lines.append(f"Requires-Dist: {text}")
    return "\n".join([*lines, "Description-Content-Type: text/plain", "", ABOUT])


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of `files`: the same for the same files, whenever it is made.

    The time in it is SOURCE_DATE_EPOCH where the environment sets that.
    """
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = max(int(asked) if asked.isdigit() else 0, EARLIEST)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, time.gmtime(seconds)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return made.getvalue()
