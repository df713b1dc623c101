"""How does a function get derivative rules of its own, or recompute instead of store?"""

import functools
from collections.abc import Callable
from typing import Any

from autograder.reference.arrays import Several
from autograder.reference.core import JOINTLY, NOTHING, Primitive, Tracer, bare
from autograder.reference.modes import of
from autograder.reference.transformations import jvp, vjp
from autograder.reference.tree import flatten, unflatten
from autograder.reference.values import NoRuleError, is_real, primal, replaced, zero


def stop_gradient(x: Any) -> Any:
    """x as a constant, of the same shape: its value without any trace.  x may be a tree.

    The derivative of the result with respect to x is zero, at every order.
    """
    leaves, structure = flatten(x)
    return unflatten(structure, [bare(leaf) for leaf in leaves])


def as_one_operation(
    name: str, f: Callable[..., Any], args: Any, jvp_rule: Any, vjp_rule: Any
) -> Any:
    """f(*args) recorded as one operation of all traced leaves of args together.

    The rules are jvp_rule(args, tangents, f(*args)) and vjp_rule(args, cotangent, f(*args)), on
    trees like args and f's result; vjp_rule returns a cotangent or None for each argument.
    """
    leaves, structure = flatten(args)
    traces = [x.owner for x in leaves if type(x) is Tracer]
    trace = max(traces, key=lambda trace: trace.number, default=None)
    if trace is None or trace.transparent:
        return f(*args)
    places = [i for i, x in enumerate(leaves) if of(x, trace)]
    out_structure: list[Any] = []

    def put(xs: Any, others: Any) -> Any:
        return unflatten(structure, replaced(others, places, xs))

    def function(xs: Any) -> Any:
        out = as_one_operation(name, f, put(xs, leaves), jvp_rule, vjp_rule)
        outs, out_structure[:] = flatten(out)[0], [flatten(out)[1]]
        for y in outs:
            if type(y) is Tracer and y.owner.number >= trace.number:
                raise NoRuleError(
                    f"{getattr(f, '__name__', name)} uses a traced value that is not among its "
                    f"arguments, whose derivative {name} would lose; pass it as an argument"
                )
        return Several(primal(y, "a result") for y in outs)

    def push(ts: Any, outs: Any, xs: Any) -> Any:
        tangents = put(ts, [zero(bare(x)) for x in leaves])
        out = jvp_rule(put(xs, leaves), tangents, unflatten(out_structure[0], outs))
        return Several(flatten(out)[0])

    def pull(g: Any, outs: Any, xs: Any) -> Any:
        full = [zero(y) if c is None else c for c, y in zip(g, outs, strict=True)]
        g_tree, out = (unflatten(out_structure[0], ys) for ys in (full, outs))
        bars = vjp_rule(put(xs, leaves), g_tree, out)
        whole: list[Any] = []
        for bar, arg in zip(bars, args, strict=True):
            n = len(flatten(arg)[0])
            whole += [None] * n if bar is None else flatten(bar)[0]
        return Several(whole[i] for i in places)

    pick = [lambda g, out, *xs, k=k: g[k] for k in range(len(places))]
    pack = Primitive(lambda *xs: Several(xs), JOINTLY, pick, name="pack")
    # Only this trace packs: for the traces outside it, `function` comes back here.
    values = Several(leaves[i].value for i in places)
    packed = trace.record(pack, values, [leaves[i].mark for i in places], NOTHING, values)
    out = Primitive(function, [push], [pull], name=name)(packed)
    return unflatten(out_structure[0], [out[k] for k in range(len(out.value))])


def checkpoint(f: Callable[..., Any]) -> Callable[..., Any]:
    """f, of which reverse mode stores only the arguments and computes the rest a second time.

    Values and derivatives are those of f.  Arguments may be trees of anything; a traced value that
    f uses must be among them, or NoRuleError is raised.  Griewank & Walther (2008), chapter 12.
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
            return vjp(part, *args)[1](g)

        numbers = [leaves[i] for i in places]
        return as_one_operation("checkpoint", part, numbers, push, pull)

    return checkpointed


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

        def push(args: Any, ts: Any, out: Any) -> Any:
            return self.rule(tuple(args), tuple(ts))[1]

        def pull(args: Any, g: Any, out: Any) -> Any:
            return vjp(lambda *ts: self.rule(tuple(args), ts)[1], *zero(tuple(args)))[1](g)

        return as_one_operation("custom_jvp", self.f, args, push, pull)


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

        def pull(args: Any, g: Any, out: Any) -> Any:
            return self.backward(self.forward(*args)[1], g)

        def push(args: Any, ts: Any, out: Any) -> Any:
            kept = self.forward(*args)[1]

            def bars(g: Any) -> Any:
                pairs = zip(self.backward(kept, g), ts, strict=True)
                return tuple(zero(t) if bar is None else bar for bar, t in pairs)

            return vjp(bars, zero(out))[1](tuple(ts))[0]

        return as_one_operation("custom_vjp", self.f, args, push, pull)
