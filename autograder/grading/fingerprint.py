"""Has anything changed since a submission was graded?"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder.checks.exercise import SEED_VARIABLE

PACKAGE = Path(__file__).parents[1]


def fingerprint(submitted: Path, released: Path) -> str:
    """Return a hash of all that the marks of the notebook `submitted` depend on.

    That is its bytes, the released notebook, the course's seed, the package's code and the
    versions of Python and NumPy.
    """
    parts = [submitted.read_bytes(), released.read_bytes(), _seed(), _software()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()


def _seed() -> bytes:
    return os.environ.get(SEED_VARIABLE, "").encode()


@cache
def _software() -> bytes:
    """Return the hash of everything in the package that can change a mark."""
    total = hashlib.sha256(f"{sys.version} numpy {version('numpy')}".encode())
    files = [PACKAGE / "grading" / f"{name}.py" for name in ("clean", "kernel", "marks", "run")]
    for folder in ("checks", "reference"):
        files += sorted((PACKAGE / folder).rglob("*.py"))
    for path in files:
        total.update(f"\0{path.relative_to(PACKAGE)}\0".encode() + path.read_bytes())
    return total.digest()
