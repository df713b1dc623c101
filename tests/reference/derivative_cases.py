# ruff: noqa: E731 (functions of one line are written as such)
"""Which calls must be differentiated right? One entry a use of a NumPy function.

A case is a function of (namespace, *arrays), so that the same line runs with NumPy and with JAX.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np


class Case(NamedTuple):
    """A use of a primitive: the call, the shapes of its arrays, and where their entries lie."""

    name: str
    call: Callable[..., Any]
    shapes: tuple[tuple[int, ...], ...]
    low: float = -2.0
    high: float = 2.0
    batched: bool = False
    prepare: Callable[[np.ndarray], np.ndarray] | None = None

    @property
    def function(self) -> str:
        """The NumPy function that the case is about."""
        return self.name.split(" ")[0]

    def arrays(self, seed: int = 0) -> list[np.ndarray]:
        """Random arguments, the same in each run."""
        rng = np.random.default_rng([seed, *self.name.encode()])
        arrays = [rng.uniform(self.low, self.high, shape) for shape in self.shapes]
        return [x if self.prepare is None else self.prepare(x) for x in arrays]


CASES: list[Case] = []


def identifier(case: Case) -> str:
    """The case in the name of a test."""
    return case.name.replace(" ", "-")


def case(name: str, call: Callable[..., Any], *shapes: tuple[int, ...], **options: Any) -> None:
    CASES.append(Case(name, call, shapes, **options))


def unary(names: str, low: float, high: float) -> None:
    for name in names.split():
        call = lambda np, x, name=name: getattr(np, name)(x)
        case(name, call, (2, 3), low=low, high=high, batched=True)
        case(f"{name} 0-d", call, (), low=low, high=high)


unary("sin cos tan sinh cosh tanh arcsinh arctan exp exp2 expm1 negative positive", -1.3, 1.3)
unary("square absolute fabs deg2rad rad2deg radians degrees sinc conjugate", -2.0, 2.0)
unary("arcsin arccos arctanh", -0.9, 0.9)
unary("log log2 log10 log1p sqrt cbrt reciprocal", 0.3, 3.0)
unary("arccosh", 1.2, 3.0)

BROADCAST = [("", (2, 3), (2, 3)), (" row", (2, 3), (3,)), (" 0-d", (), (2, 3))]
BROADCAST += [(" column", (2, 1), (3,)), (" both 0-d", (), ()), (" leading", (4, 1, 3), (2, 1))]
for name in [
    "add",
    "subtract",
    "multiply",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "hypot",
    "arctan2",
    "logaddexp",
]:
    for which, one, other in BROADCAST:
        case(
            name + which,
            lambda np, x, y, name=name: getattr(np, name)(x, y),
            one,
            other,
            batched=which == " leading",
        )
for name in [
    "divide",
    "power",
    "float_power",
    "remainder",
    "fmod",
    "logaddexp2",
    "copysign",
    "true_divide",
]:
    for which, one, other in BROADCAST:
        case(
            name + which,
            lambda np, x, y, name=name: getattr(np, name)(x, y),
            one,
            other,
            low=0.4,
            high=2.5,
            batched=which == " leading",
        )
case("power squared", lambda np, x: x**2, (3,))
case("power cubed", lambda np, x: x**3, (3,))
case("power inverse", lambda np, x: x**-1.5, (3,), low=0.3)
case("power of a base", lambda np, x: 2.0**x, (3,))
case("divmod operator", lambda np, x: x % 0.7 + x // 0.7, (4,))
case("add operators", lambda np, x, y: (1.0 - x) / (2.0 + y * y) - 3.0 / (-x * y - 9.0), (3,), (3,))
case("heaviside", lambda np, y: np.heaviside(np.array([-1.0, 0.0, 0.0]), y), (3,))
case("where", lambda np, x, y: np.where(x > 0.1, x * y, y - x), (2, 3), (3,), batched=True)
case("where scalar branch", lambda np, x: np.where(x > 0.1, x * x, 0.0), (5,))
case("clip", lambda np, x: np.clip(x, -0.5, 0.8), (3, 4), batched=True)

for name in ("sum", "mean", "prod", "max", "min", "var", "std"):
    call = lambda np, x, name=name, **options: getattr(np, name)(x, **options)
    case(name, call, (2, 3))
    case(f"{name} 0-d", (lambda np, x, name=name: getattr(np, name)(x) * x), ()) if name in (
        "sum",
        "mean",
        "prod",
        "max",
        "min",
    ) else None
    case(f"{name} axis", lambda np, x, c=call: c(np, x, axis=1), (2, 3, 4), batched=True)
    case(f"{name} last axis", lambda np, x, c=call: c(np, x, axis=-1), (2, 3), batched=True)
    case(f"{name} keepdims", lambda np, x, c=call: c(np, x, axis=0, keepdims=True), (3, 2))
    case(f"{name} axes", lambda np, x, c=call: c(np, x, axis=(0, -1)), (2, 3, 4), batched=True)
for name in ("var", "std"):
    case(f"{name} ddof", lambda np, x, name=name: getattr(np, name)(x, axis=0, ddof=1), (4, 2))
case("sum method", lambda np, x: x.sum(axis=0) + x.mean(), (3, 2))
case(
    "prod with zeros",
    lambda np, x: np.prod(x, axis=0),
    (5, 2),
    prepare=lambda x: x * [[1], [0], [1], [0], [1]],
)
case("cumsum", lambda np, x: np.cumsum(x), (2, 3))
case("cumsum axis", lambda np, x: np.cumsum(x, axis=-1), (2, 3), batched=True)

case("reshape", lambda np, x: np.reshape(x, (3, -1)), (2, 3, 2), batched=True)
case("reshape method", lambda np, x: x.reshape(3, 4) * x.reshape((3, 4)), (2, 3, 2))
case("ravel", lambda np, x: np.ravel(x), (2, 3), batched=True)
case("ravel flatten", lambda np, x: x.flatten() * x.ravel(), (2, 3))
case("transpose", lambda np, x: np.transpose(x), (2, 3))
case("transpose axes", lambda np, x: np.transpose(x, (2, 0, 1)), (2, 3, 4), batched=True)
case("transpose T mT", lambda np, x: x.T @ x + (x.mT @ x), (2, 3))
case("swapaxes", lambda np, x: np.swapaxes(x, 0, 2), (2, 3, 4), batched=True)
case("moveaxis", lambda np, x: np.moveaxis(x, 0, -1), (2, 3, 4), batched=True)
case("moveaxis several", lambda np, x: np.moveaxis(x, (0, 1), (2, 0)), (2, 3, 4))
case("squeeze", lambda np, x: np.squeeze(x), (1, 3, 1), batched=True)
case("squeeze axis", lambda np, x: np.squeeze(x, axis=0), (1, 3, 1))
case("expand_dims", lambda np, x: np.expand_dims(x, 1), (2, 3), batched=True)
case("expand_dims axes", lambda np, x: np.expand_dims(x, (0, 2)), (2, 3))
case("broadcast_to", lambda np, x: np.broadcast_to(x, (4, 2, 3)), (2, 1), batched=True)
case("broadcast_to from 0-d", lambda np, x: np.broadcast_to(x, (2, 3)), ())
case("concatenate", lambda np, x, y: np.concatenate([x, y, x]), (2, 3), (4, 3))
case(
    "concatenate axis",
    lambda np, x, y: np.concatenate((x, y), axis=-1),
    (2, 3),
    (2, 1),
    batched=True,
)
case("concatenate flat", lambda np, x, y: np.concatenate((x, y), axis=None), (2, 3), (2, 1))
case("stack", lambda np, x, y: np.stack([x, y, 2.0 * x]), (3,), (3,))
case("stack axis", lambda np, x, y: np.stack((x, y), axis=-1), (2, 3), (2, 3), batched=True)
case("stack 0-d", lambda np, x, y: np.stack([x, y, x * y]), (), ())
case("flip", lambda np, x: np.flip(x), (2, 3))
case("flip axis", lambda np, x: np.flip(x, axis=1), (2, 3), batched=True)
case("roll", lambda np, x: np.roll(x, 2), (2, 3))
case("roll axis", lambda np, x: np.roll(x, (1, -1), axis=(0, 1)), (2, 3), batched=True)

case("getitem slice", lambda np, x: x[1:, ::-2], (3, 5), batched=True)
case("getitem integer", lambda np, x: x[1] * x[-1], (3, 4))
case("getitem newaxis ellipsis", lambda np, x: x[..., None, 1], (3, 4))
case("getitem repeats", lambda np, x: x[np.array([0, 2, 0, 0])], (3, 2))
case("getitem arrays", lambda np, x: x[np.array([0, 1, 0]), np.array([2, 1, 2])], (3, 4))
case("getitem mixed", lambda np, x: x[:, np.array([0, 0, 2])], (3, 4))
case("getitem iteration", lambda np, x: sum(row[0] * row for row in x), (3, 2))

case("matmul", lambda np, x, y: x @ y, (2, 3), (3, 4))
case("matmul vectors", lambda np, x, y: x @ y, (3,), (3,))
case("matmul row", lambda np, x, y: x @ y, (3,), (3, 2))
case("matmul column", lambda np, x, y: x @ y, (2, 3), (3,))
case("matmul batch", lambda np, x, y: np.matmul(x, y), (5, 2, 3), (5, 3, 4), batched=True)
case("matmul broadcast", lambda np, x, y: x @ y, (5, 1, 2, 3), (4, 3, 2), batched=True)
case("matmul batch row", lambda np, x, y: x @ y, (3,), (5, 3, 2), batched=True)
case("matmul batch column", lambda np, x, y: x @ y, (5, 2, 3), (3,), batched=True)
case("dot", lambda np, x, y: np.dot(x, y), (2, 3), (3, 4))
case("dot vectors", lambda np, x, y: x.dot(y), (3,), (3,))
case("dot number", lambda np, x, y: np.dot(x, y), (), (3, 2))

case("inner", lambda np, x, y: np.inner(x, y), (2, 3), (4, 3))
case("inner batch", lambda np, x, y: np.inner(x, y), (2, 5, 3), (4, 3), batched=True)
case("outer", lambda np, x, y: np.outer(x, y), (2,), (3,))
case("outer flattens", lambda np, x, y: np.outer(x, y), (2, 2), (3,))
case("vdot", lambda np, x, y: np.vdot(x, y), (2, 3), (2, 3))
case("tensordot", lambda np, x, y: np.tensordot(x, y), (2, 3, 4), (3, 4, 2))
case(
    "tensordot axes",
    lambda np, x, y: np.tensordot(x, y, ((0, 2), (3, 1))),
    (2, 3, 4),
    (5, 4, 1, 2),
    batched=True,
)
case("tensordot none", lambda np, x, y: np.tensordot(x, y, 0), (2,), (3,))
case("dot of three axes", lambda np, x, y: np.dot(x, y), (2, 3), (4, 3, 2))
case("einsum product", lambda np, x, y: np.einsum("ij,jk->ik", x, y), (2, 3), (3, 4))
case("einsum implicit", lambda np, x, y: np.einsum("ba,cb", x, y), (3, 2), (4, 3))
case("einsum trace", lambda np, x: np.einsum("ii", x), (3, 3))
case("einsum diagonal", lambda np, x, y: np.einsum("iij,j->ij", x, y), (3, 3, 2), (2,))
case("einsum lonely index", lambda np, x, y: np.einsum("ij,k->i", x, y), (2, 3), (4,))
case("einsum three", lambda np, x, y, z: np.einsum("i,ij,j->", x, y, z), (2,), (2, 3), (3,))
case(
    "einsum ellipsis",
    lambda np, x, y: np.einsum("...ij,...j->...i", x, y),
    (5, 2, 3),
    (1, 3),
    batched=True,
)
case("einsum transposed", lambda np, x: np.einsum("ijk->kij", x), (2, 3, 4))
case("kron", lambda np, x, y: np.kron(x, y), (2, 3), (3, 2))
case("kron vectors", lambda np, x, y: np.kron(x, y), (2,), (3,))
case("trace", lambda np, x: np.trace(x), (3, 4))
case("trace offset", lambda np, x: x.trace(1), (3, 4))
case("trace batch", lambda np, x: np.trace(x, axis1=1, axis2=2), (2, 3, 3), batched=True)
case("diag", lambda np, x: np.diag(x), (3,))
case("diag offset", lambda np, x: np.diag(x, -1), (3,))
case("diag of a matrix", lambda np, x: np.diag(x, 1), (3, 4))
case("diagonal", lambda np, x: np.diagonal(x, 0, -2, -1), (2, 3, 4), batched=True)
case("diagonal offset", lambda np, x: np.diagonal(x, -1), (3, 4))
case("tril", lambda np, x: np.tril(x), (2, 3, 3), batched=True)
case("tril offset", lambda np, x: np.tril(x, -1), (3, 4))
case("triu", lambda np, x: np.triu(x, 1), (2, 3, 3), batched=True)
case("hstack", lambda np, x, y: np.hstack([x, y]), (2, 3), (2, 1))
case("hstack vectors", lambda np, x, y: np.hstack([x, y, 1.0]), (2,), ())
case("vstack", lambda np, x, y: np.vstack([x, y]), (2, 3), (3,))
case("column_stack", lambda np, x, y: np.column_stack([x, y]), (2,), (2, 3))
case("append", lambda np, x, y: np.append(x, y), (2,), (3, 1))
case("split", lambda np, x: np.split(x, 3), (6, 2))
case("split places", lambda np, x: np.split(x, [1, 4], axis=1), (2, 5), batched=True)
case("array_split", lambda np, x: np.array_split(x, 3), (5,))
case("tile", lambda np, x: np.tile(x, 3), (2, 3))
case("tile axes", lambda np, x: np.tile(x, (2, 1, 3)), (2, 3), batched=True)
case("repeat", lambda np, x: np.repeat(x, 2), (2, 3))
case(
    "repeat axis",
    lambda np, x: (
        np.repeat(x, np.array([1, 0, 2]), axis=1, total_repeat_length=3)
        if np.__name__.startswith("jax")
        else np.repeat(x, np.array([1, 0, 2]), axis=1)
    ),
    (2, 3),
    batched=True,
)
case("sort", lambda np, x: np.sort(x), (5,))
case("partition", lambda np, x: np.sort(x) if np.__name__ != "numpy" else np.partition(x, 1), (2,))
case("sort axis", lambda np, x: np.sort(x, axis=0), (4, 3), batched=True)
case("take", lambda np, x: np.take(x, np.array([0, 2, 0]), axis=1), (2, 3), batched=True)
case("take flat", lambda np, x: np.take(x, np.array([5, 0])), (2, 3))
case(
    "take_along_axis",
    lambda np, x: np.take_along_axis(x, np.argsort(x, axis=1), axis=1),
    (2, 3),
    batched=True,
)
case("diff", lambda np, x: np.diff(x, axis=0), (4, 2))
case("diff twice", lambda np, x: np.diff(x, 2), (2, 5))
case("flipud", lambda np, x: np.flipud(x) * np.fliplr(x), (3, 3))
case("atleast_2d", lambda np, x: np.atleast_2d(x) @ np.atleast_1d(x), (3,))
case("full_like", lambda np, x, y: np.full_like(x, y) * x, (2, 3), ())


# Linear algebra: matrices far from singular; symmetric ones are made inside the case.
def good(x: np.ndarray) -> np.ndarray:
    """A matrix with separate singular values, far from 0."""
    m, n = x.shape[-2:]
    return x + np.eye(m, n) * (2.0 + 2.0 * np.arange(n))


def definite(np: Any, x: Any) -> Any:
    return x @ x.mT / 4.0 + np.eye(x.shape[-1]) * (1.0 + np.arange(x.shape[-1]))


def matrix(name: str, call: Callable[..., Any], *shapes: tuple[int, ...], **options: Any) -> None:
    batched = len(shapes[0]) > 2
    case(f"linalg.{name}", call, *shapes, low=-1.0, high=1.0, batched=batched, **options)


def well(np: Any, x: Any) -> Any:
    """As `good`, inside a case with other arguments too."""
    m, n = x.shape[-2:]
    return x + np.eye(m, n) * (2.0 + 2.0 * np.arange(n))


for shape in ((3, 3), (2, 3, 3)):
    batch = " batch" if len(shape) > 2 else ""
    matrix("inv" + batch, lambda np, x: np.linalg.inv(x), shape, prepare=good)
    matrix("det" + batch, lambda np, x: np.linalg.det(x), shape, prepare=good)
    matrix("slogdet" + batch, lambda np, x: np.linalg.slogdet(-x)[1], shape, prepare=good)
    matrix("cholesky" + batch, lambda np, x: np.linalg.cholesky(definite(np, x)), shape)
    matrix("eigh" + batch, lambda np, x: eigh_parts(np, *np.linalg.eigh(definite(np, x))), shape)
    matrix("eigvalsh" + batch, lambda np, x: np.linalg.eigvalsh(definite(np, x)), shape)
    matrix("matrix_power" + batch, lambda np, x: np.linalg.matrix_power(x, 5), shape)
    matrix(
        "matrix_power inverse" + batch,
        lambda np, x: np.linalg.matrix_power(x, -2),
        shape,
        prepare=good,
    )
    matrix("qr" + batch, lambda np, x: tuple(np.linalg.qr(x)), shape, prepare=good)
    matrix("svd square" + batch, lambda np, x: svd_parts(np, x), shape, prepare=good)
    matrix("solve matrix" + batch, lambda np, x, y: np.linalg.solve(well(np, x), y), shape, (3, 2))
for shape in ((4, 3), (2, 4, 3), (3, 4), (2, 3, 4)):
    which = f"{'tall' if shape[-2] > shape[-1] else 'wide'}{' batch' if len(shape) > 2 else ''}"
    matrix(f"svd {which}", lambda np, x: svd_parts(np, x), shape, prepare=good)
    matrix(
        f"svdvals {which}", lambda np, x: np.linalg.svd(x, compute_uv=False), shape, prepare=good
    )
    matrix(f"pinv {which}", lambda np, x: np.linalg.pinv(x), shape, prepare=good)
    matrix(
        f"norm nuclear {which}",
        lambda np, x: np.linalg.norm(x, "nuc", axis=(-2, -1)),
        shape,
        prepare=good,
    )
    matrix(
        f"norm spectral {which}",
        lambda np, x: np.linalg.norm(x, 2, axis=(-2, -1)),
        shape,
        prepare=good,
    )
matrix("qr tall", lambda np, x: tuple(np.linalg.qr(x)), (4, 3), prepare=good)
matrix("qr tall batch", lambda np, x: tuple(np.linalg.qr(x)), (2, 4, 3), prepare=good)
matrix("qr r", lambda np, x: np.linalg.qr(x, mode="r"), (4, 3), prepare=good)
matrix("solve vector", lambda np, x, y: np.linalg.solve(well(np, x), y), (3, 3), (3,))
matrix(
    "solve one vector for a batch",
    lambda np, x, y: np.linalg.solve(well(np, x), y),
    (2, 3, 3),
    (3,),
)
matrix("solve broadcast", lambda np, x, y: np.linalg.solve(well(np, x), y), (2, 1, 3, 3), (4, 3, 2))
matrix("lstsq tall", lambda np, x, y: np.linalg.lstsq(well(np, x), y)[0], (4, 3), (4,))
matrix("lstsq tall matrix", lambda np, x, y: np.linalg.lstsq(well(np, x), y)[0], (4, 3), (4, 2))
matrix("lstsq wide", lambda np, x, y: np.linalg.lstsq(well(np, x), y)[0], (3, 4), (3,))
matrix("norm", lambda np, x: np.linalg.norm(x), (2, 3))
matrix("norm axis", lambda np, x: np.linalg.norm(x, axis=-1, keepdims=True), (2, 3))
matrix("norm batch", lambda np, x: np.linalg.norm(x, axis=(-2, -1)), (2, 3, 4))
matrix("norm 1", lambda np, x: np.linalg.norm(x, 1, axis=0), (4, 3))
matrix("norm 3", lambda np, x: np.linalg.norm(x, 3, axis=1), (4, 3))
matrix("norm inf", lambda np, x: np.linalg.norm(x, np.inf), (4,))
matrix("norm columns", lambda np, x: np.linalg.norm(x, 1), (4, 3))
matrix("norm rows", lambda np, x: np.linalg.norm(x, np.inf), (4, 3))
matrix("vector_norm", lambda np, x: np.linalg.vector_norm(x, axis=(0, 2)), (2, 3, 4))
matrix("vector_norm all", lambda np, x: np.linalg.vector_norm(x, ord=3, keepdims=True), (2, 3))
matrix("matrix_norm", lambda np, x: np.linalg.matrix_norm(x, keepdims=True), (2, 3, 4))
matrix("multi_dot", lambda np, x, y, z: np.linalg.multi_dot([x, y, z]), (2, 3), (3, 4), (4, 2))


def eigh_parts(np: Any, w: Any, V: Any) -> Any:
    """Values, and of the vectors what does not depend on their signs."""
    return w, V * V, V[..., :1, :] * V


def svd_parts(np: Any, x: Any) -> Any:
    """Values, and of the vectors what does not depend on their signs."""
    U, s, Vh = np.linalg.svd(x, full_matrices=False)
    return s, U * U, Vh * Vh, U[..., :, :1] * Vh[..., :1, :]


case("copy", lambda np, x: np.copy(x) * x, (3,))
case("vecdot", lambda np, x, y: np.vecdot(x, y), (2, 3), (3,), batched=True)
case("atleast_1d", lambda np, x: np.atleast_1d(x) * x, ())
case("vsplit", lambda np, x: np.vsplit(x, 2), (4, 3))
case("hsplit", lambda np, x: np.hsplit(x, [1]), (4, 3))
case("fliplr", lambda np, x: np.fliplr(x), (2, 3))
case("real", lambda np, x: np.real(x) * x + np.imag(x), (3,))
case("imag", lambda np, x: np.imag(x) + x, (3,))
case("modf", lambda np, x: np.modf(x)[0], (4,))
case("add reduce", lambda np, x: np.add.reduce(x) + np.multiply.reduce(x), (2, 3))
case(
    "maximum reduce",
    lambda np, x: np.maximum.reduce(x, axis=1) - np.minimum.reduce(x, axis=1),
    (2, 3),
)
case("add accumulate", lambda np, x: np.add.accumulate(x), (2, 3))

case("cumprod", lambda np, x: np.cumprod(x), (2, 3))
case("cumprod axis", lambda np, x: np.cumprod(x, axis=1), (2, 3), batched=True)
case(
    "cumprod with zeros",
    lambda np, x: np.cumprod(x, axis=0),
    (5, 2),
    prepare=lambda x: x * [[1], [0], [1], [0], [1]],
)
case("rot90", lambda np, x: np.rot90(x, -1), (2, 3))
case("atleast_3d", lambda np, x: np.atleast_3d(x), (2, 3))
case("dstack", lambda np, x: np.dstack([x, x**2]), (2, 3))
case("dsplit", lambda np, x: np.dsplit(x, 3), (2, 1, 3))
case("delete", lambda np, x: np.delete(x, 1, axis=0), (4, 3))
case("pad", lambda np, x: np.pad(x, 2), (2, 3))
case("pad constants", lambda np, x: np.pad(x, ((1, 0), (0, 2)), constant_values=3.0), (2, 3))
for mode in ("edge", "reflect", "symmetric", "wrap"):
    case(f"pad {mode}", lambda np, x, mode=mode: np.pad(x, 2, mode=mode), (3, 4))
for mode in ("full", "same", "valid"):
    case(f"convolve {mode}", lambda np, x, y, mode=mode: np.convolve(x, y, mode), (5,), (3,))
    case(f"convolve {mode} long", lambda np, x, y, mode=mode: np.convolve(x, y, mode), (2,), (5,))
case(
    "bincount",
    lambda np, x: np.bincount(INDICES, x, **{LENGTH[np.__name__]: 4}),
    (3,),
)
INDICES, LENGTH = np.array([0, 2, 0]), {"numpy": "minlength", "jax.numpy": "length"}
case(
    "sliding_window_view",
    lambda np, x: (
        np.stack([x[:-1], x[1:]], -1)
        if np.__name__.startswith("jax")
        else np.lib.stride_tricks.sliding_window_view(x, 2, 0)
    ),
    (5, 2),
)
case(
    "logaddexp reduce",
    lambda np, x: (
        np.logaddexp.reduce(x, axis=1)
        if not np.__name__.startswith("jax")
        else np.log(np.sum(np.exp(x), axis=1))
    ),
    (2, 3),
)
case(
    "logaddexp accumulate",
    lambda np, x: (
        np.logaddexp.accumulate(x)
        if not np.__name__.startswith("jax")
        else np.log(np.cumsum(np.exp(x), axis=0))
    ),
    (5, 2),
)
