"""Which files beside the notebook does it get when it is graded?

Students keep functions in ``dual.py`` and numbers in ``data.csv``. Small files of a few kinds that
were handed in with the notebook go with it: their bytes are read here, from regular files only, and
laid into the folder in which its cells run. There they are the student's like anything that a cell
writes, and behind every installed module in the order of imports: they can add, and replace
nothing. What stays behind is told, if the notebook names it.
"""

from __future__ import annotations

import errno
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from nbformat import NotebookNode

from autograder.errors import NotebookError
from autograder.submission.cells import grade_id, is_check
from autograder.submission.reading import TIMESTAMP, files_in, regular_bytes
from autograder.terminal import printable

MIB = 2**20
KINDS = (".py", ".npy", ".npz", ".csv", ".txt")
LARGEST = MIB
LARGEST_OF_ALL = 4 * MIB
MOST_FILES = 50
DEEPEST = 2
MOST_TOLD = 8
# Of what has another name the student is told that it stays behind.
NAME = re.compile(r"\w[\w .()+-]{0,79}")
SKIPPED = ("__pycache__", "__MACOSX", "venv", "env", "node_modules")
# Modules that are there already, or that other programs run by themselves.
_NAMES = """
autograder conftest sitecustomize usercustomize
IPython PIL ipykernel jax jaxlib matplotlib ml_dtypes mpl_toolkits msgpack nbformat nbgrader numpy
opt_einsum packaging pylab scipy traitlets
"""
TAKEN = frozenset(_NAMES.split()) | frozenset(sys.stdlib_module_names)
TOO_LARGE = (
    f"it is too large: a file may have {LARGEST // MIB} MiB, and all together "
    f"{LARGEST_OF_ALL // MIB} MiB"
)
KINDS_TOLD = f"only {', '.join(KINDS[:-1])} and {KINDS[-1]} files are given to a notebook"

# As Python words it, and NumPy; a path from the root is no file that could be handed in.
NO_MODULE = re.compile(r"No module named '(?!autograder\b)(\w{1,80})[\w.]*'")
NO_FILE = re.compile(
    r"\[Errno 2\] No such file or directory: '([^'/][^']{0,80})'|([^'/ ][^' ]{0,80}) not found\."
)


@dataclass(frozen=True)
class Files:
    """What lies beside a notebook. given: path → bytes; left_out: path → why it stays behind."""

    given: dict[str, bytes] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A hash of what is given; what stays behind changes no mark."""
        total = hashlib.sha256()
        for path, data in sorted(self.given.items()):
            total.update(f"{path}\0{len(data)}\0".encode() + data)
        return total.hexdigest()

    def lay(self, folder: Path) -> None:
        """Write the given files into `folder`."""
        for path, data in self.given.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


NO_FILES = Files()


def beside(folder: Path) -> Files:
    """Return the files in `folder`, where a notebook lies; never raises for what lies there."""
    if folder.is_symlink():
        return Files()

    def skipped(name: str, depth: int) -> bool:
        return name[0] == "." or name in SKIPPED or depth > DEEPEST

    try:
        found = list(files_in(folder, skipped))
    except NotebookError:
        return Files()
    found = [path for path in found if path.suffix.lower() != ".ipynb"]
    named = {path.relative_to(folder).as_posix(): path for path in found}
    given: dict[str, bytes] = {}
    left_out: dict[str, str] = {}
    for name in sorted(named, key=lambda name: (name.count("/"), name)):
        if name == TIMESTAMP:
            continue
        why = _refused(name)
        if not why and len(given) == MOST_FILES:
            why = f"{MOST_FILES} files are given to a notebook, and this is one more"
        if not why:
            room = min(LARGEST, LARGEST_OF_ALL - sum(map(len, given.values())))
            try:
                given[name] = regular_bytes(named[name], room)
            except OSError as error:
                why = TOO_LARGE if error.errno == errno.EFBIG else "it cannot be read"
        if why:
            left_out[name] = why
    return Files(given, left_out)


def _refused(name: str) -> str:
    """Say why a file may not go with the notebook, by its path; "" where it may."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in KINDS:
        return KINDS_TOLD
    if not all(NAME.fullmatch(part) for part in path.parts):
        return "its name has signs other than letters, digits, spaces and . - + ( ) _"
    if path.suffix.lower() == ".py" and path.parts[0].removesuffix(".py") in TAKEN:
        return "a module of that name is there already, or is run by other programs"
    return ""


def used(files: Files, cells: Iterable[NotebookNode]) -> list[str]:
    """Return the given files that the cells name, or the files that those import; sorted."""
    texts = [cell.source for cell in cells if cell.cell_type == "code"]
    left = set(files.given)
    found: list[str] = []
    while texts:
        text = texts.pop()
        for name in sorted(n for n in left if _names(text, n)):
            left.remove(name)
            found.append(name)
            if name.endswith(".py"):
                texts.append(files.given[name].decode("utf-8", "replace"))
    return sorted(found)


def sentences(files: Files, cells: list[NotebookNode]) -> list[str]:
    """Return what a notebook that was run did not find beside it, a sentence each."""
    told: dict[str, str] = {}
    for number, cell in enumerate(cells, 1):
        if cell.cell_type != "code" or is_check(cell):
            continue
        for name, why in files.left_out.items():
            if name not in told and _names(cell.source, name):
                told[name] = (
                    f"{label(cell, number)} uses `{_shown(name)}`, which is left out: {why}."
                )
        for name, what in _not_found(cell):
            if not {name, f"{name}.py"} & set(told):
                told[name] = f"{label(cell, number)} {what}."
    return list(told.values())[:MOST_TOLD]


def _not_found(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    """Yield the module or file for which a cell stopped, and what became of it."""
    for output in cell.get("outputs", []):
        if output.output_type != "error":
            continue
        text = str(output.get("evalue", ""))[:300]
        if output.ename == "ModuleNotFoundError" and (named := NO_MODULE.fullmatch(text)):
            yield (
                named[1],
                f"imports `{named[1]}`: there is no such package where it is graded, and no file "
                f"`{named[1]}.py` beside the notebook",
            )
        if output.ename == "FileNotFoundError" and (named := NO_FILE.fullmatch(text)):
            name = str(named[1] or named[2])
            yield name, f"opens `{_shown(name)}`: no such file is beside the notebook"


def _shown(name: str) -> str:
    return printable(name.replace("`", ""), 80)


def label(cell: NotebookNode, number: int) -> str:
    """Return how a cell is called in a sentence."""
    name = grade_id(cell)
    return f"The cell `{name}`" if name else f"Cell {number}"


def _names(text: str, path: str) -> bool:
    """Whether Python code names a file: as a module where it is one, else by its name."""
    file = PurePosixPath(path)
    if file.name in text:
        return True
    if file.suffix != ".py":
        return False
    top = re.escape(file.parts[0].removesuffix(".py"))
    return re.search(rf"^\s*(?:import|from)\s[^#\n]*\b{top}\b", text, re.MULTILINE) is not None
