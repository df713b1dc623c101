"""What runs beside the answers of this set: chains are built, of arrays or of handles.

Nothing here knows what is right.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

# What a machine does; its one argument is (operation, step, activation, adjoint).
FORWARD, VJP, FREE, READ, AGAIN = 0.0, 1.0, 2.0, 3.0, 4.0
# The activation and the adjoint that a machine has from the start.
INPUT, COTANGENT = 0.0, 1.0


# ------------------------------------------------------------------------------------ the chains


def layer(W: np.ndarray) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the step x ↦ tanh(W x), and its vjp."""
    return lambda x: np.tanh(W @ x), lambda x, g: W.T @ ((1.0 - np.tanh(W @ x) ** 2) * g)


def gradients(answer: Callable[..., Any], steps: Any, given: Any, *every: int) -> Any:
    """Return what ``answer(chain, x, g, *every)`` gives for each (x, g) of `given`, in one chain.

    steps: the matrices of the chain's layers; an integer i stands for the very step that is there
    at place i. Where `given` is a machine they are their number, and the chain's values stay in the
    machine. Returned is also how the first call went, see `Told`.
    """
    if callable(given):
        return in_machine(answer, steps, given, *every)
    alive: list[Any] = []  # so that no two values have the same identity

    def key(value: Any) -> int:
        alive.append(value)
        return id(value)

    told = Told(len(steps), key)
    chain: list[Any] = []
    for i, W in enumerate(steps):
        chain.append(chain[W] if isinstance(W, int) else told.step(i, *layer(W)))
    told.begins(*given[0])
    values = [answer(chain, x, g, *every) for x, g in given[:1]]
    run, last = told.run[:], told.number(values[0])
    values += [answer(chain, x, g, *every) for x, g in given[1:]]
    return values, run, last


class Told:
    """What a run does: its vjps as (step, activation, cotangent), in numbers as `story` has them.

    key: what tells one value from another; it need not keep the value.
    """

    def __init__(self, n: int, key: Callable[[Any], Any]) -> None:
        self.n, self.key = n, key
        self.numbers: dict[Any, int] = {}
        self.run: list[tuple[int, int, int]] = []

    def begins(self, x: Any, g: Any) -> None:
        """Note the input, and the cotangent of the result."""
        self.numbers |= {self.key(x): 0, self.key(g): -2 - self.n}

    def number(self, value: Any) -> int:
        """Return the number of a value, -1 for one that is not known."""
        try:
            return self.numbers.get(self.key(value), -1)
        except TypeError:
            return -1

    def step(self, i: int, forward: Any, vjp: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
        """Return a step, the i-th from 0, that is told."""

        def told_forward(x: Any) -> Any:
            y = forward(x)
            self.numbers[self.key(y)] = i + 1 if self.number(x) == i else -1
            return y

        def told_vjp(x: Any, g: Any) -> Any:
            self.run.append((i, self.number(x), self.number(g)))
            found = vjp(x, g)
            self.numbers[self.key(found)] = -2 - i
            return found

        return told_forward, told_vjp


class Handle:
    """Stands for a value of a machine; when it goes, the value may go too."""

    __slots__ = ("dead", "number")

    def __init__(self, number: float, dead: list[float]) -> None:
        self.number, self.dead = number, dead

    def __del__(self) -> None:
        # The machine is not called here: it may be in the middle of an answer.
        self.dead.append(self.number)

    def copy(self) -> Handle:
        """Return the handle itself: a copy of what is only read needs no room."""
        return self

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Handle:
        return self


def number_of(value: Any) -> float:
    """Return the number of a handle; raises TypeError for anything else."""
    if isinstance(value, np.ndarray) and value.shape == () and value.dtype == object:
        value = value.item()
    if not isinstance(value, Handle):
        raise TypeError("a step takes what a step, or the caller, has given")
    return value.number


def in_machine(answer: Callable[..., Any], n: int, machine: Any, *every: int) -> Any:
    """Return what ``answer(chain, x, g, *every)`` gives for a chain of handles, n steps long.

    Beside what `gradients` returns stand the i for which x_i went into more than one forward step.
    """
    dead: list[float] = []

    def made(operation: float, step: int, x: float, g: float) -> Handle:
        while dead:
            machine(np.array([FREE, 0.0, dead.pop(), 0.0]))
        return Handle(machine(np.array([operation, step, x, g])), dead)

    def step(i: int) -> tuple[Callable[..., Any], Callable[..., Any]]:
        return told.step(
            i,
            lambda x: made(FORWARD, i, number_of(x), 0.0),
            lambda x, g: made(VJP, i, number_of(x), number_of(g)),
        )

    told = Told(n, number_of)
    chain = [step(i) for i in range(n)]
    x, g = Handle(INPUT, dead), Handle(COTANGENT, dead)
    told.begins(x, g)
    found = answer(chain, x, g, *every)
    last = told.number(found)
    if isinstance(found, Handle):
        found = machine(np.array([READ, 0.0, 0.0, found.number]))
    again = machine(np.array([AGAIN, 0.0, 0.0, 0.0]))
    return [found], told.run, last, again


# ------------------------------------------------------------------------------ a loss, in JAX


def wavy(jnp: Any, x: Any) -> Any:
    """Return a function of an array whose every step needs values of the one before."""
    for a in (1.3, -0.7, 0.9):
        x = x + jnp.sin(a * x)
    return (x * x).sum()


def quartic(jnp: Any, x: Any) -> Any:
    """Return a function of an array with products of matrices in it."""
    X = jnp.tanh(x.reshape(-1, 4))
    return (jnp.exp(0.1 * X) * (X @ (X.T @ X))).sum()


LOSSES = {"wavy": wavy, "quartic": quartic}


def kept(
    remat_loss: Callable[..., Any], jax: Any, jnp: Any, loss: str, x: np.ndarray, g: float
) -> Any:
    """Return the value of ``remat_loss(f)`` at x, the cotangent of x, and how much is kept for it.

    g: the cotangent of the value. What is kept is counted in arrays like x, without what is the
    same for another x, and last stands whether x is among it. None stands for what is not there,
    and a word for a gradient that JAX cannot find.
    """
    made = remat_loss(functools.partial(LOSSES[loss], jnp))
    if not callable(made):
        return made, made if made is None else "no function", None, False
    value = made(jnp.asarray(x))
    if getattr(value, "shape", ()) != () or isinstance(value, tuple | list) or callable(value):
        return value, None, None, False
    try:
        value, pullback = jax.vjp(made, jnp.asarray(x))
    except TypeError as error:
        if type(error) is TypeError:
            raise
        return value, "not traceable", None, False  # an error of the library's own
    (gradient,) = pullback(g * jnp.ones_like(value))
    others = jax.tree.leaves(jax.vjp(made, jnp.asarray(1.5 * x))[1])
    pairs = zip(jax.tree.leaves(pullback), others, strict=False)
    arrays = [array for array, other in pairs if not np.array_equal(array, other)]
    has_x = any(np.array_equal(np.ravel(array), np.ravel(x)) for array in arrays)
    return value, gradient, sum(map(np.size, arrays)) / x.size, has_x
