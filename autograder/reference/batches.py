"""How do many sweeps over one tape become one?

A Jacobian sends a tangent for each number of the input, or a cotangent for each number of the
result, over the same tape.  Together they are arrays with one more axis in front.  Most rules take
such arrays as they are, or with their axes counted anew; the others are called for one after the
other.  So no rule has to know of batches.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.reference.arrays import CAST, GETITEM, RESHAPE, WHERE, Several, deeper
from autograder.reference.core import JOINTLY, RULES, Primitive, bare
from autograder.reference.linalg import CHOLESKY, LOGDET, QR, SOLVE
from autograder.reference.modes import Piece, Tape, repeated, unbroadcast
from autograder.reference.spectra import EIGH, SVD
from autograder.reference.tree import flatten
from autograder.reference.ufuncs import CLIP
from autograder.reference.values import size

MEMORY = 2**24  # bytes for the derivatives of all values on a tape

MATMUL, BROADCAST = RULES[np.matmul], RULES[np.broadcast_to]
# Rules that work on the last axes only, as those of elementwise functions do.
LAST_AXES = {WHERE, CAST, CLIP, SOLVE, LOGDET, CHOLESKY, QR, EIGH, SVD}
LAST_AXES |= {RULES[f] for f in (np.copy, np.linalg.inv, np.linalg.det)}
TRIANGLES = {RULES[np.tril], RULES[np.triu]}  # of matrices; of a vector NumPy makes one
# Functions whose results have the elements of their operand, in the same order.
SAME_ELEMENTS = {RESHAPE, RULES[np.squeeze], RULES[np.expand_dims]}
# Options that are axes; None stands for all of them.
REDUCTIONS = np.sum, np.mean, np.max, np.min, np.var, np.std, np.prod
AXES = {RULES[f]: ("axis",) for f in (*REDUCTIONS, np.flip)} | {
    RULES[np.swapaxes]: ("axis1", "axis2"),
    RULES[np.moveaxis]: ("source", "destination"),
    RULES[np.transpose]: ("axes",),
}


def walks(tape: Tape, i: int, x: Any, reverse: bool) -> Iterator[tuple[int, list[Any]]]:
    """All derivatives for each unit derivative of node i, of value x: for n of them at a time.

    So many go together as fit into `MEMORY`, if all nodes have their derivatives at once.
    """
    numbers = sum(size(y) for node in tape.nodes for y in flatten(bare(node[4]))[0])
    most = max(1, MEMORY // (8 * max(numbers, 1)))
    for start in range(0, size(x), most):
        n = min(most, size(x) - start)
        units = np.reshape(np.eye(n, size(x), start, x.dtype), (n, *x.shape))
        wide, seeds = (tape, {i: units[0]}) if n == 1 else (batch(tape, n), {i: units})
        yield n, wide.adjoints(seeds) if reverse else wide.tangents(seeds)


def batch(tape: Tape, n: int) -> Tape:
    """A tape on which one sweep is n sweeps over the given one, whose derivatives it stacks."""
    wide = Tape()
    for primitive, values, parents, keywords, out in tape.nodes:
        rules = Together(n, primitive, values, keywords, out)
        wide.nodes.append((rules, [widened(x, n) for x in values], parents, {}, widened(out, n)))
    return wide


def widened(x: Any, n: int) -> Any:
    """A stand-in with the shape of n values; the rules have the values themselves."""
    if isinstance(bare(x), tuple):
        return x
    return np.broadcast_to(np.zeros((), getattr(x, "dtype", float)), (n, *np.shape(x)))


class Together:
    """The rules of one operation for n tangents or adjoints of its operands or result."""

    def __init__(self, n: int, primitive: Primitive, values: Any, keywords: Any, out: Any) -> None:
        self.n, self.primitive, self.values, self.keywords = n, primitive, values, keywords
        self.out, self.name = out, primitive.name
        self.wide = primitive.wide and primitive.wide(n)
        places = range(len(primitive.vjps))
        self.vjps = [primitive.vjps[j] and self.rule(j, primitive.vjps, True) for j in places]
        self.jvps: Any = primitive.jvps
        if primitive.jvps is not JOINTLY:
            self.jvps = [primitive.jvps[j] and self.rule(j, primitive.jvps, False) for j in places]

    def __call__(self, *tangents: Any) -> Any:
        """The tangents of a function that is linear in all operands together."""
        if self.wide is not None:
            return self.wide(*tangents)
        rows = zip(*tangents, strict=True)
        return stacked([self.primitive(*row, **self.keywords) for row in rows])

    def rule(self, j: int, rules: Any, reverse: bool) -> Callable[..., Any]:
        """The rule for operand j, of n derivatives and nothing else."""
        primitive, x, out, n, single = self.primitive, self.values[j], self.out, self.n, rules[j]

        def call(g: Any, *_: Any, **__: Any) -> Any:
            if primitive in SAME_ELEMENTS and self.keywords.get("order", "C") == "C":
                return np.reshape(g, (n, *np.shape(x if reverse else out)))
            if primitive is BROADCAST:  # the tape repeats tangents, and sums adjoints
                return reduced(g, x) if reverse else aligned(g, x, out)
            if self.wide is not None:
                joint = primitive.jvps is JOINTLY
                values = [widened(y, n) for y in self.values] if joint else self.values
                return (self.wide.vjps if reverse else self.wide.jvps)[j](g, out, *values)
            if primitive is MATMUL:
                return self.product(single, g, j, reverse)
            if primitive in AXES:
                return self.with_axes(single, g)
            if primitive is GETITEM:
                whole = isinstance(bare(x), tuple)
                index = self.values[1] if whole else deeper(self.values[1])
                if index is not None:
                    return single(g, None, widened(x, n), index)
            last = primitive in LAST_AXES or (primitive in TRIANGLES and np.ndim(x) > 1)
            if primitive.flops is np.size or last:
                g = g if reverse else aligned(g, x, out)
                part = single(g, out, *self.values, **self.keywords)
                return reduced(part, x) if reverse else part
            return self.one_by_one(single, g, x, reverse)

        return call

    def product(self, single: Any, g: Any, j: int, reverse: bool) -> Any:
        """The rule of a product, in which vectors are matrices of one row or one column."""
        x, y = self.values
        shape = np.shape(self.values[j])
        row, column = x.ndim == 1, y.ndim == 1
        x, y = x[None] if row else x, y[:, None] if column else y
        out = (*np.broadcast_shapes(x.shape[:-2], y.shape[:-2]), x.shape[-2], y.shape[-1])
        if reverse:
            part = reduced(single(np.reshape(g, (self.n, *out)), None, x, y), (x, y)[j])
            return np.reshape(part, (self.n, *shape)) if row or column else part
        t = np.reshape(g, (self.n, *(1,) * (len(out) - (x, y)[j].ndim), *(x, y)[j].shape))
        return np.reshape(single(t, None, x, y), (self.n, *np.shape(self.out)))

    def with_axes(self, single: Any, g: Any) -> Any:
        """The rule of a function with options that are axes, which are counted anew."""
        names, x = self.primitive.accepts[1] or (), self.values[0]
        options = dict(zip(names[1:], self.values[1:], strict=False)) | self.keywords
        for name in AXES[self.primitive]:
            axes = options.get(name)
            if axes is None:
                axes = tuple(range(1, x.ndim + 1))
                axes = (0, *axes[::-1]) if name == "axes" else axes
            elif isinstance(axes, int | np.integer) and name != "axes":
                axes = axes if axes < 0 else axes + 1
            else:
                axes = tuple(k if k < 0 else k + 1 for k in np.atleast_1d(axes).tolist())
                axes = (0, *axes) if name == "axes" else axes
            options[name] = axes
        wide = [np.broadcast_to(y, (self.n, *np.shape(y))) for y in (self.out, x)]
        return single(g, *wide, **options)

    def one_by_one(self, single: Any, g: Any, x: Any, reverse: bool) -> Any:
        """The rule for one derivative after the other, each repeated or summed as on the tape."""
        parts = []
        for k in range(self.n):
            one = [h if h is None else h[k] for h in g] if isinstance(g, list | tuple) else g[k]
            part = single(one, self.out, *self.values, **self.keywords)
            if isinstance(part, Piece):
                part = part.join([part], None, x)
            elif part is not None and not isinstance(part, list | tuple):
                shape = np.shape(x if reverse else self.out)
                fit = unbroadcast if reverse else repeated
                part = part if part.shape == shape else fit(part, shape, self.name)
            parts.append(part)
        return stacked(parts)


def stacked(parts: list[Any]) -> Any:
    """Derivatives along a new first axis, of several results one by one."""
    if parts[0] is None:
        return None
    if isinstance(parts[0], list | tuple):
        return Several(stacked(list(some)) for some in zip(*parts, strict=True))
    return np.stack(parts)


def aligned(t: Any, x: Any, out: Any) -> Any:
    """Tangents of x with axes of length 1 where broadcasting puts axes in front of those of x."""
    missing = 0 if isinstance(bare(out), tuple) else np.ndim(out) - np.ndim(x)
    return t if missing < 1 else np.reshape(t, (len(t), *(1,) * missing, *np.shape(x)))


def reduced(part: Any, x: Any) -> Any:
    """Adjoints summed over the axes that broadcasting put in front of those of x."""
    extra = len(part.shape) - 1 - np.ndim(x)
    return np.sum(part, axis=tuple(range(1, 1 + extra))) if extra > 0 else part
