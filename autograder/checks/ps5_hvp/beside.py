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
from typing import Any

import numpy as np

# The frequency of the ripples of the valley.
RIPPLES = 1000.0
# The size for which JAX shows what `hvp` would do, before it does it for a long x.
SHORT = 64
# A composition takes the steps of its loops, and calls the function, a few times, whatever n is.
FEW_TIMES = 12

METHODS = ("hessian", "product", "hvp")
# Seconds, where `time_methods` is judged: runs take between, see `time_methods.RATES`.
COMPILING = 1e9
DISPATCH = 1e-6


# ------------------------------------------------------------------------ functions, and answers


def network(jnp: Any, dims: Sequence[int], params: Any) -> Any:
    """Return the sum of the outputs of an MLP of the layer sizes `dims` at an input of ones."""
    h, start = jnp.ones((1, dims[0])), 0
    for i, (rows, columns) in enumerate(zip(dims, dims[1:])):
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


def parameters(get_params: Any, jnp: Any, model: Sequence[np.ndarray]) -> Any:
    """Call ``get_params(model)``."""
    return get_params([jnp.asarray(w) for w in model])


def matrix(full_hessian: Any, jnp: Any, dims: Sequence[int] | None, x: np.ndarray) -> Any:
    """Call ``full_hessian(f, x)``."""
    return full_hessian(function(jnp, dims), jnp.asarray(x))


def multiplied(naive_hvp: Any, jnp: Any, hessian: np.ndarray, v: np.ndarray) -> Any:
    """Call ``naive_hvp(hessian, v)``."""
    return naive_hvp(jnp.asarray(hessian), jnp.asarray(v))


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


class Computer:
    """A computer that is only thought: `clock` and `jit` for an answer that measures.

    seconds([kind, n, run]): how long a run takes, of the kind with that place in METHODS. trap:
    "compilation" for one on which that takes long, "waiting" for one on which a call returns before
    its work is done, as JAX's do. jax: None beside programs of ours.
    """

    def __init__(self, jax: Any, seconds: Any, trap: str) -> None:
        self.jax, self.seconds = jax, seconds
        self.compiling = COMPILING if trap == "compilation" else 0.0
        self.late = trap == "waiting"
        self.now = self.busy = 0.0  # the time, and when all work that was begun will be done
        self.readings = 0
        self.runs: Counter[Any] = Counter()
        self.known: dict[Any, Any] = {}  # what is compiled: kinds of work, n, shapes of results
        self.kept: list[Any] = []  # what has its `id` in a key of `known`

    def clock(self) -> float:
        """Return the time in seconds."""
        self.readings += 1
        return self.now

    def jit(self, function: Any = None, **options: Any) -> Any:
        """Return a function that computes nothing, and takes the time of `function`."""
        if function is None:
            return functools.partial(self.jit, **options)
        return Program(self, function, options)

    def run(self, kinds: Sequence[str], n: int) -> float:
        """Begin work of these kinds; return the time at which it will be done."""
        self.now += DISPATCH
        self.busy = max(self.now, self.busy)
        for kind in kinds:
            self.busy += self.seconds([METHODS.index(kind), n, self.runs[kind, n]])
            self.runs[kind, n] += 1
        return self.busy

    def wait(self, until: float) -> None:
        """Let the time pass."""
        self.now = max(self.now, until)


class Program:
    """What `jit` returns: JAX tells from the shapes of arguments and results what work it would do.

    A program of ours says it itself, by (kinds of work, n) in the place of a function.
    """

    def __init__(self, computer: Computer, function: Any, options: dict[str, Any]) -> None:
        self.computer, self.function, self.options = computer, function, options

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Begin the work and return its results; the first call compiles, and is waited for."""
        computer, jax = self.computer, self.computer.jax
        leaves = jax.tree.leaves((args, kwargs)) if jax else []
        if any(isinstance(leaf, jax.core.Tracer) for leaf in leaves):
            return self.function(*args, **kwargs)  # a part of another program
        first, (kinds, n, results) = self.compiled(args, kwargs)
        done = computer.run(kinds, n)
        if first or not computer.late:
            computer.wait(done)
        if isinstance(results, int):
            return Result((results,), float, computer, done)
        return jax.tree.map(lambda out: Result(out.shape, out.dtype, computer, done), results)

    def lower(self, *args: Any, **kwargs: Any) -> Program:
        """Compile ahead of time, the first of two steps."""
        self.compiled(args, kwargs)
        return self

    def compile(self) -> Program:
        """Compile ahead of time, the second of two steps."""
        return self

    def compiled(self, args: Any, kwargs: Any) -> tuple[bool, Any]:
        """Return whether it had to be compiled, and what it does.

        JAX keeps what it compiled for a function, the shapes, and the arguments that are static.
        """
        computer, jax = self.computer, self.computer.jax
        leaves = jax.tree.leaves((args, kwargs)) if jax else []
        shapes = [getattr(a, "shape", id(a) if callable(a) else type(a)) for a in leaves]
        key = (id(self.function), repr(self.options), tuple(shapes))
        if isinstance(self.function, tuple):
            key = (id(self), "", ())
        first = key not in computer.known
        if first:
            computer.kept += [self, *leaves]
            computer.wait(computer.busy)
            computer.now += computer.compiling
            ours = isinstance(self.function, tuple)
            computer.known[key] = (
                (*self.function, self.function[1]) if ours else self.traced(args, kwargs)
            )
        return first, computer.known[key]

    def traced(self, args: Any, kwargs: Any) -> tuple[Sequence[str], int, Any]:
        """Return the kinds of work that JAX would do, the n, and the results without numbers."""
        jax = self.computer.jax
        plain = lambda a: a.zeros if isinstance(a, Result) else a  # noqa: E731
        args, kwargs = jax.tree.map(plain, (args, kwargs))
        with jax.disable_jit(False):
            traced = jax.jit(self.function, **self.options).trace(*args, **kwargs)
        program, results = traced.jaxpr, traced.out_info
        given = [v.aval.shape for v in program.jaxpr.invars] + [np.shape(c) for c in program.consts]
        shape = max((out.shape for out in jax.tree.leaves(results)), key=len, default=())
        n = shape[-1] if shape else 0
        if len(shape) == 2:
            return ("hessian",), n, results
        if (n, n) in given:
            return ("product",), n, results
        if shape and extent(program.jaxpr)[0] >= n * n:
            return ("hessian", "product"), n, results
        return ("hvp",) if shape else (), n, results


class Result(np.lib.mixins.NDArrayOperatorsMixin):
    """A result of which the shape is known: whoever reads its numbers, all 0, waits for them."""

    def __init__(self, shape: Any, dtype: Any, computer: Computer, done: float) -> None:
        self.zeros = zeros = np.zeros(shape, dtype)
        self.shape, self.dtype, self.size, self.ndim = shape, zeros.dtype, zeros.size, zeros.ndim
        self._computer, self._done = computer, done

    def block_until_ready(self) -> Result:
        """Wait, as for an array of JAX."""
        self._computer.wait(self._done)
        return self

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray:
        self.block_until_ready()
        return np.array(self.zeros, dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        return getattr(ufunc, method)(*map(np.asarray, inputs), **options)

    def __jax_array__(self) -> Any:
        return self._computer.jax.numpy.asarray(np.asarray(self))

    def __getitem__(self, key: Any) -> Any:
        return np.asarray(self)[key]

    def __len__(self) -> int:
        return len(self.zeros)

    def __float__(self) -> float:
        return float(np.asarray(self))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(np.asarray(self), name)


def timed(
    time_methods: Any,
    jax: Any,
    layer_counts: list[int],
    n_runs: int,
    width: int,
    seconds: Any,
    trap: str = "",
) -> Any:
    """Return layers, mean times and deviations that are measured on a `Computer`, or a word.

    With them, whether the clock was read too seldom for the times of single runs.
    """
    computer = Computer(jax, seconds, trap)
    given = {"clock": computer.clock, "jit": computer.jit}
    try:
        inspect.signature(time_methods).bind(layer_counts, n_runs, width, **given)
    except TypeError:
        return "not watched"
    # What is not compiled by `jit` runs step by step: JAX would compile its loops in every run.
    with jax.disable_jit() if jax else contextlib.nullcontext():
        table = time_methods(layer_counts, n_runs, width, **given)
    if table is None:
        return None
    if not computer.readings:
        return "not watched"
    found = rows(table)
    if isinstance(found, str):
        return found
    return *found, computer.readings < len(METHODS) * n_runs * len(layer_counts)


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
        return {
            "new": getattr(figure, "number", None) not in others,
            "axes": len(figure.axes),
            "labels": [axes.get_xlabel(), axes.get_ylabel()],
            "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
            "lines": [np.array(line.get_xydata(), dtype=float) for line in axes.get_lines()],
            "ends": [
                np.array(path.vertices, dtype=float)
                for collection in axes.collections
                for path in collection.get_paths()
            ],
        }
    finally:
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)
