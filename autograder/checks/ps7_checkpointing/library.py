"""Programs for JAX's arrays and for the reference module: the one that differentiates x is taken.

So the checks' own programs run beside a notebook with JAX, and beside a check without it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder import reference


def library(x: Any) -> Any:
    """JAX for its arrays, else the reference module; they have names in common."""
    return import_module("jax") if type(x).__module__.startswith("jax") else reference


def checkpoint(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return f, of which the input alone is kept."""
    return lambda x: library(x).checkpoint(f)(x)


def constant(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return f, cut off from x."""

    def cut(x: Any) -> Any:
        jax = library(x)
        return f((jax if jax is reference else jax.lax).stop_gradient(x))

    return cut


def with_rule(rule: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes of f a function with the cotangent ``rule(f, x, g)``, which keeps x."""

    def remade(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def made(x: Any) -> Any:
            loss = library(x).custom_vjp(f)
            loss.defvjp(lambda x: (f(x), x), lambda x, g: (rule(f, x, g),))
            return loss(x)

        return made

    return remade


def quotients(h: float, central: bool = False) -> Callable[..., Any]:
    """Return the rule of a difference quotient."""

    def rule(f: Callable[[Any], Any], x: Any, g: Any) -> Any:
        steps = h * np.eye(x.size).reshape(-1, *x.shape)
        ups = np.array([f(x + step) for step in steps])
        downs = np.array([f(x - step) for step in steps]) if central else np.array(f(x))
        return g * ((ups - downs) / (h * (1 + central))).reshape(x.shape)

    return rule


def vjp(f: Callable[[Any], Any], x: Any) -> tuple[Any, Any]:
    """Return value and pullback, as JAX does."""
    graph = reference.trace(f, x)
    value, pull = reference.vjp(f, x)

    def pullback(g: Any) -> tuple[Any]:
        found: tuple[Any] = pull(g)
        return found

    # What the pullback needs are the operands of the operations; tuples hold what is there already.
    operands = [graph.nodes[j].value for j in {j for node in graph.nodes for j in node.parents}]
    pullback.kept = [x for x in operands if not isinstance(x, tuple)]  # type: ignore[attr-defined]
    return np.asarray(value), pullback


# What stands for JAX where the reference module does.
STAND_IN = SimpleNamespace(vjp=vjp, tree=SimpleNamespace(leaves=lambda pullback: pullback.kept))
