"""Problem set ps5_hvp: is it the Hessian times a vector, is no Hessian formed, is the timing fair?

Functions of the section "beside the answers" run where the student's functions and JAX are, through
`inside`: they take and return plain data. What is right is computed here, by the reference module.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder import reference
from autograder.checks.double import holds_single, in_double
from autograder.checks.exercise import exercise
from autograder.checks.trial import AnswerError, AnyOf, Trial, difference
from autograder.isolation.inside import inside

Answer = Callable[..., Any]
Verdict = tuple[str, ...] | None

# Exact derivatives agree to some 1e-16; differences of whatever order are wrong by 5e-13 and more.
EXACT = 1e-13
# Of a Hessian for so many inputs no machine can hold the 2·10¹³ numbers: they are more bytes than a
# process can address.
TOO_MANY = 4_600_000
# A composition calls the function, and takes the steps of its loops, a few times, whatever n is.
FEW_CALLS = 12
# Interleaved methods are this many readings of the clock apart, at the most.
LONGEST_STRIDE = 24
# A reported time and one computed from the same readings differ by rounding; others hardly ever
# come so close to one another.
SAME_TIME = 1e-8

# The frequency of the ripples of a function.
RIPPLES = 1000.0
# Of a weight, so large that products with numbers of size 1 lose five of their digits.
FAR_OUT = 1e5

METHODS = ("hessian", "product", "hvp")

# The sizes of the network whose derivatives are asked: no two neighbours equal, and small, because
# JAX compiles for every new size.
SIZES = (2, 3, 2)
LENGTH = 7
# Sizes of the models whose parameters are asked.
MODELS = ((3, 4, 2), (2, 3, 2, 3, 1), (4, 3))

# ------------------------------------------------------------------------------- two functions f


def network(params: Any, dims: Sequence[int], gelu: Callable[[Any], Any], ones: Any) -> Any:
    """Return the sum of the outputs of an MLP of the layer sizes `dims` at an input of ones.

    The same lines run on JAX arrays and, as the oracle, on what the reference module traces.
    """
    h, start = ones, 0
    for i, rows in enumerate(dims[:-1]):
        columns = dims[i + 1]
        end = start + rows * columns
        h = h @ params[start:end].reshape(rows, columns)
        h = h if i == len(dims) - 2 else gelu(h)
        start = end
    return h.sum()


def valley(x: Any, sin: Callable[[Any], Any] = np.sin) -> Any:
    """Return a rippled valley like Rosenbrock's, whose Hessian has three diagonals.

    Differences need small steps for the ripples, and lose digits to the steep slopes: of any order,
    they are wrong by several times EXACT. `sin` is JAX's, or NumPy's for the reference module.
    """
    return (1e5 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2).sum() + sin(RIPPLES * x).sum()


def gelu(z: Any) -> Any:
    """Return the GELU as `jax.nn.gelu` computes it by default (Hendrycks & Gimpel 2016)."""
    return 0.5 * z * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (z + 0.044715 * z**3)))


def network_loss(dims: Sequence[int]) -> Callable[[Any], Any]:
    """Return the network's loss for the reference module."""
    return lambda params: network(params, dims, gelu, np.ones((1, dims[0])))


# ------------------------------------------------------------------------- beside the answers


def plain(value: Any) -> Any:
    """Return `value` with NumPy arrays in the place of JAX's."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if not hasattr(value, "__array__"):
        return value
    array = np.asarray(value)
    return array if array.ndim else array.item()


@functools.cache
def traceable(dims: Sequence[int] | None) -> Callable[[Any], Any]:
    """Return the loss of a network of sizes `dims`, or the valley, for JAX."""
    import jax

    if dims is None:
        return jax.jit(lambda x: valley(x, jax.numpy.sin))
    ones = jax.numpy.ones((1, dims[0]))
    return jax.jit(lambda params: network(params, dims, jax.nn.gelu, ones))


def call_get_params(get_params: Answer, model: Sequence[np.ndarray]) -> Any:
    """Return ``get_params(model)`` for a model of JAX arrays."""
    import jax

    return plain(get_params([jax.numpy.asarray(w) for w in model]))


def call_full_hessian(answer: Answer, dims: Sequence[int] | None, x: np.ndarray) -> Any:
    """Return ``full_hessian(f, x)``."""
    import jax

    return plain(answer(traceable(dims), jax.numpy.asarray(x)))


def call_naive_hvp(answer: Answer, hessian: np.ndarray, v: np.ndarray) -> Any:
    """Return ``naive_hvp(hessian, v)`` for JAX arrays."""
    import jax

    return plain(answer(jax.numpy.asarray(hessian), jax.numpy.asarray(v)))


def call_hvp(answer: Answer, dims: Sequence[int] | None, x: np.ndarray, v: np.ndarray) -> Any:
    """Return ``hvp(f, x, v)``."""
    import jax

    return plain(answer(traceable(dims), jax.numpy.asarray(x), jax.numpy.asarray(v)))


def cost_of_hvp(answer: Answer, n: int) -> tuple[int, int] | str:
    """Return what ``hvp(valley, x, v)`` with n inputs needs, as JAX would compile it.

    That is the largest number of entries of any intermediate array, and the larger of the number of
    calls of the function and of the longest loop; or "not traceable".
    """
    import jax

    calls = []

    def counted(x: Any) -> Any:
        calls.append(1)
        return valley(x, jax.numpy.sin)

    point = jax.numpy.linspace(-1.0, 1.0, n)
    try:
        program = jax.make_jaxpr(lambda x, v: answer(counted, x, v))(point, point)
    except jax.errors.JAXTypeError:
        return "not traceable"
    largest, longest = extent(program.jaxpr)
    return largest, max(longest, len(calls))


def extent(program: Any) -> tuple[int, int]:
    """Return the size of the largest array in a jaxpr, and the length of its longest loop."""
    largest, longest = 0, 0
    for step in program.eqns:
        sizes = [getattr(out.aval, "size", 0) for out in step.outvars]
        longest = max(longest, step.params.get("length") or 0)
        for value in step.params.values():
            for part in value if isinstance(value, tuple | list) else (value,):
                inner = getattr(part, "jaxpr", part)
                if hasattr(inner, "eqns"):
                    size, length = extent(inner)
                    sizes.append(size)
                    longest = max(longest, length)
        largest = max([largest, *sizes])
    return largest, longest


def hvp_of_many(answer: Answer, n: int, frequency: float, where: Sequence[int]) -> Any:
    """Return the entries `where` of ``hvp(valley, x, v)`` for a long x, or "out of memory"."""
    import jax

    numbers = jax.numpy.arange(n)
    x, v = jax.numpy.sin(frequency * numbers), jax.numpy.cos(frequency * numbers)
    try:
        result = jax.jit(lambda x, v: answer(lambda x: valley(x, jax.numpy.sin), x, v))(x, v)
    except NotImplementedError:
        raise
    except (MemoryError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "memory" not in str(error):
            raise
        return "out of memory"
    if getattr(result, "shape", None) != (n,):
        return "another shape"
    return np.asarray(result[jax.numpy.asarray(where)])


def call_time_methods(answer: Answer, layer_counts: Sequence[int], n_runs: int, width: int) -> Any:
    """Return ``time_methods(layer_counts, n_runs, width)``, with its own clock and compiler."""
    return plain(answer(layer_counts, n_runs, width))


class Compiled:
    """What the check's `jit` returns: it knows the shapes of every result, and computes none.

    compiled(), started(arguments, results, largest) → ticket: what is told of each call.
    tickets: id of a result → (the result, its ticket).
    """

    def __init__(
        self,
        function: Any,
        options: dict[str, Any],
        counts: dict[Any, Any],
        compiled: Any,
        started: Any,
        tickets: dict[int, Any],
    ) -> None:
        import functools

        import jax

        self.function, self.compiled, self.started = function, compiled, started
        self.tickets = tickets
        # JAX compiles when it has to trace, so a counter in the traced function tells of it. The
        # counters are kept for each function, as JAX keeps what it has compiled.
        if id(function) not in counts:
            traces: list[int] = []

            @functools.wraps(function)
            def counted(*args: Any, **kwargs: Any) -> Any:
                traces.append(1)
                return function(*args, **kwargs)

            counts[id(function)] = (function, counted, traces)
        _, counted, self.traces = counts[id(function)]
        self.jitted = jax.jit(counted, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return zeros of the shapes of the results, and tell of the work."""
        import jax

        if any(isinstance(a, jax.core.Tracer) for a in jax.tree_util.tree_leaves((args, kwargs))):
            return self.function(*args, **kwargs)
        traced = self.traced(args, kwargs)
        program = traced.jaxpr
        results = jax.tree_util.tree_map(
            lambda out: jax.numpy.zeros(out.shape, out.dtype), traced.out_info
        )
        arguments = [v.aval.size for v in program.jaxpr.invars] + [
            int(np.size(c)) for c in program.consts
        ]
        leaves = jax.tree_util.tree_leaves(results)
        ticket = self.started(arguments, [a.size for a in leaves], extent(program.jaxpr)[0])
        for leaf in leaves:
            self.tickets[id(leaf)] = (leaf, ticket)
        return results

    def traced(self, args: Any, kwargs: Any) -> Any:
        """Trace for these arguments; a first time is a compilation."""
        import jax

        before = len(self.traces)
        with jax.disable_jit(False):
            traced = self.jitted.trace(*args, **kwargs)
        if len(self.traces) > before:
            self.compiled()
        return traced

    def lower(self, *args: Any, **kwargs: Any) -> Compiled:
        """Compile ahead of time, the first of two steps."""
        self.traced(args, kwargs)
        return self

    def compile(self) -> Compiled:
        """Compile ahead of time, the second of two steps."""
        return self


def call_on_device(
    answer: Answer,
    layer_counts: Sequence[int],
    n_runs: int,
    width: int,
    clock: Any,
    compiled: Any,
    started: Any,
    waited: Any,
) -> Any:
    """Return `time_methods` of a computer that is only thought: see `Device`."""
    import jax

    counts: dict[Any, Any] = {}
    tickets: dict[int, Any] = {}

    def jit(function: Any, **options: Any) -> Any:
        return Compiled(function, options, counts, compiled, started, tickets)

    array: Any = type(jax.numpy.zeros(()))
    library: Any = jax
    method, whole = array.block_until_ready, jax.block_until_ready

    def wait_for(result: Any) -> Any:
        if id(result) in tickets:
            waited(tickets[id(result)][1])
        return method(result)

    def wait_for_all(results: Any) -> Any:
        for leaf in jax.tree_util.tree_leaves(results):
            if isinstance(leaf, array):
                wait_for(leaf)
        return results

    array.block_until_ready, library.block_until_ready = wait_for, wait_for_all
    try:
        # What is not compiled by `jit` runs step by step: an answer that compiles nothing would
        # otherwise make JAX compile its loop anew in every run, for a minute.
        with jax.disable_jit():
            return plain(answer(layer_counts, n_runs, width, clock=clock, jit=jit))
    finally:
        array.block_until_ready, library.block_until_ready = method, whole


def drawn(answer: Answer, table: Mapping[str, Any]) -> Any:
    """Call ``plot_timings(table)`` and describe the Axes: lines, points of error bars, words."""
    from matplotlib import pyplot as plt

    before = plt.get_fignums()
    try:
        axes = answer(table)
        if not hasattr(axes, "get_legend_handles_labels"):
            return type(axes).__name__
        handles, labels = axes.get_legend_handles_labels()
        named = []
        for handle, label in zip(handles, labels, strict=True):
            # A container of error bars holds the line first.
            line = handle if hasattr(handle, "get_xydata") else handle[0]
            named.append((label, np.asarray(line.get_xydata(), dtype=float)))
        legend = axes.get_legend()
        shown = axes.get_figure().axes
        return {
            "axes": len(shown),
            "words": [axes.get_xlabel(), axes.get_ylabel()],
            "legend": [t.get_text() for t in legend.get_texts()] if legend else [],
            "named": named,
            "lines": [np.asarray(line.get_xydata(), dtype=float) for line in axes.get_lines()],
            "points": [
                np.asarray(path.vertices, dtype=float)
                for collection in axes.collections
                for path in collection.get_paths()
            ],
        }
    finally:
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)


# --------------------------------------------------------------------------- exercises 1 to 4


def count(dims: Sequence[int]) -> int:
    """Return the number of parameters of a network of the sizes `dims`."""
    return sum(a * b for a, b in pairwise(dims))


def joined(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Return the entries of `arrays`, row by row, in one vector."""
    return np.concatenate([np.empty(0), *(np.ravel(a) for a in arrays)])


@exercise(
    parts={"one vector, in the right order": 2},
    hints={
        "column-order": "The entries of a matrix came column by column. Row by row is NumPy's own "
        "order: `w.ravel()`, without a transpose and without `order='F'`.",
        "layers-reversed": "The last layer came first. The vector begins with `model[0]`.",
        "not-one-vector": "The parameters are not in one vector of shape (n,). Flatten every "
        "matrix, then put them behind one another with `jnp.concatenate`.",
        "layer-left-out": "The first or the last weight matrix is missing. All of them are "
        "parameters, also that of the linear last layer.",
    },
)
def get_params(t: Trial, answer: Answer) -> None:
    """All weights of a model as one flat vector: layer by layer, each row by row."""
    with t.part("one vector, in the right order"):
        for dims in MODELS:
            model = [t.normal(a, b) for a, b in pairwise(dims)]
            want = joined(model)
            t.compare(
                f"matrices of shapes {', '.join(str(w.shape) for w in model)}",
                lambda model=model: inside(call_get_params, answer, model),
                want=want,
                mistakes={
                    "column-order": joined([w.T for w in model]),
                    "layers-reversed": AnyOf(joined(model[::-1]), want[::-1]),
                    "not-one-vector": AnyOf(
                        model, [np.ravel(w) for w in model], want[:, None], want[None, :], TypeError
                    ),
                    "layer-left-out": AnyOf(joined(model[:-1]), joined(model[1:])),
                },
            )


PARTS = ("the network's loss", "another function")


def functions(t: Trial, part: str) -> Iterator[tuple[str, Any, Any, np.ndarray]]:
    """Draw the points of one part: (case, sizes or None for the valley, f, x)."""
    for _ in t.draws(1, 2):
        if part == PARTS[0]:
            n = count(SIZES)
            x = t.normal(n)
            # Far out the GELU is straight: a large slope beside curvatures of 1, in which
            # differences lose digits.
            x[0] += FAR_OUT * t.uniform(0.5, 1.0)
            yield f"a network of {n} parameters", SIZES, network_loss(SIZES), x
        else:
            yield f"a rippled valley, {LENGTH} numbers", None, valley, t.normal(LENGTH)


@exercise(
    parts={PARTS[0]: 1, PARTS[1]: 1},
    hints={
        "gradient-only": "This is the gradient, n numbers. The Hessian is the Jacobian *of the "
        "gradient*: differentiate twice.",
        "summed-up": "The rows of the Hessian are summed into one vector: that is what the "
        "gradient of the *sum* of the gradient gives. All n×n second derivatives are asked.",
        "diagonal-only": "Only the diagonal, ∂²L/∂w_i², is there. The mixed derivatives "
        "∂²L/∂w_i∂w_j are entries of the Hessian too.",
        "outer-product": "This is the gradient times itself, ∇L ∇Lᵀ. It holds first derivatives "
        "only, and the Hessian holds second ones.",
        "one-triangle": "Only one triangle is right. The Hessian is symmetric; fill both halves, "
        "and the diagonal once.",
        "halved": "Every entry is half or twice what it should be. `½` belongs to Taylor's "
        "formula, not to the Hessian.",
    },
)
def full_hessian(t: Trial, answer: Answer) -> None:
    """The matrix of all second derivatives, of a network's loss and of any other function."""
    for part in PARTS:
        with t.part(part):
            for case, dims, f, x in functions(t, part):
                H, g = reference.hessian(f)(x), reference.grad(f)(x)
                diagonal = np.diag(H)
                t.compare(
                    case,
                    lambda dims=dims, x=x: inside(call_full_hessian, answer, dims, x),
                    want=H,
                    read=in_double,
                    rtol=EXACT,
                    mistakes={
                        "gradient-only": g,
                        "summed-up": H.sum(axis=0),
                        "diagonal-only": AnyOf(diagonal, np.diag(diagonal)),
                        "outer-product": np.outer(g, g),
                        "one-triangle": AnyOf(
                            np.triu(H), np.tril(H), np.triu(H, 1), H + np.diag(diagonal)
                        ),
                        "halved": AnyOf(H / 2, H * 2),
                    },
                )


@exercise(
    parts={"the product": 2},
    hints={
        "elementwise": "`*` multiplies entry by entry. The product of a matrix and a vector is "
        "`hessian @ v`: each entry is a sum over a row.",
        "diagonal-product": "Only the diagonal of the Hessian was used. Entry i of the product is "
        "the sum of `H_ij·v_j` over *all* j.",
        "quadratic-form": "This is the number vᵀHv. The product Hv is a vector of n numbers.",
        "column-sums": "The products `H_ij·v_j` were summed over i, the rows, or each row was "
        "scaled by its own v_i. Sum over j, the index that v shares with the columns.",
        "solved": "This solves H·y = v. The task asks for the product H·v.",
    },
)
def naive_hvp(t: Trial, answer: Answer) -> None:
    """The product of a given Hessian and a vector."""
    with t.part("the product"):
        for n in (4, 6):
            half, v = t.normal(n, n), t.normal(n)
            H = half + half.T
            t.compare(
                f"a Hessian of shape {H.shape}",
                lambda H=H, v=v: inside(call_naive_hvp, answer, H, v),
                want=H @ v,
                mistakes={
                    "elementwise": AnyOf(H * v, H * v[:, None]),
                    "diagonal-product": np.diag(H) * v,
                    "quadratic-form": AnyOf(v @ H @ v, v @ H @ v / 2),
                    "column-sums": (H * v).sum(axis=0),
                    "solved": np.linalg.solve(H, v),
                },
            )


@exercise(
    parts={PARTS[0]: 1.5, PARTS[1]: 1, "no Hessian is formed": 1.5},
    hints={
        "diagonal-product": "Only the diagonal of the Hessian was used: entry i of Hv is the sum "
        "of `H_ij·v_j` over all j.",
        "shifted-gradient": "This is the gradient at x + v, or what it differs by from the "
        "gradient at x. That is Hv only where the gradient is linear: take the derivative of "
        "t ↦ ∇f(x + t·v) at t = 0.",
        "gradient-only": "This is the gradient of f, or its product with v. Differentiate the "
        "gradient once more, with respect to x, along v.",
        "inner-detached": "The result is 0: the inner derivative was held constant, so nothing was "
        "left to differentiate. Is there a `stop_gradient`, or was `grad(f)(x)` computed outside "
        "the function that is differentiated?",
        "outer-product": "This is ∇f·(∇fᵀv), a product of first derivatives (as in the "
        "Gauss–Newton method). Second derivatives are asked.",
        "half-missing": "The result is twice, or half, what it should be. The gradient of vᵀHv "
        "with respect to v is 2Hv: write ½vᵀHv, or differentiate ⟨∇f(x), v⟩.",
        "quadratic-form": "This is the number vᵀHv, the second derivative of f along v. Hv is a "
        "vector of n numbers: differentiate the *gradient* along v.",
        "v-not-constant": "v was not used as the fixed direction: this is the gradient of "
        "⟨∇f(x), x⟩ or of the sum of the gradient. Inside ⟨∇f(x), v⟩ only x varies.",
        "whole-result": "The answer stands inside the result, with other things or in a tuple. "
        "`jax.jvp` returns (value, tangent), and the function that `jax.vjp` returns gives a tuple "
        "with one entry for each argument. Return the vector Hv alone.",
        "wrong-function": "The network's loss is right and another function is not. Use the "
        "arguments `f`, `x` and `v`, not names of the notebook.",
        "forms-hessian": "An array with all n×n second derivatives was made, or something was done "
        "once for each of the n inputs. One derivative of the gradient *along v* is enough: "
        "`jax.jvp` of `jax.grad(f)`, or the gradient of ⟨∇f(x), v⟩.",
        "not-traceable": "JAX could not trace your function, so `jax.jit` cannot compile it. "
        "Inside, use `jax.numpy` rather than `numpy`, and no `float(...)` of an array.",
    },
)
def hvp(t: Trial, answer: Answer) -> None:
    """The product of the Hessian and a vector, at the cost of a few gradients."""
    otherwise = "wrong-value"
    for part in PARTS:
        with t.part(part, otherwise=otherwise):
            for drawn_function in functions(t, part):
                v = t.normal(drawn_function[-1].size)
                right = compare_product(t, answer, *drawn_function, v)
                if part == PARTS[0]:
                    on_network = (*drawn_function, v)
                    otherwise = "wrong-function" if right else "wrong-value"
    with t.part("no Hessian is formed"):
        if check_cost(t, answer):
            if otherwise == "wrong-function":
                check_many(t, answer)
            else:
                # A cheap way to something else wins nothing, for the reason found before.
                compare_product(t, answer, *on_network)


def compare_product(
    t: Trial, answer: Answer, case: str, dims: Any, f: Any, x: np.ndarray, v: np.ndarray
) -> bool:
    """Compare ``hvp(f, x, v)`` with the reference module's, and say whether it is right."""
    H, gradient = reference.hessian(f)(x), reference.grad(f)
    g, want = gradient(x), reference.hvp(f, x, v)
    ahead = gradient(x + v)
    got = t.compare(
        case,
        lambda: inside(call_hvp, answer, dims, x, v),
        want=want,
        read=in_double,
        rtol=EXACT,
        mistakes={
            "diagonal-product": np.diag(H) * v,
            "shifted-gradient": AnyOf(ahead, ahead - g),
            "gradient-only": AnyOf(g, g * v, g @ v),
            "inner-detached": np.zeros_like(x),
            "outer-product": g * (g @ v),
            "half-missing": AnyOf(2 * want, want / 2),
            "quadratic-form": AnyOf(v @ want, v @ want / 2),
            "v-not-constant": AnyOf(H @ x + g, H @ x, H.sum(axis=0)),
            "whole-result": AnyOf([g, want], [want], [f(x), want], [g @ v, want]),
        },
    )
    return not holds_single(got) and difference(got, want, EXACT) is None


def check_cost(t: Trial, answer: Answer) -> bool:
    """Demand that the program of `hvp` is one for a few vectors, and say whether it is."""
    n = int(t.rng.integers(50, 80))
    small = False

    def verdict(cost: Any) -> Verdict:
        nonlocal small
        if cost == "not traceable":
            return "JAX cannot trace it", "not-traceable"
        largest, times = (int(number) for number in cost)
        if largest >= n * n:
            return f"an intermediate array has {largest} numbers, n² or more", "forms-hessian"
        if times > FEW_CALLS:
            return f"something is done {times} times", "forms-hessian"
        small = True
        return None

    t.judge(f"n = {n}", lambda: inside(cost_of_hvp, answer, n), verdict=verdict)
    return small


def check_many(t: Trial, answer: Answer) -> None:
    """Compare ``hvp(f, x, v)`` for an x so long that no Hessian could be stored."""
    frequency = t.uniform(1.0, 2.0)
    where = sorted(int(i) for i in t.rng.choice(TOO_MANY - 8, 20, replace=False) + 4)
    want = []
    for i in where:
        # Entry i of Hv depends on what is within two places of it.
        near = np.arange(i - 3, i + 4)
        x, v = np.sin(frequency * near), np.cos(frequency * near)
        want.append(reference.hvp(valley, x, v)[3])

    def read(result: Any) -> Any:
        if isinstance(result, str) and result == "out of memory":
            raise AnswerError("there is no memory for what it makes", "forms-hessian")
        if isinstance(result, str):
            raise AnswerError("another shape than that of x", "wrong-shape")
        return in_double(result)

    t.compare(
        f"n = {TOO_MANY}",
        lambda: inside(hvp_of_many, answer, TOO_MANY, frequency, where),
        read=read,
        want=np.array(want),
    )


# ---------------------------------------------------------------------- exercise 5: the timing


@dataclass
class Interval:
    """What happened between two readings of the clock.

    seconds: by that clock. kinds: what ran. layers: of which networks. compiled: whether something
    was compiled. unready: whether work was under way at one of its ends.
    """

    seconds: float
    kinds: frozenset[str]
    layers: frozenset[int]
    compiled: bool
    unready: bool


class Device:
    """A computer that is only thought, with a clock that moves by what is asked of it.

    As with a real one, a call returns before its work is done, work is done in order, and waiting
    ends when the work does. Each step takes a time that is drawn, so that a reported time tells
    which steps are in it.

    sizes: number of parameters → number of hidden layers, of the networks that are asked.
    """

    def __init__(self, rng: np.random.Generator, sizes: Mapping[int, int]) -> None:
        self._rng = rng
        self._sizes = sizes
        self._now = self._busy = float(rng.uniform(10, 1000))
        self._ends: list[float] = []
        self._fresh = False
        # (reading, work done until) at every reading, and what happened after it.
        self._readings: list[tuple[float, float]] = []
        self._since: list[tuple[set[str], set[int], list[bool]]] = []

    def clock(self) -> float:
        """Return the time in seconds."""
        self._now += self._draw(1e-9)
        self._readings.append((self._now, self._busy))
        self._since.append((set(), set(), [False]))
        return self._now

    def compiled(self) -> None:
        """A program is compiled, which takes long, and the caller waits; so for its first run."""
        self._now = max(self._now, self._busy) + self._draw(50.0)
        self._fresh = True
        if self._since:
            self._since[-1][2][0] = True

    def started(self, arguments: Sequence[int], results: Sequence[int], largest: int) -> int:
        """Work begins; return its ticket. Sizes of arguments and results, of the largest array."""
        kinds, layers, seconds = self._work(list(arguments), list(results), int(largest))
        if self._since:
            self._since[-1][0].update(kinds)
            self._since[-1][1].add(layers)
        self._now += self._draw(1e-5)
        self._busy = max(self._now, self._busy) + seconds
        if self._fresh:
            self._now, self._fresh = self._busy, False
        self._ends.append(self._busy)
        return len(self._ends) - 1

    def waited(self, ticket: int) -> None:
        """The caller waits until that work is done."""
        self._now = max(self._now, self._ends[ticket])

    def intervals(self, length: int) -> list[Interval]:
        """Return every interval of `length` successive readings."""
        found = []
        for i in range(len(self._readings) - length):
            (start, before), (end, after) = self._readings[i], self._readings[i + length]
            inside_it = self._since[i : i + length]
            found.append(
                Interval(
                    end - start,
                    frozenset().union(*(kinds for kinds, _, _ in inside_it)),
                    frozenset().union(*(layers for _, layers, _ in inside_it)),
                    any(compiled[0] for _, _, compiled in inside_it),
                    before > start or after > end,
                )
            )
        return found

    def _work(
        self, arguments: list[int], results: list[int], largest: int
    ) -> tuple[set[str], int, float]:
        n = next((n for n in self._sizes if {n, n * n} & {*arguments, *results}), 0)
        if n == 0:
            return {"other"}, 0, self._draw(1e-3)
        if n * n in arguments:
            kinds = {"product"}
        elif n * n in results:
            kinds = {"hessian"}
        elif largest >= n * n:
            kinds = {"hessian", "product"}
        else:
            kinds = {"hvp"}
        cost = {"hessian": 1e-4 * n * n, "product": 1e-6 * n * n, "hvp": 1e-4 * n}
        return kinds, self._sizes[n], sum(self._draw(cost[kind]) for kind in kinds)

    def _draw(self, seconds: float) -> float:
        return seconds * float(self._rng.uniform(0.7, 1.3))


# What may be reported in the place of the mean of the times, and what in that of their deviation.
# Times lie along the last axis.
IN_PLACE_OF_MEAN: tuple[tuple[str, Callable[[np.ndarray], np.ndarray]], ...] = (
    ("", lambda s: s.mean(axis=-1)),
    ("total-not-mean", lambda s: s.sum(axis=-1)),
    ("not-the-mean", lambda s: np.median(s, axis=-1)),
    ("not-the-mean", lambda s: s.min(axis=-1)),
    ("not-seconds", lambda s: 1e3 * s.mean(axis=-1)),
    ("not-seconds", lambda s: 1e6 * s.mean(axis=-1)),
)
IN_PLACE_OF_DEVIATION: tuple[tuple[str, Callable[[np.ndarray, int], float]], ...] = (
    ("", lambda s, ddof: float(s.std(ddof=ddof))),
    ("standard-error", lambda s, ddof: float(s.std(ddof=ddof) / np.sqrt(s.size))),
    ("variance", lambda s, ddof: float(s.var(ddof=ddof))),
    ("not-seconds", lambda s, ddof: float(1e3 * s.std(ddof=ddof))),
    ("not-seconds", lambda s, ddof: float(1e6 * s.std(ddof=ddof))),
)


@dataclass
class Reported:
    """How a reported mean came about: from which intervals, by which mistake if any."""

    intervals: list[Interval]
    mistake: str

    @property
    def seconds(self) -> np.ndarray:
        """The times of the single runs."""
        return np.array([interval.seconds for interval in self.intervals])


def origin(device: Device, mean: float, n_runs: int) -> Reported | None:
    """Find the runs from which `mean` was computed: `n_runs` intervals at equal distances."""
    for length in (1, 2, 3):
        intervals = device.intervals(length)
        seconds = np.array([interval.seconds for interval in intervals])
        # One interval around all runs, divided by their number.
        for i in np.flatnonzero(np.isclose(seconds / n_runs, mean, rtol=SAME_TIME, atol=0.0)):
            if intervals[i].kinds:
                return Reported([intervals[i]], "one-interval")
        for stride in range(1, LONGEST_STRIDE + 1):
            starts = np.arange(len(intervals) - stride * (n_runs - 1))[:, None]
            runs = seconds[starts + stride * np.arange(n_runs)]
            for mistake, statistic in IN_PLACE_OF_MEAN if runs.size else ():
                same = np.isclose(statistic(runs), mean, rtol=SAME_TIME, atol=0.0)
                for i in np.flatnonzero(same):
                    chosen = [intervals[i + stride * k] for k in range(n_runs)]
                    # All of one method and one network; a median fits other mixtures as well.
                    if chosen[0].kinds and len({(c.kinds, c.layers) for c in chosen}) == 1:
                        return Reported(chosen, mistake)
    return None


def read_table(table: Any, layer_counts: Sequence[int]) -> dict[str, Any]:
    """Return the table as arrays; raises AnswerError where it has not the form that is asked."""
    if table is None:
        raise AnswerError("returned nothing", "returned-nothing")
    if not isinstance(table, dict) or set(table) != {"layers", *METHODS}:
        raise AnswerError("not a dict with the four keys that are asked", "table-form")
    if difference(table["layers"], np.array(layer_counts, dtype=float), 1e-9):
        raise AnswerError("`layers` does not hold the numbers of layers in order", "table-form")
    read = {"layers": np.array(table["layers"], dtype=float)}
    for method in METHODS:
        entry = table[method]
        if not isinstance(entry, dict) or set(entry) != {"mean", "std"}:
            raise AnswerError(f"`{method}` is no dict with the keys `mean` and `std`", "table-form")
        for key in ("mean", "std"):
            try:
                values = np.array(entry[key], dtype=float)
            except (TypeError, ValueError):
                values = np.empty(0)
            if values.shape != (len(layer_counts),):
                message = f"`{method}`, `{key}`: not one number for each number of layers"
                raise AnswerError(message, "table-form")
            read[f"{method} {key}"] = values
    return read


WANTED_KINDS = {
    "hessian": {"hessian", "product"},
    "product": {"product"},
    "hvp": {"hvp"},
}

TIMING_PARTS = (
    "a table of the asked form",
    "the three methods",
    "nothing is compiled in the measured time",
    "the result is waited for",
    "mean and standard deviation",
)


@exercise(
    parts=dict.fromkeys(TIMING_PARTS, 1),
    hints={
        "table-form": "The table is a dict with the keys `layers`, `hessian`, `product` and `hvp`. "
        "`layers` is the list of the numbers of layers; each of the others is a dict with the keys "
        "`mean` and `std`, each a list with one number of seconds for each number of layers.",
        "not-watched": "The check could not follow how your times came about. Read the time with "
        "`clock()`, just before and just after each run, and compile every method with `jit`: "
        "both are arguments of your function, with `time.perf_counter` and `jax.jit` as defaults.",
        "wrong-model": "A network of another size was timed. For each number of hidden layers "
        "`make_model(hidden, width)` makes the model; its parameters are the x of the experiment.",
        "product-left-out": "`hessian` is the time of the Hessian *and* the product with v; yours "
        "holds the Hessian alone.",
        "hessian-timed-again": "`product` is the time of the product alone. The Hessian is given: "
        "compute it before you read the clock.",
        "hvp-forms-hessian": "`hvp` is the time of the efficient product, and yours forms the "
        "Hessian. Time your `hvp`.",
        "methods-swapped": "The times stand under another method's name. `hessian`: Hessian and "
        "product; `product`: product alone; `hvp`: the efficient product.",
        "compile-inside": "Compilation is in the measured time: the first call of a compiled "
        "function traces and compiles it, and so does every new `jit(lambda …)`. Call `jit` once "
        "for each method and number of layers, run the result once, and only then measure.",
        "no-wait": "The clock was read while the work was still going on. JAX returns before it "
        "has computed: call `.block_until_ready()` on the result before you read the clock, and on "
        "what you computed beforehand too.",
        "one-interval": "The clock was read once around all runs. Then their mean is known and "
        "their spread is not: read it before and after each run.",
        "total-not-mean": "These are the times of all runs together. Divide by the number of runs.",
        "not-the-mean": "These are medians or shortest times. The table asks for the mean.",
        "not-seconds": "These are other units: the table is in seconds.",
        "standard-error": "This is the standard error, σ/√n: it says how well the *mean* is known. "
        "The table asks for the standard deviation of the single runs, σ, without the √n.",
        "variance": "This is the variance. The standard deviation is its square root.",
        "no-spread": "The standard deviation is 0 where the runs took different times. Keep the "
        "time of every run and use `np.std`.",
    },
)
def time_methods(t: Trial, answer: Answer) -> None:
    """Mean and standard deviation of the time of three methods, for growing networks."""
    n_runs, width = int(t.rng.integers(3, 6)), 2
    layer_counts = sorted(int(k) for k in t.rng.choice(np.arange(3, 9), 2, replace=False))
    sizes = {width * 2 + width * width * (k - 1) + width: k for k in layer_counts}
    device = Device(t.rng, sizes)
    case = f"layer counts {layer_counts}, {n_runs} runs"
    outcome: list[Any] = []

    def run() -> dict[str, Any]:
        if not outcome:
            try:
                table = inside(
                    call_on_device,
                    answer,
                    layer_counts,
                    n_runs,
                    width,
                    device.clock,
                    device.compiled,
                    device.started,
                    device.waited,
                )
                outcome.append(diagnosis(device, table, layer_counts, n_runs))
            except Exception as error:
                foreign = isinstance(error, TypeError) and "unexpected keyword" in str(error)
                problem = ("`clock` and `jit` are not among its arguments", "not-watched")
                outcome.append({"": problem} if foreign else error)
        if isinstance(outcome[0], Exception):
            raise outcome[0]
        return outcome[0]

    for part in TIMING_PARTS:
        with t.part(part):
            if part == TIMING_PARTS[0] and not t.hidden:
                check_real_run(t, answer)

            def verdict(problems: Any, part: str = part) -> Verdict:
                if "" in problems:
                    return problems[""]
                return problems.get(part)

            t.judge(case, run, verdict=verdict)


def check_real_run(t: Trial, answer: Answer) -> None:
    """See that `time_methods` also runs on the real computer, with its own clock and compiler."""
    counts = [1]

    def verdict(table: Any) -> Verdict:
        try:
            read = read_table(table, counts)
        except AnswerError as objection:
            return str(objection), objection.hint
        if not all(np.isfinite(values).all() for values in read.values()):
            return "`nan` or `inf`", "not-finite"
        if not all((read[f"{method} mean"] > 0).all() for method in METHODS):
            return "a mean time is not positive", "not-watched"
        return None

    t.judge(
        f"`time_methods({counts}, 2, 2)`",
        lambda: inside(call_time_methods, answer, counts, 2, 2),
        verdict=verdict,
    )


def diagnosis(
    device: Device, table: Any, layer_counts: Sequence[int], n_runs: int
) -> dict[str, tuple[str, ...]]:
    """Return what is wrong with a table that was measured on `device`: part → (message, hint).

    The key "" stands for all parts.
    """
    try:
        read = read_table(table, layer_counts)
    except AnswerError as objection:
        return {"": (str(objection), objection.hint)}
    problems: dict[str, tuple[str, ...]] = {}
    _, methods, compiling, waiting, statistics = TIMING_PARTS
    for method in METHODS:
        for k, mean, std in zip(
            layer_counts, read[f"{method} mean"], read[f"{method} std"], strict=True
        ):
            where = f"`{method}`, {k} layers"
            found = origin(device, mean, n_runs)
            if found is None:
                return {"": (f"{where}: no runs explain the time", "not-watched")}
            kinds = frozenset().union(*(interval.kinds for interval in found.intervals))
            seen = frozenset().union(*(interval.layers for interval in found.intervals))
            if seen != {k}:
                problems[methods] = (f"{where}: another network was timed", "wrong-model")
            elif kinds != WANTED_KINDS[method]:
                problems.setdefault(
                    methods, (f"{where}: other work was timed", misplaced(method, kinds))
                )
            if any(interval.compiled for interval in found.intervals):
                problems[compiling] = (f"{where}: holds a compilation", "compile-inside")
            if any(interval.unready for interval in found.intervals):
                problems[waiting] = (f"{where}: work was still under way", "no-wait")
            spread = found.mistake or deviation_mistake(found.seconds, std)
            if spread is not None and statistics not in problems:
                problems[statistics] = (f"{where}: not what the table asks", spread)
    return problems


def misplaced(method: str, kinds: frozenset[str]) -> str:
    """Name the mistake by which a method's time holds work of other `kinds`."""
    if method == "hessian" and kinds == {"hessian"}:
        return "product-left-out"
    if method == "product" and kinds == {"hessian", "product"}:
        return "hessian-timed-again"
    if method == "hvp" and "hessian" in kinds:
        return "hvp-forms-hessian"
    return "methods-swapped"


def deviation_mistake(seconds: np.ndarray, std: float) -> str | None:
    """Return the hint for a reported deviation `std` of these times, or None where it is right."""
    for mistake, statistic in IN_PLACE_OF_DEVIATION:
        for ddof in (0, 1):
            if np.isclose(statistic(seconds, ddof), std, rtol=1e-6, atol=0.0):
                return mistake or None
    return "no-spread" if std == 0 else "wrong-value"


# ------------------------------------------------------------------------ exercise 6: the plot

PLOT_PARTS = ("three curves with error bars", "labels and legend")
# Seconds, milliseconds, microseconds.
UNITS = (1.0, 1e3, 1e6)


@exercise(
    parts=dict.fromkeys(PLOT_PARTS, 1),
    hints={
        "not-axes": "The function returns the Axes with the curves, `ax` of "
        "`fig, ax = plt.subplots()`; not the figure, a tuple, or nothing.",
        "several-axes": "The curves are spread over several Axes. Draw all three into one: only "
        "there can they be compared.",
        "curve-missing": "A curve is missing, or does not show the mean times. Draw `mean` of each "
        "of the three methods.",
        "wrong-x": "The times are drawn against something else than the numbers of layers. Give "
        "`table['layers']` as x.",
        "no-error-bars": "The error bars are missing. `ax.errorbar(x, y, yerr=…)` draws them.",
        "bars-of-other-length": "The error bars have another length than one standard deviation up "
        "and one down: `yerr` is `std`, not divided and not squared.",
        "no-axis-labels": "An axis has no label. Say what is drawn and in which unit: "
        "`ax.set_xlabel(…)`, `ax.set_ylabel(…)`.",
        "no-legend": "The legend is missing, or does not name all three curves. Give each curve a "
        "`label=…` of its own and call `ax.legend()`.",
    },
)
def plot_timings(t: Trial, answer: Answer) -> None:
    """One Axes with three labelled curves, error bars, axis labels and a legend."""
    layers = sorted(int(k) for k in t.rng.choice(np.arange(2, 100), 4, replace=False))
    table: dict[str, Any] = {"layers": layers}
    for i, method in enumerate(METHODS):
        mean = np.sort(t.rng.uniform(0.5, 2.0, 4)) * 10.0**-i
        table[method] = {"mean": mean.tolist(), "std": (mean * t.rng.uniform(0.1, 0.3, 4)).tolist()}
    for part, judged in zip(PLOT_PARTS, (judged_curves, judged_words), strict=True):
        with t.part(part):

            def verdict(picture: Any, judged: Any = judged) -> Verdict:
                if isinstance(picture, str):
                    hint = "returned-nothing" if picture == "NoneType" else "not-axes"
                    return f"returned a `{picture}` where an Axes is asked", hint
                return judged(picture, table)

            t.judge(
                f"{len(layers)} numbers of layers", inside, drawn, answer, table, verdict=verdict
            )


def curve(lines: Sequence[np.ndarray], x: Any, y: Any) -> tuple[np.ndarray, float] | None:
    """Return the line through (x, y), x None for any, and the unit that it is drawn in."""
    for line in lines:
        for unit in UNITS:
            if line.shape != (len(y), 2) or not np.allclose(line[:, 1], unit * np.asarray(y)):
                continue
            if x is None or np.allclose(line[:, 0], x):
                return line, unit
    return None


def judged_curves(picture: Mapping[str, Any], table: Mapping[str, Any]) -> Verdict:
    """Judge the curves and their error bars."""
    if picture["axes"] != 1:
        return f"the figure has {picture['axes']} Axes", "several-axes"
    lines = [*picture["lines"], *(line for _, line in picture["named"])]
    points = np.concatenate([np.empty((0, 2)), *picture["points"]])
    for method in METHODS:
        mean, std = np.array(table[method]["mean"]), np.array(table[method]["std"])
        found = curve(lines, table["layers"], mean)
        if found is None:
            hint = "wrong-x" if curve(lines, None, mean) else "curve-missing"
            return f"no curve of the mean times of `{method}` against the layers", hint
        unit = found[1]
        if not points.size:
            return "no error bars", "no-error-bars"
        for end in (mean - std, mean + std):
            for point in zip(table["layers"], unit * end, strict=True):
                if not np.isclose(points, point, rtol=1e-6, atol=0.0).all(axis=1).any():
                    return f"`{method}`: bars of another length", "bars-of-other-length"
    return None


def judged_words(picture: Mapping[str, Any], table: Mapping[str, Any]) -> Verdict:
    """Judge the words of the picture."""
    if not all(isinstance(word, str) and word.strip() for word in picture["words"]):
        return "an axis has no label", "no-axis-labels"
    legend = {text for text in picture["legend"] if text.strip() and not text.startswith("_")}
    if len(legend) < len(METHODS):
        return f"{len(legend)} different names in the legend", "no-legend"
    return None
