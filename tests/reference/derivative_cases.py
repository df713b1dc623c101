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
for name in "add subtract multiply maximum minimum fmax fmin hypot arctan2 logaddexp".split():
    for which, one, other in BROADCAST:
        case(name + which, lambda np, x, y, name=name: getattr(np, name)(x, y), one, other,
             batched=which == " leading")
for name in "divide power float_power remainder fmod logaddexp2 copysign true_divide".split():
    for which, one, other in BROADCAST:
        case(name + which, lambda np, x, y, name=name: getattr(np, name)(x, y), one, other,
             low=0.4, high=2.5, batched=which == " leading")
case("power squared", lambda np, x: x**2, (3,))
case("power cubed", lambda np, x: x**3, (3,))
case("power inverse", lambda np, x: x**-1.5, (3,), low=0.3)
case("power of a base", lambda np, x: 2.0**x, (3,))
case("divmod operator", lambda np, x: x % 0.7 + x // 0.7, (4,))
case("add operators", lambda np, x, y: (1.0 - x) / (2.0 + y * y) - 3.0 / (-x * y - 9.0), (3,), (3,))
case("where", lambda np, x, y: np.where(x > 0.1, x * y, y - x), (2, 3), (3,), batched=True)
case("where scalar branch", lambda np, x: np.where(x > 0.1, x * x, 0.0), (5,))
case("clip", lambda np, x: np.clip(x, -0.5, 0.8), (3, 4), batched=True)

for name in ("sum", "mean", "prod", "max", "min", "var", "std"):
    call = lambda np, x, name=name, **options: getattr(np, name)(x, **options)
    case(name, call, (2, 3))
    case(f"{name} 0-d", (lambda np, x, name=name: getattr(np, name)(x) * x), ()) if name in (
        "sum", "mean", "prod", "max", "min") else None
    case(f"{name} axis", lambda np, x, c=call: c(np, x, axis=1), (2, 3, 4), batched=True)
    case(f"{name} last axis", lambda np, x, c=call: c(np, x, axis=-1), (2, 3), batched=True)
    case(f"{name} keepdims", lambda np, x, c=call: c(np, x, axis=0, keepdims=True), (3, 2))
    case(f"{name} axes", lambda np, x, c=call: c(np, x, axis=(0, -1)), (2, 3, 4), batched=True)
for name in ("var", "std"):
    case(f"{name} ddof", lambda np, x, name=name: getattr(np, name)(x, axis=0, ddof=1), (4, 2))
case("sum method", lambda np, x: x.sum(axis=0) + x.mean(), (3, 2))
case("prod with zeros", lambda np, x: np.prod(x, axis=0), (5, 2), prepare=lambda x: x * [[1], [0], [1], [0], [1]])
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
case("concatenate axis", lambda np, x, y: np.concatenate((x, y), axis=-1), (2, 3), (2, 1), batched=True)
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
