"""What runs beside the answers of this set: functions are made with the notebook's own `jnp`.

Beside the checks' own programs NumPy stands for `jnp`, and nothing for `jax` and `plt`.
Nothing here knows what is right.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np

# The frequency of the ripples of the valley.
RIPPLES = 1000.0
# The size for which JAX shows what `hvp` would do, before it does it for a long x.
SHORT = 64
# For a v of so many numbers it is tried whether `naive_hvp` can be compiled.
COMPILED = 4
# A composition takes the steps of its loops, and calls the function, a few times, whatever n is.
FEW_TIMES = 12

METHODS = ("hessian", "product", "hvp")
# Seconds that a compilation takes, and a call: far more, and far less, than any run.
COMPILING = 1e9
DISPATCH = 1e-6


# ------------------------------------------------------------------------ functions, and answers


def network(jnp: Any, dims: Sequence[int], params: Any) -> Any:
    """Return the sum of the outputs of an MLP of the layer sizes `dims` at an input of ones."""
    h, start = jnp.ones((1, dims[0])), 0
    for i, (rows, columns) in enumerate(pairwise(dims)):
        if i:
            h = 0.5 * h * (1.0 + jnp.tanh(np.sqrt(2.0 / np.pi) * (h + 0.044715 * h**3)))  # GELU
        end = start + rows * columns
        h, start = h @ params[start:end].reshape(rows, columns), end
    return h.sum()


def valley(jnp: Any, x: Any) -> Any:
    """Return a rippled valley like Rosenbrock's, whose Hessian has three diagonals.

    Differences need small steps for the ripples, and lose digits to the steep slopes.
    """
    steep = 1e5 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2
    return steep.sum() + jnp.sin(RIPPLES * x).sum()


@functools.cache
def function(jnp: Any, dims: Sequence[int] | None) -> Callable[[Any], Any]:
    """Return the network of sizes `dims` as a function of its parameters; for None the valley."""
    f = functools.partial(network, jnp, dims) if dims else functools.partial(valley, jnp)
    if jnp is np:
        return f
    import jax

    return jax.jit(f)


def parameters(get_params: Any, jnp: Any, model: list[np.ndarray], by_columns: bool = False) -> Any:
    """Call ``get_params(model)``; `model` is emptied where the list that was given has changed.

    by_columns: the arrays are NumPy's, and lie in memory column by column.
    """
    given = [np.asfortranarray(w) if by_columns else jnp.asarray(w) for w in model]
    before = [*given]
    found = get_params(given)
    if len(given) != len(before) or any(a is not b for a, b in zip(given, before)):
        model.clear()
    return found


def matrix(full_hessian: Any, jnp: Any, dims: Sequence[int] | None, x: np.ndarray) -> Any:
    """Call ``full_hessian(f, x)``."""
    return full_hessian(function(jnp, dims), jnp.asarray(x))


def multiplied(naive_hvp: Any, jnp: Any, hessian: np.ndarray, v: np.ndarray) -> Any:
    """Call ``naive_hvp(hessian, v)``; beside what it gives, a word where it cannot be compiled."""
    found = naive_hvp(jnp.asarray(hessian), jnp.asarray(v))
    if jnp is not np and len(v) == COMPILED:
        import jax

        try:
            jax.make_jaxpr(naive_hvp)(jnp.asarray(hessian), jnp.asarray(v))
        except (jax.errors.JAXTypeError, jax.errors.JAXIndexError):
            return found, "not traceable"
    return found, ""


def product(
    hvp: Any, jnp: Any, dims: Sequence[int] | None, x: Any, v: Any, long: bool = False
) -> Any:
    """Call ``hvp(f, x, v)``; for a long x compiled, or return a word on why that is not tried."""
    f, x, v = function(jnp, dims), jnp.asarray(x), jnp.asarray(v)
    if not long or jnp is np:
        return hvp(f, x, v)
    import jax

    calls = []

    def called(x: Any) -> Any:
        calls.append(1)
        return f(x)

    try:
        program = jax.make_jaxpr(lambda x, v: hvp(called, x, v))(x[:SHORT], v[:SHORT])
    except jax.errors.JAXTypeError:
        return "not traceable"
    largest, longest = extent(program.jaxpr)
    if largest >= SHORT**2:
        return "large"
    if max(longest, len(calls)) > FEW_TIMES:
        return "often"
    return jax.jit(lambda x, v: hvp(f, x, v))(x, v)


def extent(program: Any) -> tuple[int, int]:
    """Return the size of the largest array in a jaxpr, and the length of its longest loop."""
    found = [(0, 0)]
    for step in program.eqns:
        length = step.params.get("length") or 0
        found += [(getattr(out.aval, "size", 0), length) for out in step.outvars]
        for value in step.params.values():
            for part in value if isinstance(value, tuple | list) else (value,):
                inner = getattr(part, "jaxpr", part)
                if hasattr(inner, "eqns"):
                    found.append(extent(inner))
    sizes, lengths = zip(*found)
    return max(sizes), max(lengths)


# ------------------------------------------------------------------------------------ the timing


@dataclass(frozen=True, eq=False)
class Work:
    """What a program does, by its place in METHODS, and for how many parameters.

    It stands in the place of a function in the programs of ours.
    """

    kinds: tuple[int, ...]
    n: int
    constant: bool = False  # of no argument


class Computer:
    """A simulated computer: `clock` and `jit` for an answer that measures.

    jax: None beside programs of ours. seconds([kind, n, run]): how long a run takes; after `n_runs`
    runs the times come again. trap: "compilation" where that takes long, "waiting" where a call
    returns before its work is done, as JAX's do, "methods" where a program without arguments is
    computed when it is compiled, as JAX's are.
    """

    def __init__(self, jax: Any, seconds: Any, n_runs: int, trap: str) -> None:
        self.jax, self.n_runs, self.trap = jax, n_runs, trap
        self.seconds = functools.cache(lambda *run: seconds(list(run)))
        self.now = self.busy = 0.0  # the time, and when all work that was begun will be done
        self.readings = 0
        self.pending = 0.0  # when the work will be done that was begun before the last reading
        self.queued = False  # whether other work had to wait for that
        self.enclosed = False  # whether a matrix is a constant of what was traced last
        self.runs: Counter[Any] = Counter()
        self.known: dict[Any, Any] = {}  # what is compiled

    def clock(self) -> float:
        """Return the time in seconds."""
        self.readings += 1
        self.pending = self.busy
        return self.now

    def wait(self, until: float) -> None:
        """Let the time pass."""
        self.now = max(self.now, until)

    def jit(self, function: Any = None, **options: Any) -> Any:
        """Return a program that computes nothing, and takes the time of `function`."""
        if function is None:
            return functools.partial(self.jit, **options)

        def program(*args: Any, **kwargs: Any) -> Any:
            if any(isinstance(leaf, self.jax.core.Tracer) for leaf in self.leaves(args, kwargs)):
                return function(*args, **kwargs)  # a part of another program
            work, results = self.compiled(function, options, args, kwargs)
            done = self.begin(work)
            if self.trap != "waiting":
                self.wait(done)
            if self.jax is None:
                return Result(results, self, done)
            return self.jax.tree.map(lambda out: Result(out, self, done), results)

        def lower(*args: Any, **kwargs: Any) -> Any:
            self.compiled(function, options, args, kwargs)
            return SimpleNamespace(compile=lambda: program)

        program.lower = lower  # type: ignore[attr-defined]
        return program

    def leaves(self, *arguments: Any) -> list[Any]:
        """Return the arrays and other things among the arguments."""
        return self.jax.tree.leaves(arguments) if self.jax else []

    def begin(self, work: Work) -> float:
        """Begin work; return the time at which it will be done."""
        self.now += DISPATCH
        self.queued |= self.now < self.pending
        self.busy = max(self.now, self.busy)
        free = work.constant and self.trap == "methods"
        for kind in () if free else work.kinds:
            self.busy += self.seconds(kind, work.n, self.runs[kind, work.n] % self.n_runs)
            self.runs[kind, work.n] += 1
        return self.busy

    def compiled(self, function: Any, options: Any, args: Any, kwargs: Any) -> tuple[Any, ...]:
        """Return its work and its results.

        As JAX does, it is compiled once for a function, shapes, and arguments that are static.
        """
        shapes = (getattr(leaf, "shape", leaf) for leaf in self.leaves(args, kwargs))
        key = (function, repr(options), *shapes)
        if key not in self.known:
            self.wait(self.busy)
            self.now += COMPILING if self.trap == "compilation" else 0.0
            if isinstance(function, Work):
                self.known[key] = function, np.zeros(function.n)
            else:
                self.known[key] = self.read(function, options, args, kwargs)
        return self.known[key]

    def read(self, function: Any, options: Any, args: Any, kwargs: Any) -> tuple[Work, Any]:
        """Have JAX trace a function, and tell its work from the shapes of arrays."""
        jax = self.jax

        def empty(a: Any) -> Any:
            return jax.ShapeDtypeStruct(a.shape, a.dtype) if isinstance(a, Result) else a

        args, kwargs = jax.tree.map(empty, (args, kwargs))
        self.enclosed = False
        with jax.disable_jit(False):
            traced = jax.jit(function, **options).trace(*args, **kwargs)
        program, results = traced.jaxpr, traced.out_info
        given = [v.aval.shape for v in program.jaxpr.invars] + [np.shape(c) for c in program.consts]
        shape = max((out.shape for out in self.leaves(results)), key=len, default=())
        n = shape[-1] if shape else 0
        if len(shape) == 2:
            kinds: tuple[int, ...] = (0,)
        elif (n, n) in given or self.enclosed:
            kinds = (1,)
        elif shape and extent(program.jaxpr)[0] >= n * n:
            kinds = (0, 1)
        else:
            kinds = (2,) if shape else ()
        return Work(kinds, n, not program.jaxpr.invars or self.enclosed), results


class Result:
    """A result of which the shape is known: whoever reads its numbers, all 0, waits for them."""

    def __init__(self, out: Any, computer: Computer, done: float) -> None:
        self.shape, self.dtype, self._computer, self._done = out.shape, out.dtype, computer, done

    def block_until_ready(self) -> Result:
        """Wait, as for an array of JAX."""
        self._computer.wait(self._done)
        return self

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        self.block_until_ready()
        return np.zeros(self.shape, self.dtype)

    def __jax_array__(self) -> Any:
        self._computer.enclosed |= len(self.shape) == 2
        return self._computer.jax.numpy.zeros(self.shape, self.dtype)

    def __getitem__(self, key: Any) -> Any:
        return np.asarray(self)[key]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # NumPy and JAX ask for many that an array may have
            raise AttributeError(name)
        return getattr(np.asarray(self), name)


def timed(
    time_methods: Any, jax: Any, layer_counts: Any, n_runs: int, width: int, seconds: Any, trap: str
) -> Any:
    """Return layers, mean times and deviations that are measured on a `Computer`, or a word.

    With them, whether the clock was read too seldom for the times of single runs, and whether work
    had to wait for what was under way when the clock was read.
    """
    computer = Computer(jax, seconds, n_runs, trap)
    given = {"clock": computer.clock, "jit": computer.jit}
    try:
        inspect.signature(time_methods).bind(layer_counts, n_runs, width, **given)
    except TypeError:
        return "not watched"
    # What is not compiled by `jit` runs step by step: JAX would compile its loops in every run.
    with jax.disable_jit() if jax else contextlib.nullcontext():
        table = time_methods(layer_counts, n_runs, width, **given)
    if table is None or not computer.readings:
        return table and "not watched"
    found = rows(table)
    seldom = computer.readings < len(METHODS) * n_runs * len(layer_counts)
    return found if isinstance(found, str) else (*found, seldom, computer.queued)


def rows(table: Any) -> Any:
    """Return the numbers of a table of the asked form, or a word on another form."""
    if not isinstance(table, dict) or set(table) != {"layers", *METHODS}:
        return "not a dict with the four keys that are asked"
    if any(not isinstance(table[m], dict) or set(table[m]) != {"mean", "std"} for m in METHODS):
        return "a method has not a dict with the keys `mean` and `std`"
    try:
        columns = [[table[m][key] for m in METHODS] for key in ("mean", "std")]
        found = [np.array(part, dtype=float) for part in (table["layers"], *columns)]
    except (TypeError, ValueError):
        found = [np.zeros(0)]
    count = np.shape(found[0])
    if len(count) != 1 or [part.shape for part in found[1:]] != [(len(METHODS), *count)] * 2:
        return "not one number for each number of layers"
    return tuple(found)


# -------------------------------------------------------------------------------------- the plot


def drawn(plot_timings: Any, plt: Any, table: dict[str, Any], open_before: bool, part: str) -> Any:
    """Call ``plot_timings(table)`` and describe the Axes: lines, ends of error bars, words."""
    if plt is None:
        return plot_timings(table)
    before = plt.get_fignums()
    if open_before:
        plt.figure()
        plt.plot([1.0, 2.0], [0.0, 0.0])
    others = plt.get_fignums()
    try:
        axes = plot_timings(table)
        if not hasattr(axes, "get_legend_handles_labels"):
            return axes
        figure, legend = axes.get_figure(), axes.get_legend()
        paths = [path for drawn in axes.collections for path in drawn.get_paths()]
        bars = [path.vertices for path in paths if len(path.vertices) == 2]  # and no areas
        return {
            "new": getattr(figure, "number", None) not in others,
            "axes": len(figure.axes),
            "scales": [axes.get_xscale(), axes.get_yscale()],
            "labels": [axes.get_xlabel(), axes.get_ylabel()],
            "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
            "lines": [np.array(line.get_xydata(), dtype=float) for line in axes.get_lines()],
            "ends": np.concatenate([np.zeros((0, 2)), *bars]),
        }
    finally:
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)
