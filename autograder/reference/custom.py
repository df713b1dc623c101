"""How does a function get derivative rules of its own, or recompute instead of store?"""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.arrays import Several
from autograder.reference.core import JOINTLY, NOTHING, Primitive, Tracer, bare
from autograder.reference.modes import of
from autograder.reference.randomness import Draws
from autograder.reference.transformations import jvp, vjp
from autograder.reference.tree import flatten, matched, unflatten
from autograder.reference.values import (
    NoRuleError,
    copied,
    describe,
    is_real,
    primal,
    replaced,
    zero,
)


def stop_gradient(x: Any) -> Any:
    """x as a constant, of the same shape: its value without any trace.  x may be a tree.

    The derivative of the result with respect to x is zero, at every order.  Traced arrays are
    copied, so the result may be changed in place.
    """
    leaves, structure = flatten(x)
    return unflatten(structure, [copied(bare(y)) if type(y) is Tracer else y for y in leaves])


def as_one_operation(
    kind: str, f: Callable[..., Any], args: Any, jvp_rule: Any, vjp_rule: Any, draws: Any
) -> Any:
    """f(*args) recorded as one operation of a kind, of all traced leaves of args together.

    The rules are jvp_rule(args, tangents, f(*args)) and vjp_rule(args, cotangent, f(*args)), on
    trees like args and f's result; vjp_rule returns a cotangent or None for each argument.  The
    functions `draws` draw the same random numbers whenever a rule calls them.  Shapes and nesting
    of what the rules return are checked: ValueError with the name of f.
    """
    leaves, structure = flatten(args)
    traces = [x.owner for x in leaves if type(x) is Tracer]
    trace = max(traces, key=lambda trace: trace.number, default=None)
    if trace is None or trace.transparent:
        return f(*args)
    name = getattr(f, "__name__", repr(f))
    places = [i for i, x in enumerate(leaves) if of(x, trace)]
    out_structure: list[Any] = []
    drawn = Draws(f, leaves, *draws)

    def put(xs: Any, others: Any) -> Any:
        return unflatten(structure, replaced(others, places, xs))

    def function(xs: Any) -> Any:
        out = as_one_operation(kind, f, put(xs, leaves), jvp_rule, vjp_rule, draws)
        outs, out_structure[:] = flatten(out)[0], [flatten(out)[1]]
        for y in outs:
            if type(y) is Tracer and y.owner.number >= trace.number:
                raise NoRuleError(
                    f"{name} uses a traced value that is not among its arguments, whose derivative "
                    "would be lost; pass it as an argument"
                )
        return Several(primal(y, f"a result of {name}") for y in outs)

    def push(ts: Any, outs: Any, xs: Any) -> Any:
        tangents = put(ts, [zero(bare(x)) for x in leaves])
        with drawn.again():
            out = jvp_rule(put(xs, leaves), tangents, unflatten(out_structure[0], outs))
        return Several(flatten(out)[0])

    def pull(g: Any, outs: Any, xs: Any) -> Any:
        full = [zero(y) if c is None else c for c, y in zip(g, outs, strict=True)]
        g_tree, out = (unflatten(out_structure[0], ys) for ys in (full, outs))
        with drawn.again():
            bars = vjp_rule(put(xs, leaves), g_tree, out)
        whole = cotangents(bars, args, f"the backward rule of {name}")
        return Several(whole[i] for i in places)

    pick = [lambda g, out, *xs, k=k: g[k] for k in range(len(places))]
    pack = Primitive(lambda *xs: Several(xs), JOINTLY, pick, name="pack")
    # Only this trace packs: for the traces outside it, `function` comes back here.
    values = Several(leaves[i].value for i in places)
    packed = trace.record(pack, values, [leaves[i].mark for i in places], NOTHING, values)
    out = Primitive(function, [push], [pull], name=kind)(packed)
    return unflatten(out_structure[0], [out[k] for k in range(len(out.value))])


def fitted(tree: Any, values: list[Any], structure: Any, whose: str, what: str) -> list[Any]:
    """The leaves of a tree that a rule returned, of the nesting and the shapes of these values."""
    try:
        leaves = matched(structure, tree)
    except ValueError as why:
        raise ValueError(f"{whose} returned a {what} that nests otherwise: {why}") from None
    for k, (t, x) in enumerate(zip(leaves, values, strict=True)):
        if np.shape(t) != np.shape(x):
            raise ValueError(
                f"{whose} returned a {what} of shape {np.shape(t)} for a value of shape "
                f"{np.shape(x)}; a {what} has the shape of its value"
            )
        leaves[k] = np.float64(t) if type(t) in (int, float) else t
    return leaves


def cotangents(bars: Any, args: Any, whose: str) -> list[Any]:
    """The leaves of what a vjp rule returned, one for each leaf of the arguments; None is zero."""
    if not isinstance(bars, tuple | list) or len(bars) != len(args):
        raise ValueError(
            f"{whose} must return a tuple with a cotangent or None for each of its {len(args)} "
            f"arguments, but returned {describe(bars)}"
        )
    whole: list[Any] = []
    for bar, arg in zip(bars, args, strict=True):
        xs, structure = flatten(arg)
        none = bar is None
        whole += [None] * len(xs) if none else fitted(bar, xs, structure, whose, "cotangent")
    return whole


def two(result: Any, whose: str, what: str) -> Any:
    """A pair that a rule must return."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise TypeError(f"{whose} must return a pair, {what}, but returned {describe(result)}")
    return result


def rule_of(function: Any, attribute: str, how: str) -> Any:
    """A rule that was declared for a function with rules of its own."""
    if not hasattr(function, attribute):
        name = getattr(function.f, "__name__", repr(function.f))
        raise NoRuleError(f"{name} has no rule yet; declare it with {name}.{how}")
    return getattr(function, attribute)


def checkpoint(f: Callable[..., Any]) -> Callable[..., Any]:
    """f, of which reverse mode stores only the arguments and computes the rest a second time.

    Values and derivatives are those of f.  Arguments may be trees of anything; a traced value that
    f uses must be among them, or NoRuleError is raised.  Random numbers are drawn once: the second
    evaluation repeats those of every generator that f can reach by its arguments, closure and
    globals; ValueError where it gives another value all the same.  See Griewank and Walther (2008),
    chapter 12.
    """

    @functools.wraps(f)
    def checkpointed(*args: Any, **keywords: Any) -> Any:
        leaves, structure = flatten((args, keywords))
        places = [i for i, x in enumerate(leaves) if is_real(x)]

        @functools.wraps(f)
        def part(*numbers: Any) -> Any:
            args, keywords = unflatten(structure, replaced(leaves, places, numbers))
            return f(*args, **keywords)

        def push(args: Any, ts: Any, out: Any) -> Any:
            return jvp(part, args, ts)[1]

        def pull(args: Any, g: Any, out: Any) -> Any:
            again, part_vjp = vjp(part, *args)
            if not same(again, out):
                raise ValueError(
                    f"{getattr(f, '__name__', f)} gave another value when checkpoint computed it a "
                    "second time: it depends on something that has changed; pass it as an argument"
                )
            return part_vjp(g)

        numbers = [leaves[i] for i in places]
        return as_one_operation("checkpoint", part, numbers, push, pull, [f, *leaves])

    return checkpointed


def same(one: Any, other: Any) -> bool:
    """Whether two trees hold equal numbers, up to rounding."""
    pairs = zip(flatten(one)[0], flatten(other)[0], strict=True)
    return all(np.allclose(bare(a), bare(b), 1e-9, 1e-12, equal_nan=True) for a, b in pairs)


class custom_jvp:  # noqa: N801, JAX's name
    """A function whose derivative is what `defjvp` says: rule(primals, tangents) → (f, ḟ).

    `primals` and `tangents` are tuples, one entry for each argument; f and ḟ have equal nesting and
    shapes.  ḟ must be linear in the tangents: reverse mode transposes it.  A traced value that is
    used without being an argument raises NoRuleError.
    """

    def __init__(self, f: Callable[..., Any]) -> None:
        self.f = f
        functools.update_wrapper(self, f)

    def defjvp(self, rule: Callable[..., Any]) -> Callable[..., Any]:
        """Set the rule; usable as a decorator."""
        self.rule = rule
        return rule

    def __call__(self, *args: Any) -> Any:
        """f(*args), differentiated by the rule."""
        rule = rule_of(self, "rule", "defjvp(rule)")
        whose = f"the rule of {getattr(self.f, '__name__', self.f)}"

        def push(args: Any, ts: Any, out: Any) -> Any:
            t = two(rule(tuple(args), tuple(ts)), whose, "the result and its tangent")[1]
            outs, structure = flatten(out)
            return unflatten(structure, fitted(t, outs, structure, whose, "tangent"))

        def pull(args: Any, g: Any, out: Any) -> Any:
            return vjp(lambda *ts: push(args, ts, out), *zero(tuple(args)))[1](g)

        return as_one_operation("custom_jvp", self.f, args, push, pull, [rule])


class custom_vjp:  # noqa: N801, JAX's name
    """A function whose derivative is what `defvjp` says.

    forward(*args) → (f, kept); backward(kept, cotangent) → a cotangent or None for each argument,
    of the argument's nesting and shapes.  Forward mode transposes `backward`, which must be linear
    in the cotangent.  A traced value that is used without being an argument raises NoRuleError.
    """

    def __init__(self, f: Callable[..., Any]) -> None:
        self.f = f
        functools.update_wrapper(self, f)

    def defvjp(self, forward: Callable[..., Any], backward: Callable[..., Any]) -> None:
        """Set the two rules."""
        self.forward, self.backward = forward, backward

    def __call__(self, *args: Any) -> Any:
        """f(*args), differentiated by the rules."""
        forward = rule_of(self, "forward", "defvjp(forward, backward)")
        whose = f"the backward rule of {getattr(self.f, '__name__', self.f)}"

        def kept(args: Any) -> Any:
            first = whose.replace("backward", "forward")
            return two(forward(*args), first, "the result and what the backward rule needs")[1]

        def pull(args: Any, g: Any, out: Any) -> Any:
            return self.backward(kept(args), g)

        def push(args: Any, ts: Any, out: Any) -> Any:
            residuals = kept(args)

            def bars(g: Any) -> Any:
                pairs = zip(cotangents(self.backward(residuals, g), args, whose), xs, strict=True)
                return [zero(x) if bar is None else bar for bar, x in pairs]

            xs, ts = flatten(args)[0], flatten(ts)[0]
            return vjp(bars, zero(out))[1](ts)[0]

        rules = [forward, self.backward]
        return as_one_operation("custom_vjp", self.f, args, push, pull, rules)
