"""How does a check run code of its own beside the student's, where the answers may be elsewhere?

A check may have to build something large of the student's objects, or hand over a function that
JAX can trace. ``inside(function, *args)`` runs `function` where the student's objects are: in the
worker while a session grades, here otherwise. What comes back is the student's word, like any
answer: build inside, judge outside.
"""

from __future__ import annotations

import builtins
import dis
import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeVar

from autograder.isolation.standin import Link

Result = TypeVar("Result")

_current: ContextVar[Link | None] = ContextVar("link", default=None)


def inside(function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    """Call ``function(*args, **kwargs)`` where the student's objects are.

    function: a ``def`` of a module. It may use modules, plain constants, and other functions and
    classes of its own module; all of these are sent along as source, so they must be nothing that
    a student may not see. Raises TypeError for other functions.
    """
    link = _current.get()
    if link is None:
        return function(*args, **kwargs)
    source, constants = _portable(function)
    result: Result = link.request("inside", source, function.__name__, constants, args, kwargs)
    return result


@contextmanager
def answers_of(link: Link) -> Iterator[None]:
    """Let `inside` mean the worker of `link`."""
    token = _current.set(link)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def _portable(function: Callable[..., Any]) -> tuple[str, dict[str, Any]]:
    """Return the source of `function` and of what it uses, and the constants that it uses."""
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
        value = names.get(name)
        if (
            name in definitions
            or name in constants
            or (name not in names and hasattr(builtins, name))
        ):
            continue
        if isinstance(value, ModuleType):
            imports.append(f"import {value.__name__}")
            imports.append(f"{name} = sys.modules[{value.__name__!r}]")
        elif isinstance(value, FunctionType | type) and value.__module__ == function.__module__:
            definitions[name] = textwrap.dedent(inspect.getsource(value))
            waiting += _global_names(value)
        elif isinstance(value, bool | int | float | str | tuple | list | dict):
            constants[name] = value
        elif name in names and getattr(value, "__module__", "") in ("typing", "collections.abc"):
            imports.append(f"{name} = None")
    header = ["from __future__ import annotations", "import sys", *dict.fromkeys(imports)]
    return "\n".join(header + list(reversed(definitions.values()))), constants


def _global_names(value: Any) -> list[str]:
    if isinstance(value, type):
        parts = [v for v in vars(value).values() if isinstance(v, FunctionType)]
        bases = [b.__name__ for b in value.__bases__ if b.__module__ == value.__module__]
        return bases + [name for part in parts for name in _names_in(part.__code__)]
    return _names_in(value.__code__)


def _names_in(code: CodeType) -> list[str]:
    names = [i.argval for i in dis.get_instructions(code) if i.opname == "LOAD_GLOBAL"]
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names += _names_in(constant)
    return names
