"""What is the derivative of each elementwise function?

One line each: `lambda g, z, x, y: …` is ∂z/∂x · g, in forward mode with g the tangent of x, in
reverse mode with g the adjoint of z; what a rule does not read is named with an underscore.  At
points without a derivative, abs has slope 0 at 0 (JAX takes 1), maximum and minimum share a tie
equally, x**y has slope 0 in x where y = 0 and in y where x = 0, as in JAX; infinite slopes (sqrt at
0) stay infinite, and 0 · ∞ gives nan.
"""

import math
import operator
from typing import Any

import numpy as np

from autograder.reference.core import RULES, Primitive, Tracer, constant, derived, elementwise

# ---------------------------------------------------------------- arithmetic

elementwise(np.add, lambda g, _z, _x, _y: g, lambda g, _z, _x, _y: g, evaluate=operator.add)
elementwise(np.subtract, lambda g, _z, _x, _y: g, lambda g, _z, _x, _y: -g, evaluate=operator.sub)
elementwise(
    np.multiply, lambda g, _z, _x, y: g * y, lambda g, _z, x, _y: g * x, evaluate=operator.mul
)
elementwise(
    np.divide, lambda g, _z, _x, y: g / y, lambda g, z, _x, y: -g * z / y, evaluate=operator.truediv
)
elementwise(
    np.power,
    lambda g, _z, x, y: g * (y * x ** less_one(y)),
    lambda g, z, x, _y: g * (z * np.log(np.where(x == 0, 1.0, x))),
    evaluate=operator.pow,
)
elementwise(np.float_power, *RULES[np.power].vjps)
elementwise(np.remainder, lambda g, _z, _x, _y: g, lambda g, _z, x, y: -g * np.floor(x / y))
elementwise(np.fmod, lambda g, _z, _x, _y: g, lambda g, _z, x, y: -g * np.trunc(x / y))
elementwise(np.negative, lambda g, _z, _x: -g, evaluate=operator.neg)
elementwise(np.positive, lambda g, _z, _x: g)
elementwise(np.conjugate, lambda g, _z, _x: g)
elementwise(np.sinc, lambda g, _z, x: g * sinc_slope(x))
elementwise(np.reciprocal, lambda g, z, _x: -g * z * z)
elementwise(np.square, lambda g, _z, x: g * (2.0 * x))
elementwise(np.sqrt, lambda g, z, _x: g * 0.5 / z)
elementwise(np.cbrt, lambda g, z, _x: g / (3.0 * z * z))


def sinc_slope(x: Any) -> Any:
    """The derivative of sin(πx)/(πx), 0 at 0 with all the slopes that the function has there."""
    near = np.abs(x) < 0.02
    if not np.any(near):
        return (np.cos(math.pi * x) - np.sinc(x)) / x
    u = np.where(near, 1.0, x)
    p = (math.pi * np.where(near, x, 0.0)) ** 2  # its power series near 0
    series = -(math.pi**2) * x / 3 * (1 - p / 10 * (1 - p / 28 * (1 - p / 54 * (1 - p / 88))))
    return np.where(near, series, (np.cos(math.pi * x) - np.sinc(u)) / u)


def less_one(y: Any) -> Any:
    """y − 1, but 1 where y = 0: there the slope y·x**(y − 1) is 0 even at x = 0."""
    if type(y) in (int, float):
        return y - 1 if y else 1
    return np.where(y == 0, 1.0, y - 1.0)


# ---------------------------------------------------------------- exponentials and logarithms

LOG2, LOG10 = math.log(2.0), math.log(10.0)

elementwise(np.exp, lambda g, z, _x: g * z)
elementwise(np.exp2, lambda g, z, _x: g * (LOG2 * z))
elementwise(np.expm1, lambda g, _z, x: g * np.exp(x))  # z + 1 is 0 already at −50
elementwise(np.log, lambda g, _z, x: g / x)
elementwise(np.log2, lambda g, _z, x: g / (LOG2 * x))
elementwise(np.log10, lambda g, _z, x: g / (LOG10 * x))
elementwise(np.log1p, lambda g, _z, x: g / (1.0 + x))
for logadd, power_of in ((np.logaddexp, np.exp), (np.logaddexp2, np.exp2)):
    elementwise(
        logadd,
        lambda g, _z, x, y, f=logadd, p=power_of: g * p(portion(f, x, y)),
        lambda g, _z, x, y, f=logadd, p=power_of: g * p(portion(f, y, x)),
    )


def portion(logadd: Any, x: Any, y: Any) -> Any:
    """The logarithm of eˣ/(eˣ + eʸ), as x − logaddexp(x, y) without cancellation; −∞ at −∞."""
    same = (x == y) & np.isinf(x)  # their difference would be nan
    d = np.where(same, 0.0, y) - np.where(same, 0.0, x)
    return np.where(np.isneginf(x), -np.inf, -logadd(0.0, d))


# ---------------------------------------------------------------- circular and hyperbolic


def over_square(x: Any, r: Any) -> Any:
    """x/r², where r² may overflow."""
    return x / r / r


def inverse_square_cosh(x: Any) -> Any:
    """1/cosh²(x), where 1 − tanh²(x) would have nothing left."""
    with np.errstate(over="ignore"):
        return 1.0 / np.cosh(x) ** 2


_slope_rule = lambda g, y, x: (-2.0 * g) * (np.tanh(x) * y)  # noqa: E731
TANH_SLOPE = Primitive(inverse_square_cosh, [_slope_rule], [_slope_rule], np.size)

elementwise(np.sin, lambda g, _z, x: g * np.cos(x))
elementwise(np.cos, lambda g, _z, x: -g * np.sin(x))
elementwise(np.tan, lambda g, z, _x: g * (1.0 + z * z))
elementwise(np.arcsin, lambda g, _z, x: g / np.sqrt((1.0 - x) * (1.0 + x)))
elementwise(np.arccos, lambda g, _z, x: -g / np.sqrt((1.0 - x) * (1.0 + x)))
elementwise(np.arctan, lambda g, _z, x: g / (1.0 + x * x))
elementwise(np.sinh, lambda g, _z, x: g * np.cosh(x))
elementwise(np.cosh, lambda g, _z, x: g * np.sinh(x))
elementwise(np.tanh, lambda g, _z, x: g * TANH_SLOPE(x))
elementwise(np.arcsinh, lambda g, _z, x: g / np.hypot(x, 1.0))
elementwise(np.arccosh, lambda g, _z, x: g / (np.sqrt(x - 1.0) * np.sqrt(x + 1.0)))
elementwise(np.arctanh, lambda g, _z, x: g / ((1.0 - x) * (1.0 + x)))
elementwise(np.hypot, lambda g, z, x, y: g * (x / z), lambda g, z, x, y: g * (y / z))
elementwise(
    np.arctan2,
    lambda g, _z, y, x: g * over_square(x, np.hypot(x, y)),
    lambda g, _z, y, x: -g * over_square(y, np.hypot(x, y)),
)
for convert in (np.deg2rad, np.rad2deg, np.radians, np.degrees):
    elementwise(convert, lambda g, _z, _x, convert=convert: convert(g))

# ---------------------------------------------------------------- kinks and choices


def share(x: Any, z: Any, y: Any) -> Any:
    """Which part of the slope the operand x of z = max or min(x, y) gets: 0, 1, or ½ at a tie."""
    return (x == z) / (1.0 + (x == y))


elementwise(np.absolute, lambda g, _z, x: g * np.sign(x))
elementwise(np.fabs, lambda g, _z, x: g * np.sign(x))
elementwise(np.copysign, lambda g, _z, x, y: g * (np.sign(x) * np.copysign(1.0, y)), None)
for extremum in (np.maximum, np.minimum, np.fmax, np.fmin):
    elementwise(
        extremum, lambda g, z, x, y: g * share(x, z, y), lambda g, z, x, y: g * share(y, z, x)
    )

elementwise(np.heaviside, None, lambda g, _z, x, _y: g * (x == 0.0))
constant(np.sign, np.signbit, np.floor, np.ceil, np.trunc, np.rint, np.floor_divide)
constant(np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal)
constant(np.isfinite, np.isnan, np.isinf, np.spacing)
constant(np.logical_and, np.logical_or, np.logical_xor, np.logical_not)


def inside(g: Any, z: Any, x: Any, low: Any, high: Any) -> Any:
    """The part of a tangent or adjoint within the bounds of clip: all, none, or half on a bound."""
    within: Any = np.ones(z.shape, bool)[()]
    for bound in (low, high):
        within = within if bound is None else within & (z != bound)
    kept = x == z
    if np.count_nonzero(kept) == np.count_nonzero(within):
        return g * within
    return g * np.where(within, 1.0, 0.5 * kept)


CLIP = Primitive(np.clip, [inside], [inside], name="clip")


@derived(np.clip)
def clip(a: Any, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None) -> Any:
    """minimum(maximum(x, low), high); outside the slope is 0, on a bound it is shared."""
    low, high = a_min if min is None else min, a_max if max is None else max
    if type(a) is Tracer and Tracer not in (type(low), type(high)):
        return CLIP(a, low, high)
    a = a if low is None else np.maximum(a, low)
    return a if high is None else np.minimum(a, high)


@derived(np.divmod)
def divmod_(x: Any, y: Any) -> Any:
    """Quotient and remainder."""
    return x // y, x % y


@derived(np.modf)
def modf(x: Any) -> Any:
    """Fractional and integral part."""
    whole = np.trunc(x)
    return x - whole, whole
