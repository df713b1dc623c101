"""Which derivatives of a function can be asked for, and how is its run opened and closed?

The arrays that f uses without being given them are read again by the reverse sweep.  Small ones
are copied when an operation meets them (`values.SMALL`); of large ones f must not change any in
place.
"""

from collections.abc import Callable
from typing import Any

from autograder.reference.core import NOTHING, Trace, Tracer, gathered
from autograder.reference.modes import INPUT, Forward, Tape, gather, of, peel, settled
from autograder.reference.tree import flatten, unflatten
from autograder.reference.values import (
    NoRuleError,
    choose,
    copied,
    describe,
    like,
    owned,
    primals_of,
    zero,
)


def run(
    f: Callable[..., Any], structure: Any, tracers: list[Any], trace: Trace
) -> tuple[list[Any], Any]:
    """Leaves and structure of f's result at these tracers of a trace.

    Where NumPy wraps one of this module's errors into its own, the module's is raised.  A result
    under a trace that began later belongs to a derivative inside f, which has ended: NoRuleError.
    """
    try:
        outs, out_structure = flatten(f(*unflatten(structure, tracers)))
    except (TypeError, ValueError) as error:
        if isinstance(error.__cause__, NoRuleError):
            raise error.__cause__ from error
        raise
    outs = [*map(gathered, outs)]
    if any(type(y) is Tracer and y.owner.number > trace.number for y in outs):
        raise NoRuleError(
            "the result is a traced value that was kept from a derivative inside the function, "
            "which has ended, so its own derivative would be cut; let the inner function return "
            "the value (a function given to jvp or vjp may have several results), or keep "
            "stop_gradient(x)"
        )
    return outs, out_structure


def record(
    f: Callable[..., Any], primals: Any, spare: bool = False
) -> tuple[Tape, Any, Any, Any, Any]:
    """Run f on tracers of a new tape: the tape, and leaves and structures of inputs and outputs.

    With `spare` the tape keeps only what a reverse sweep reads.
    """
    tape = Tape(spare)
    leaves, structure = primals_of(primals, "an input")
    tracers = [tape.record(INPUT, (), (), NOTHING, x) for x in leaves]
    outs, out_structure = run(f, structure, tracers, tape)
    return tape, leaves, structure, outs, out_structure


def jvp(f: Callable[..., Any], primals: Any, tangents: Any) -> tuple[Any, Any]:
    """f(*primals) and the derivative of f there along the tangents, in one forward sweep.

    `primals` is a sequence of arguments of f, each a real float, an array of floats, or a tree of
    these; `tangents` nests as it does and has the same shapes.  Returns f's result and its tangent
    Σ_j (∂f/∂x_j) ẋ_j, of the result's shape.  Nothing is stored on the way.  What is no number in
    the result, such as a function, has the tangent 0.

    Raises TypeError for arguments that are not real floating-point numbers, ValueError for tangents
    of another nesting or shape, NoRuleError for a NumPy function without a rule.  Forward mode:
    Wengert (1964); one sweep costs a small multiple of f, whatever the number of arguments.
    """
    trace = Forward()
    leaves, structure = primals_of(tuple(primals), "a primal")
    seeds = like(tuple(tangents), leaves, structure, "tangent")
    tracers = [Tracer(trace, x, t) for x, t in zip(leaves, seeds, strict=True)]
    outs, out_structure = run(f, structure, tracers, trace)
    values = [peel(y, trace) for y in outs]
    pairs = zip(outs, values, strict=True)
    dots = [settled(y.mark) if of(y, trace) else zero(v) for y, v in pairs]
    return unflatten(out_structure, values), unflatten(out_structure, owned(dots, values, seeds))


def linearize(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[..., Any]]:
    """f(*primals) and the linear map from tangents of the primals to tangents of the result.

    f is evaluated once; the map takes one tangent for each primal, as `jvp` does, and may be called
    many times.  It keeps copies: changing primals or the result in place afterwards does no harm.
    Raises as `jvp` does.
    """
    tape, leaves, structure, outs, out_structure = record(f, copied(primals))
    values = [peel(y, tape) for y in outs]

    def f_jvp(*tangents: Any) -> Any:
        seeds = like(tangents, leaves, structure, "tangent")
        sweep = tape.tangents(dict(enumerate(seeds)))
        dots = [sweep[y.mark] if of(y, tape) else None for y in outs]
        pairs = zip(dots, values, strict=True)
        dots = [zero(v) if t is None else settled(t) for t, v in pairs]
        return unflatten(out_structure, owned(dots, values, seeds))

    return copied(unflatten(out_structure, values)), f_jvp


def vjp(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """f(*primals) and the linear map from a cotangent of the result to those of the primals.

    The map takes a cotangent g that nests as the result does, with its shapes, and returns a tuple
    with (∂f/∂x_j)ᵀ g for each primal x_j, of the shape of x_j and zero where f does not depend on
    it.  It may be called many times and keeps copies, so changing primals or the result in place
    afterwards does no harm; other large arrays that f used, of more than 1000 entries, must not be
    changed while it is in use.  What is no number in the result, such as a function, gives zeros.

    Raises TypeError for primals that are not real floating-point numbers, ValueError for a
    cotangent of another nesting or shape, NoRuleError for a NumPy function without a rule.  Reverse
    mode: Linnainmaa (1970); one call costs a small multiple of f, whatever the number of primals.
    """
    value, f_vjp = pullback(f, copied(primals))
    return copied(value), f_vjp


def pullback(f: Callable[..., Any], primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """`vjp`, right as long as nobody changes the primals or the result in place."""
    tape, leaves, structure, outs, out_structure = record(f, primals, spare=True)
    values = [peel(y, tape) for y in outs]

    def f_vjp(cotangent: Any) -> tuple[Any, ...]:
        seeds = like(cotangent, values, out_structure, "cotangent")
        adjoints = tape.adjoints(gather(tape, outs, seeds))[: len(leaves)]
        pairs = zip(adjoints, leaves, strict=True)
        bars = [zero(x) if g is None else settled(g) for g, x in pairs]
        return unflatten(structure, owned(bars, leaves, seeds))

    return unflatten(out_structure, values), f_vjp


def value_and_grad(f: Callable[..., Any], argnums: Any = 0) -> Callable[..., tuple[Any, Any]]:
    """The function that returns f(*args) and its gradient with respect to args[argnums].

    f must return one real number, of shape ().  The gradient has the nesting and the shapes of
    args[argnums]; with a tuple of argnums it is a tuple of gradients.  Keyword arguments are passed
    on and not differentiated.

    What would cut the derivative raises an error where it can be seen.  Four ways cannot, and the
    derivative is then wrong or zero without a word:

    - an array that f changes in place after it has computed with it: an argument that f can reach
      under another name, or a constant of more than 1000 entries (smaller ones are copied);
    - a number that f reads from a text, as in `float(f"{x:.3f}")`;
    - a tracer that was kept from a derivative that has ended: to each later one it is a constant;
    - a question about the type: inside f a value is a tracer, for which isinstance(x, float),
      isinstance(x, np.ndarray) and np.isscalar(x) are false, and f takes the branch that follows.

    Raises TypeError for another result and for arguments that are not real floating-point numbers,
    ValueError for an argnum that is not there, NoRuleError for a NumPy function without a rule.
    """

    def value_and_gradient(*args: Any, **keywords: Any) -> tuple[Any, Any]:
        g, chosen = choose(f, argnums, args, keywords)
        value, g_vjp = pullback(g, chosen)
        if not isinstance(value, float) and (
            getattr(value, "shape", None) != () or value.dtype.kind != "f"
        ):
            raise TypeError(
                f"grad needs a function with one real number as its result, but "
                f"{getattr(f, '__name__', f)} returned {describe(value)}; use jacobian or vjp"
            )
        bars = g_vjp(1.0)
        return value, bars[0] if isinstance(argnums, int) else bars

    return value_and_gradient


def grad(f: Callable[..., Any], argnums: Any = 0) -> Callable[..., Any]:
    """The function that returns the gradient of f with respect to args[argnums].

    f must return one real number; shapes and errors are those of `value_and_grad`.
    """
    both = value_and_grad(f, argnums)
    return lambda *args, **keywords: both(*args, **keywords)[1]
