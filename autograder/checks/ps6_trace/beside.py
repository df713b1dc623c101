"""What runs beside the answers of this set: generators and functions are made, answers called.

Where JAX is at hand functions are made with the notebook's own `jnp`; beside the checks' own
programs NumPy stands for it. Nothing here knows what is right.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

# Where the Hessian would have so many rows, JAX shows first what it would do for a short x.
LONG = 200_000
SHORT, PROBES = 66, 20
# A product with the Hessian evaluates f once; beside all products it may be called a few times.
MORE = 10

# Others' generators have a state of their own meanwhile, where an answer may have been before.
MINE = 20_231_117
KINDS = ("gaussian", "rademacher")

# ------------------------------------------------------------------------------------ randomness


def state_of_others() -> tuple[Any, ...]:
    """Return the states of the generators that belong to nobody."""
    kind, keys, *rest = np.random.get_state()
    return kind, np.asarray(keys).tobytes(), rest, random.getstate()


def repeated(call: Callable[[int, np.random.Generator], Any], seed: int, times: int) -> Any:
    """Return what `call(i, rng)` gives for i = 0, 1, …, and whether others' generators moved.

    The first `times` calls have one generator; then one has a new generator of the same seed, and
    one a generator of another seed.
    """
    numpys, pythons = np.random.get_state(), random.getstate()
    np.random.seed(MINE)
    random.seed(MINE)
    try:
        before = state_of_others()
        rng = np.random.default_rng(seed)
        found = [call(i, rng) for i in range(times)]
        found.append(call(times, np.random.default_rng(seed)))
        found.append(call(times + 1, np.random.default_rng(seed + 1)))
        return found, state_of_others() != before
    finally:
        np.random.set_state(numpys)
        random.setstate(pythons)


def signs(rademacher: Callable[..., Any], judged: str, n: int, seed: int, times: int) -> Any:
    """Call ``rademacher(rng, n)`` as `repeated` does; judged: not used here."""
    return repeated(lambda i, rng: rademacher(rng, n), seed, times)


def estimates(
    hutchinson: Callable[..., Any], judged: str, n: int, probes: int, seed: int, *matvecs: Any
) -> Any:
    """Call ``hutchinson(matvec, n, probes, rng)`` for one matvec, or for several as `repeated`."""
    if len(matvecs) == 1:
        return [hutchinson(matvecs[0], n, probes, np.random.default_rng(seed))], False
    return repeated(lambda i, rng: hutchinson(matvecs[i], n, probes, rng), seed, len(matvecs) - 2)


def variance(probe_variance: Callable[..., Any], A: np.ndarray, kind: str) -> Any:
    """Return ``probe_variance(A, kind)`` for a kind that there is.

    For another one return those of the two kinds, and what class of error was raised, in a word.
    """
    if kind in KINDS:
        return probe_variance(A, kind)
    known = [probe_variance(A, one) for one in KINDS]
    try:
        return [*known, probe_variance(A, kind)]
    except Exception as error:
        asked = isinstance(error, ValueError) and not isinstance(error, np.linalg.LinAlgError)
        return [*known, "ValueError" if asked else "another error"]


# ------------------------------------------------------------------------------------- functions


def quadratic(jnp: Any, x: Any, A: np.ndarray) -> Any:
    """Return ½ xᵀAx for an array x of any shape; A need not be symmetric."""
    x = x.ravel()
    return 0.5 * (x @ (jnp.asarray(A) @ x))


def waves(jnp: Any, x: Any, A: np.ndarray) -> Any:
    """Return a function of an array of any shape whose Hessian is full, and changes with x."""
    x = x.ravel()
    z = jnp.asarray(A) @ x
    return (jnp.sin(z) * z).sum() + (x**4).sum() / 12.0


def ripples(jnp: Any, x: Any, A: np.ndarray) -> Any:
    """Return a function with a steep slope and short ripples, which differences cannot see.

    Near 1 neither can single precision: 1 is the next of its numbers.
    """
    return quadratic(jnp, x, A) + 1e12 * x.sum() + 1e-16 * jnp.cos(1e9 * (x - 1.0)).sum()


def pairs(jnp: Any, x: Any, A: np.ndarray) -> Any:
    """Return a function whose Hessian has blocks of two rows: each pair of entries has a term."""
    x = x.reshape(-1, 2)
    return (jnp.sin(x[:, 0]) * x[:, 1] + A * x[:, 0] ** 4).sum()


FUNCTIONS = {"quadratic": quadratic, "waves": waves, "ripples": ripples, "pairs": pairs}


def function(jnp: Any, name: str, A: np.ndarray) -> Callable[[Any], Any]:
    """Return a function of FUNCTIONS, of x alone."""
    made = FUNCTIONS[name]

    def f(x: Any) -> Any:
        return made(jnp, x, A)

    if jnp is np:
        return f
    import jax

    return jax.jit(f)


def traces(
    hessian_trace: Callable[..., Any],
    jnp: Any,
    judged: str,
    name: str,
    A: np.ndarray,
    x: np.ndarray,
    probes: int,
    seed: int,
    times: int,
) -> Any:
    """Call ``hessian_trace(f, x, probes, rng)``, as `repeated` does where `times` is not 0.

    For a long x a word is returned where an array of n² numbers was made, or f evaluated more often
    than once for a probe, as a shorter x shows first; after the word the estimate for that one.
    """
    f = function(jnp, name, A)
    if times:
        return repeated(lambda i, rng: hessian_trace(f, jnp.asarray(x), probes, rng), seed, times)
    rng = np.random.default_rng(seed)
    if x.size != LONG:
        return [hessian_trace(f, jnp.asarray(x), probes, rng)], False
    counts = Evaluations(jnp, function(jnp, name, A[: SHORT // 2]))
    with largest_arrays(jnp) as sizes:
        short = hessian_trace(counts, jnp.asarray(x[:SHORT]), PROBES, np.random.default_rng(seed))
    if max(sizes, default=0) >= SHORT**2:
        return ["large", short]
    if counts.done() > PROBES + MORE:
        return ["often" if counts.done() >= SHORT else "twice", short]
    try:
        return [hessian_trace(f, jnp.asarray(x), probes, rng)], False
    except MemoryError:
        return ["large"]
    except RuntimeError as error:
        if "RESOURCE_EXHAUSTED" in str(error) or "Out of memory" in str(error):
            return ["large"]
        raise


class Evaluations:
    """A function of x that counts how often it is evaluated, in compiled programs as well."""

    def __init__(self, jnp: Any, f: Callable[[Any], Any]) -> None:
        self.f, self.jnp, self.count = f, jnp, 0

    def __call__(self, x: Any) -> Any:
        """Return f(x)."""
        if self.jnp is np:
            self.more()
        else:
            import jax

            jax.debug.callback(self.more)
        return self.f(x)

    def more(self) -> None:
        """Count one evaluation."""
        self.count += 1

    def done(self) -> int:
        """Return the number of evaluations, when all of them are done."""
        if self.jnp is not np:
            import jax

            jax.effects_barrier()
        return self.count


@contextlib.contextmanager
def largest_arrays(jnp: Any) -> Iterator[list[int]]:
    """Note the sizes of all arrays that JAX makes, or would make in a program that it compiles."""
    if jnp is np:
        yield []
        return
    from jax.extend.core import Primitive

    bind, sizes = Primitive.bind, []

    def noted(self: Any, *args: Any, **params: Any) -> Any:
        out = bind(self, *args, **params)
        for one in out if isinstance(out, list | tuple) else (out,):
            sizes.append(getattr(one, "size", 0))
        return out

    Primitive.bind = noted
    try:
        yield sizes
    finally:
        Primitive.bind = bind
