"""How are whole Jacobians, Hessians and products with Hessians put together from sweeps?"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.batches import walks
from autograder.reference.modes import Tape, of, peel, settled
from autograder.reference.transformations import grad, jvp, record, vjp
from autograder.reference.tree import unflatten
from autograder.reference.values import choose, primal, size


def jacobian(f: Callable[..., Any], argnums: Any = 0, mode: str = "auto") -> Callable[..., Any]:
    """The function that returns ∂f/∂args[argnums], of shape (*result's shape, *argument's shape).

    f is evaluated once.  "forward" then sends a tangent for each number in the arguments, "reverse"
    a cotangent for each number in the result, "auto" the fewer; as many go in one sweep as fit into
    16 MB (`batches.MEMORY`).  Trees of results hold trees of arguments.

    Raises ValueError for another mode, TypeError for arguments or results that are not real
    floating-point numbers, NoRuleError for a NumPy function without a rule.
    """
    if mode not in ("forward", "reverse", "auto"):
        raise ValueError(f'mode is "forward", "reverse" or "auto", not {mode!r}')

    def jacobian_at(*args: Any, **keywords: Any) -> Any:
        g, chosen = choose(f, argnums, args, keywords)
        tape, xs, structure, outs, out_structure = record(g, chosen)
        ys = [primal(peel(y, tape), "a result") for y in outs]
        inputs = list(enumerate(xs))
        outputs = [(y.mark if of(y, tape) else None, v) for y, v in zip(outs, ys, strict=True)]
        forward = sum(map(size, xs)) <= sum(map(size, ys)) if mode == "auto" else mode == "forward"
        if forward:
            blocks = sweep(tape, inputs, outputs, reverse=False)
            rows = [list(row) for row in zip(*blocks, strict=True)]
        else:
            rows = sweep(tape, outputs, inputs, reverse=True)
        trees = [unflatten(structure, row) for row in rows]
        return unflatten(
            out_structure, [t[0] for t in trees] if isinstance(argnums, int) else trees
        )

    return jacobian_at


def sweep(tape: Tape, sources: list[Any], targets: list[Any], reverse: bool) -> list[list[Any]]:
    """For each source a row of Jacobian blocks, one for each target; both are (node, value).

    A derivative starts from each element of each source; `walks` sends many at a time.
    """
    rows = []
    for i, x in sources:
        found: list[list[Any]] = [[] for _ in targets]
        for n, derivatives in () if i is None else walks(tape, i, x, reverse):
            for parts, (j, y) in zip(found, targets, strict=True):
                part = None if j is None else derivatives[j]
                part = np.zeros((n, *y.shape), y.dtype) if part is None else part
                parts.append(np.reshape(part, (n, *y.shape)))
        row = []
        for parts, (_, y) in zip(found, targets, strict=True):
            block = np.concatenate(parts) if parts else np.zeros((size(x), *y.shape), y.dtype)
            block = block if reverse else np.moveaxis(block, 0, -1)
            shape = (*x.shape, *y.shape) if reverse else (*y.shape, *x.shape)
            row.append(settled(np.reshape(block, shape)))
        rows.append(row)
    return rows


def hessian(f: Callable[..., Any], argnums: Any = 0) -> Callable[..., Any]:
    """The function that returns the second derivatives of f, of shape (*x.shape, *x.shape).

    x is args[argnums]; for a result y that is not one number the shape begins with y's.  Trees nest
    twice.  Forward over reverse: one reverse sweep, then a tangent for each number in x.
    Errors are those of `jacobian`.
    """
    return jacobian(jacobian(f, argnums, "reverse"), argnums, "forward")


def elementwise_grad(f: Callable[..., Any], argnums: Any = 0) -> Callable[..., Any]:
    """The derivative of each element of f's result with respect to the same element of x.

    It has the shape of x = args[argnums].  Right where the Jacobian is diagonal; in general it is
    the gradient of the result's sum.  Errors are those of `grad`.
    """
    return grad(lambda *args, **keywords: np.sum(f(*args, **keywords)), argnums)


def hvp(f: Callable[..., Any], x: Any, v: Any, mode: str = "forward-over-reverse") -> Any:
    """∇²f(x)v without the matrix, nested as x is (Pearlmutter 1994).

    Modes: "forward-over-reverse", "reverse-over-forward" and "reverse-over-reverse" cost a few
    gradients; "forward-over-forward" costs one forward pass for each number in x.  f returns one
    real number, v nests as x does and has its shapes; ValueError where not, or for another mode.
    """
    if mode == "forward-over-reverse":
        return jvp(grad(f), (x,), (v,))[1]
    if mode == "reverse-over-forward":
        return grad(lambda x: jvp(f, (x,), (v,))[1])(x)
    if mode == "reverse-over-reverse":
        return vjp(grad(f), x)[1](v)[0]
    if mode == "forward-over-forward":
        return jacobian(lambda x: jvp(f, (x,), (v,))[1], mode="forward")(x)
    raise ValueError(f"mode is one of the four compositions, not {mode!r}")
