"""Which source must go along, so that a function of a check can run in another process?"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType, ModuleType
from typing import Any


@cache
def portable(function: Callable[..., Any]) -> tuple[str, dict[str, Any]]:
    """Return the source of `function` and of what it uses, and the constants that it uses.

    Raises TypeError for anything but a ``def`` of a module.
    """
    if not isinstance(function, FunctionType) or function.__closure__ or "<" in function.__name__:
        raise TypeError(
            f"{function!r} cannot run inside: only a `def` of a module can, without variables of "
            "an enclosing function"
        )
    names = function.__globals__
    imports: list[str] = []
    definitions: dict[str, str] = {}
    constants: dict[str, Any] = {}
    waiting = [function.__name__]
    while waiting:
        name = waiting.pop()
        value = function if name == function.__name__ else names.get(name)
        value = inspect.unwrap(value) if callable(value) else value  # `functools.cache`
        if name not in names or name in definitions or name in constants:
            continue
        if isinstance(value, ModuleType):
            imports.append(f"import {value.__name__}")
            imports.append(f"{name} = sys.modules[{value.__name__!r}]")
        elif isinstance(value, FunctionType | type) and value.__module__ == function.__module__:
            definitions[name] = inspect.getsource(value)
            waiting += _names_in(ast.parse(definitions[name]))
        elif isinstance(value, bool | int | float | str | tuple | list | dict):
            constants[name] = value
    header = ["from __future__ import annotations", "import sys", *dict.fromkeys(imports)]
    return "\n".join(header + list(reversed(definitions.values()))), constants


def _names_in(node: ast.AST) -> Iterator[str]:
    """Return the names that a definition uses, annotations left out: they are never evaluated."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.Name):
                yield child.id
            if isinstance(child, ast.AST):
                yield from _names_in(child)
