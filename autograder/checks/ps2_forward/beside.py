"""What runs beside the answers of this set: operations and functions, given as text, on the
notebook's own Duals.

Nothing here knows what is right. An answer that walks the frames of a call finds the text of an
operation or of f, and nothing else.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import cache
from types import CodeType
from typing import Any

import numpy as np

# Deeper than any Dual that a check asks for; an answer might make one without end.
DEEPEST = 8
# Each level multiplies the work: deeper Duals than a right answer makes are not worked with.
DEEP = 4


class CalledError(Exception):
    """f was called in a way that it does not take; the text is a word on how."""


def is_dual(z: Any) -> bool:
    """Whether `z` carries a tangent."""
    return hasattr(z, "value") and hasattr(z, "tangent")


def made(Dual: Any, x: Any) -> Any:
    """Return the Dual of the pair `x`, whose parts may be pairs themselves; a number as it is."""
    return Dual(made(Dual, x[0]), made(Dual, x[1])) if isinstance(x, tuple) else x


def told(z: Any, left: int = DEEPEST) -> Any:
    """Return what `z` holds, each Dual in it as ("Dual", value, tangent)."""
    if left and is_dual(z):
        return "Dual", told(z.value, left - 1), told(z.tangent, left - 1)
    if isinstance(z, np.ndarray) and z.dtype == object:
        z = z.tolist()
    if left and isinstance(z, list | tuple):
        items = [told(item, left - 1) for item in z]
        return tuple(items) if isinstance(z, tuple) else items
    return z


def place(z: Any) -> Any:
    """Return the number that `z` stands at: a number, or a Dual of any depth; of several, all."""
    if isinstance(z, list | tuple | np.ndarray) and not is_dual(z):
        return [place(item) for item in z]
    for _ in range(levels(z)):
        z = z.value
    return z


def levels(z: Any) -> int:
    """Return of how many levels of Duals `z` is made; of several, the most."""
    if isinstance(z, list | tuple | np.ndarray) and not is_dual(z):
        return max(map(levels, z), default=0)
    n = 0
    while n < DEEPEST and is_dual(z):
        z, n = z.value, n + 1
    return n


@cache
def compiled(expression: str) -> CodeType:
    """Return the code of an expression."""
    return compile(expression, "<operation>", "eval")


def operated(Dual: Any, operation: str, operands: Mapping[str, Any]) -> Any:
    """Return what an operation gives on operands, of which pairs become Duals; see `applied`."""
    return applied({"iadd": operator.iadd}, Dual, operation, operands)


def applied(
    functions: Mapping[str, Any], Dual: Any, operation: str, operands: Mapping[str, Any]
) -> list[Any]:
    """Return (result, whether an operand changed, whether one came back) of an operation.

    Where a pair holds pairs: of the operation on its value, and then on the Dual of Duals.
    """

    def result(operands: Mapping[str, Any]) -> Any:
        duals = {name: made(Dual, x) for name, x in operands.items()}
        before = {name: told(x) for name, x in duals.items()}
        z = eval(compiled(operation), {"Dual": Dual, **functions, **duals})
        changed = any(told(x) != before[name] for name, x in duals.items())
        return told(z), changed, any(z is x for x in duals.values() if is_dual(x))

    inner = {name: x[0] if isinstance(x, tuple) else x for name, x in operands.items()}
    if not any(isinstance(x, tuple) for x in inner.values()):
        return [result(operands)]
    try:
        first = result(inner)
    except (TypeError, AttributeError, ValueError, RecursionError):
        return [(None, False, False)] * 2
    return [first, result(operands)]


def defined(source: str, names: Mapping[str, Any], calls: list[Any], count: Any = None) -> Any:
    """Return the function f that `source` defines; it counts its calls by `count`, where given.

    In `calls` it keeps of each call: the levels of Duals that came, the number or numbers that they
    stand at, and those at which the result stands.
    """
    space = dict(names)
    exec(compile(source, "<f>", "exec"), space)

    def f(*arguments: Any) -> Any:
        if count is not None:
            count(0.0)
        if len(arguments) != 1 or ("x[0]" in source and is_dual(arguments[0])):
            raise CalledError("unpacked")
        if levels(arguments[0]) > DEEP:
            raise CalledError("deep")
        calls.append([levels(arguments[0]), place(arguments[0]), None])
        mine = calls[-1]
        y = space["f"](*arguments)
        mine[2] = place(y)
        return y

    return f


def differentiated(answer: Any, Dual: Any, source: str, count: Any, *arguments: Any) -> Any:
    """Return what an answer gives for f and the arguments, and how it called f (`defined`)."""
    calls: list[Any] = []
    f = defined(source, {"Dual": Dual, "np": np}, calls, count)
    try:
        return told(answer(f, *arguments)), calls
    except CalledError as error:
        return str(error), calls


def failing(y: Any) -> Any:
    """Stop with an error, like a function that takes a Dual for something else."""
    raise AttributeError("f stops here")


def nested(
    answers: Mapping[str, Callable[..., Any]], operator: str, source: str, x: Any, fails: bool
) -> Any:
    """Return what an operator gives for an f that may use the answers itself, and its calls.

    x: a number, or a pair that becomes a Dual; then both parts of the result are told. fails: a
    derivative of another function, which raises an exception, is begun before; where none comes
    out, a word says so.
    """
    calls: list[Any] = []
    if fails:
        try:
            answers["derivative"](failing, x)
        except AttributeError:
            pass
        else:
            return "swallowed", calls
    try:
        y = told(answers[operator](defined(source, answers, calls), made(answers["Dual"], x)))
        return (list(y[1:]) if isinstance(x, tuple) and isinstance(y, tuple) else y), calls
    except CalledError as error:
        return str(error), calls


def table(answer: Any, *arguments: Any) -> Any:
    """Return what an answer gives."""
    return told(answer(*arguments))
