"""How does a check run code of its own beside the student's, where the answers may be elsewhere?

A check may have to build something large of the student's objects, make many small calls, or hand
over a function that JAX can trace. ``inside(function, *args)`` runs `function` where the student's
objects are: in the worker while a session grades, here otherwise; `each_inside` does so for many
arguments at once. What comes back is the student's word, like any answer: build inside, judge
outside.

`function` is a ``def`` of a module. It may use modules, plain constants, and other functions and
classes of its own module; all of these are sent along as source, so they must be nothing that a
student may not see. Anything else raises TypeError.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from autograder.checks.outcome import Outcome, copies, same_bits
from autograder.isolation.standin import Link, Reply

Result = TypeVar("Result")

_current: ContextVar[Link | None] = ContextVar("link", default=None)


def inside(function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    """Call ``function(*args, **kwargs)`` where the student's objects are."""
    link = _current.get()
    if link is None:
        return function(*args, **kwargs)
    result: Result = link.request("inside", link.defined(function), args, kwargs)
    return result


def each_inside(
    function: Callable[..., Any], cases: Sequence[tuple[Any, ...]], *shared: Any
) -> Sequence[Outcome]:
    """Call ``function(*shared, *case)`` for each of `cases` where the student's objects are.

    An exception ends its own case only: it is raised when the case's outcome is called. Arrays and
    lists that a case changes are changed when this returns, and its outcome knows.
    """
    given = [copies(case) for case in cases]
    link = _current.get()
    if link is not None:
        outcomes = link.each(function, cases, shared)
    else:
        outcomes = [_outcome(function, (*shared, *case)) for case in cases]
    for outcome, case, before in zip(outcomes, cases, given, strict=True):
        outcome.changed = not all(same_bits(a, b) for a, b in zip(case, before, strict=True))
    return outcomes


def reply_inside(function: Callable[..., Any], *args: Any) -> Any:
    """Return what a function that an answer calls can return in place of ``function(*args)``.

    Where the answers are elsewhere, `function` then runs there and its value stays there, which
    saves sending objects to and fro.
    """
    return function(*args) if _current.get() is None else Reply(function, args)


@contextmanager
def answers_of(link: Link) -> Iterator[None]:
    """Let `inside` mean the worker of `link`."""
    token = _current.set(link)
    try:
        yield
    finally:
        _current.reset(token)


def _outcome(function: Callable[..., Any], case: tuple[Any, ...]) -> Outcome:
    value, error = None, None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = function(*case)
        except (Exception, SystemExit) as raised:
            error = raised
    return Outcome(value, error, [(w.category, str(w.message)) for w in caught])
