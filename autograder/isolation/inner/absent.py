"""What happens when a cell of the student's own calls a check of the course?

The checks are not in the worker, but for the drivers that run beside the answers. An extra cell
that imports and calls one must not fail for that: here the import succeeds and the call says that
the grader runs the check.
"""

from __future__ import annotations

import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

CHECKS = "autograder.checks"
PROGRESS = "progress"
HERE = Path(__file__).parents[2]  # the package


class AbsentCheck:
    """Stands for any check: can be called, and does nothing but say so.

    The overview of the set, ``check.progress()``, says nothing: its cell is in every notebook.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *_: Any, **__: Any) -> None:
        """Say that the grader runs the check."""
        if self._name == PROGRESS:
            return
        print(f"The check `{self._name}` runs in its own cell; this call of it was left out.")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self


class _AbsentModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return AbsentCheck(name)


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname.endswith(".beside") or not (fullname + ".").startswith(CHECKS + "."):
            return None
        spec = ModuleSpec(fullname, self, is_package=True)
        spec.submodule_search_locations = [str(HERE.joinpath(*fullname.split(".")[1:]))]
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is in the module."""


def install() -> None:
    """Let ``import autograder.checks…`` succeed."""
    sys.meta_path.insert(0, _Finder())
