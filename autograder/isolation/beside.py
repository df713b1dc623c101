"""What happens beside an answer: it is called, watched, and what it gives is made plain.

The same lines run in a worker of the sandbox and, where a student checks their own notebook, in its
kernel. What they tell is plain data; in a worker it is the student's word, like any answer.
"""

from __future__ import annotations

import contextlib
import copy
import dis
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

DEPTH = 16
ITEMS = 200_000
TEXT = 500
MOST_WARNINGS = 20
MOST_CALLS = 20_000
TOO_OFTEN = "the function was called too often"
_KEYS = (str, int, float, bool, type(None))
_PLAIN = (bool, int, float, complex, str, type(None))
# An answer's function → what the names held that it assigns as global, before it was called.
_AT_FIRST: WeakKeyDictionary[FunctionType, dict[str, Any]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Raised:
    """An exception: the names of its class and of the classes above it, and its text."""

    names: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Opaque:
    """What is no plain data, by the name of its class."""

    kind: str


@dataclass
class Outcome:
    """What became of one case.

    value: plain data. raised: what ended the call, if anything did. changed: an argument was
    written into. warned: (class name, text) of each warning. fault: the hint for an answer that
    never came (`faults`). used: each `Counted` among the arguments, as the call left it; there are
    none in a worker.
    """

    value: Any = None
    raised: Raised | None = None
    changed: bool = False
    warned: list[tuple[str, str]] = field(default_factory=list)
    fault: str | None = None
    used: tuple[Any, ...] = field(default=(), compare=False, repr=False)

    @property
    def calls(self) -> tuple[int, ...]:
        """How often each of them was called."""
        return tuple(one.calls for one in self.used)


class Counted:
    """A function for an answer to call, which stays on the trusted side and counts its calls.

    function: takes one float64 array of the given shape, or one float for the shape (), and returns
    a number or an array. Arguments of another kind raise TypeError or ValueError in the answer.
    """

    def __init__(self, function: Callable[[Any], Any], shape: tuple[int, ...] = ()) -> None:
        self.function, self.shape, self.calls = function, shape, 0

    def __deepcopy__(self, memo: Any) -> Counted:
        return Counted(self.function, self.shape)

    def __call__(self, *arguments: Any) -> Any:
        """Count the call and return the function's value."""
        self.calls += 1
        if self.calls > MOST_CALLS:
            raise RecursionError(TOO_OFTEN)
        if len(arguments) != 1:
            raise TypeError(f"the function takes one argument, not {len(arguments)}")
        given = numbers(arguments[0], self.shape)
        value = self.function(given if self.shape else float(given))
        return np.array(value) if np.ndim(value) else float(value)


def numbers(value: Any, shape: tuple[int, ...]) -> np.ndarray:
    """Return plain data as a float64 array of that shape, in work that the shape bounds.

    Raises TypeError for what holds no real numbers, ValueError for another shape.
    """
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind not in "biuf":
            raise TypeError("complex numbers" if value.dtype.kind == "c" else "not numbers")
        if value.shape != shape:
            raise ValueError(f"shape {value.shape}")
        return np.array(value, dtype=np.float64)
    if isinstance(value, list | tuple):
        if not shape or len(value) != shape[0]:
            raise ValueError(f"a list of {len(value)}")
        rows = [numbers(item, shape[1:]) for item in value]
        return np.array(rows, dtype=np.float64).reshape(shape)
    if not isinstance(value, bool | int | float):
        raise TypeError("complex numbers" if isinstance(value, complex) else "no numbers")
    if shape:
        raise ValueError("a number")
    try:
        return np.array(float(value))
    except OverflowError:
        raise ValueError("an integer without end") from None


def plain(value: Any) -> Any:
    """Return `value` as plain data: numbers, text, arrays, and lists, tuples and dicts of those.

    Whatever else there is becomes `Opaque`; so does what is nested too deep or too long.
    """
    left = ITEMS

    def of(value: Any, depth: int) -> Any:
        nonlocal left
        left -= 1
        if type(value) in _PLAIN:
            return value
        if depth == 0 or left < 0:
            return Opaque("a value that is nested too deep or too long")
        if isinstance(value, np.bool_ | np.int64 | np.float64 | np.complex128):
            return value.item()
        if isinstance(value, np.ndarray | np.generic):
            if value.dtype.kind in "biufc":
                wide = {np.longdouble: np.float64, np.clongdouble: np.complex128}
                return np.array(value, dtype=wide.get(value.dtype.type), subok=False)
            return of(value.tolist(), depth - 1)
        if isinstance(value, list | tuple):
            items = [of(item, depth - 1) for item in list(value)[:ITEMS]]
            return tuple(items) if isinstance(value, tuple) else items
        if isinstance(value, dict):
            pairs = list(value.items())[:ITEMS]
            if all(type(key) in _KEYS for key, _ in pairs):
                return {key: of(item, depth - 1) for key, item in pairs}
        if type(value).__module__.partition(".")[0] in ("jax", "jaxlib") and (
            hasattr(value, "__array__") and "Tracer" not in type(value).__name__
        ):
            return np.array(value)
        return Opaque(type(value).__name__)

    return of(value, DEPTH)


def same(a: Any, b: Any) -> bool:
    """Whether an argument `a` is still what its copy `b` shows that it was."""
    if isinstance(b, np.ndarray):
        form = isinstance(a, np.ndarray) and (a.dtype, a.shape) == (b.dtype, b.shape)
        return form and a.tobytes() == b.tobytes()
    if isinstance(b, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(b, dict):
        return isinstance(a, dict) and a.keys() == b.keys() and all(same(a[k], b[k]) for k in b)
    if isinstance(b, int | float | str):
        return type(a) is type(b) and (a == b or (a != a and b != b))
    return True


def run_case(
    drive: Callable[..., Any] | None,
    answer: Callable[..., Any],
    names: Sequence[Any],
    arguments: Sequence[Any],
    anew: bool = False,
) -> Outcome:
    """Return what becomes of ``drive(answer, *names, *arguments)``; without a driver of the call.

    Changes no argument, not even where the answer does. anew: what the answer kept of earlier calls
    is out of its way meanwhile.
    """
    if anew:
        with emptied(answer):
            return run_case(drive, answer, names, arguments)
    _notice(answer)
    given = copy.deepcopy(list(arguments))
    outcome = Outcome()
    with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        try:
            value = drive(answer, *names, *given) if drive else answer(*given)
            outcome.value = plain(value)
        except (Exception, SystemExit) as error:
            names_of = tuple(t.__name__ for t in type(error).__mro__ if t is not object)
            outcome.raised = Raised(names_of, text_of(error))
    outcome.changed = not same(given, list(arguments))
    outcome.warned = [(w.category.__name__, str(w.message)[:TEXT]) for w in caught[:MOST_WARNINGS]]
    outcome.used = tuple(a for a in given if isinstance(a, Counted))
    return outcome


def _functions_of(answer: Any) -> Iterator[FunctionType]:
    """Yield the answer's functions, and the functions of the notebook that those can call."""
    waiting = list(answer.values()) if isinstance(answer, dict) else [answer]
    notebook = next((f.__globals__ for f in waiting if isinstance(f, FunctionType)), {})
    seen: set[Any] = set()
    while waiting:
        f = waiting.pop()
        if isinstance(f, FunctionType) and f not in seen and f.__globals__ is notebook:
            seen.add(f)
            yield f
            waiting += _within(f)


def _codes(f: FunctionType) -> list[CodeType]:
    """Return the code of a function and of all that is defined in it."""
    codes = [f.__code__]
    for code in codes:
        codes += [part for part in code.co_consts if isinstance(part, CodeType)]
    return codes


def _within(f: FunctionType) -> list[Any]:
    """Return what a function finds in the notebook, in its defaults, attributes and closure."""
    values = [f.__globals__.get(name) for code in _codes(f) for name in code.co_names]
    values += [*(f.__defaults__ or ()), *(f.__kwdefaults__ or {}).values(), *vars(f).values()]
    for cell in f.__closure__ or ():
        with contextlib.suppress(ValueError):  # an empty cell
            values.append(cell.cell_contents)
    return values


def _rewritten(f: FunctionType) -> set[str]:
    """Return the names that a function declares as global and assigns."""
    found = (step for code in _codes(f) for step in dis.get_instructions(code))
    return {step.argval for step in found if step.opname == "STORE_GLOBAL"}


def _notice(answer: Any) -> None:
    """Note what the names hold that an answer assigns as global, when it is seen first."""
    for f in answer.values() if isinstance(answer, dict) else [answer]:
        if isinstance(f, FunctionType) and f not in _AT_FIRST:
            names = {name for g in _functions_of(f) for name in _rewritten(g)}
            _AT_FIRST[f] = {n: f.__globals__[n] for n in names if n in f.__globals__}


@contextlib.contextmanager
def emptied(answer: Any) -> Iterator[None]:
    """Take from an answer what it keeps between calls, and give it back afterwards.

    Lists, dicts and sets are emptied, in the notebook, in default arguments, attributes and
    closures; names that it assigns as global hold what they held when it was called first.
    """
    functions = list(_functions_of(answer))
    values = [value for f in functions for value in _within(f)]
    kept = list({id(v): v for v in values if isinstance(v, list | dict | set)}.values())
    before = [copy.copy(value) for value in kept]
    notebook = functions[0].__globals__ if functions else {}
    first = {name: v for f in functions for name, v in _AT_FIRST.get(f, {}).items()}
    held = {name: notebook[name] for name in first if name in notebook}
    for value in kept:
        value.clear()
    notebook.update(first)
    try:
        yield
    finally:
        for value, content in zip(kept, before, strict=True):
            value.clear()
            value.extend(content) if isinstance(value, list) else value.update(content)
        notebook.update(held)


def text_of(error: BaseException) -> str:
    """Return the text of an exception, as far as it has one."""
    try:
        return str(error)[:TEXT]
    except Exception:
        return ""


def fed(namespace: dict[str, Any], sources: Mapping[str, str]) -> dict[str, Any]:
    """Put right answers, given as source, into a notebook's namespace; return what stood there.

    For a name that stood for nothing, what is returned holds the `fed` function itself.
    """
    before = {name: namespace.get(name, fed) for name in sources}
    for name, source in sources.items():
        made: dict[str, Any] = {}
        code = compile("from __future__ import annotations\n" + source, "<fed>", "exec")
        exec(code, namespace, made)
        namespace[name] = list(made.values())[-1]
    return before


def unfed(namespace: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Give the names back what stood there before `fed`."""
    for name, value in before.items():
        if value is fed:
            namespace.pop(name, None)
        else:
            namespace[name] = value
