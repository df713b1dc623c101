"""Which calls does NumPy accept or refuse? The grid: every claimed function, by kinds of argument.

A call is text, evaluated with NumPy and arrays by name: x, y and z are differentiated, the others
are constants.  What NumPy makes of it is what must come out under a trace.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np


class Call(NamedTuple):
    """One call: its kind, its text, and the arrays that the text names."""

    kind: str
    text: str
    arrays: dict[str, Any]


TRACED = "xyz"


def array(shape: Any, seed: str, low: float = 0.3, high: float = 0.9, dtype: Any = float) -> Any:
    """The same numbers in each run, no two of them equal."""
    rng = np.random.default_rng([*seed.encode()])
    return rng.uniform(low, high, shape).astype(dtype)[()]


def call(kind: str, text: str, *shapes: Any, **constants: Any) -> Call:
    """A call on arrays x, y, z of these shapes, and constants."""
    pairs = zip(TRACED, shapes, strict=False)
    return Call(kind, text, {name: array(s, name) for name, s in pairs} | constants)


def texts(block: str) -> list[str]:
    """Texts of calls, set apart by bars and line ends."""
    return [text.strip() for text in re.split(r" \| |\n", block) if text.strip()]


SHAPES: list[Any] = [(), (1,), (3,), (1, 3), (2, 3), (2, 3, 2), (0,), (2, 0)]
AXES = texts("""
    None | 0 | -1 | 1 | (0, 1) | (-1, 0) | () | (0, 0) | 2 | -3 | [0] | 1.0
""")

# ---------------------------------------------------------------- elementwise functions

UNARY = texts("""
    absolute | fabs | sign | signbit | floor | ceil | trunc | rint | round | fix | sin | cos
    tan | sinh | cosh | tanh | arcsin | arccos | arctan | arcsinh | arctanh | exp | exp2 | expm1
    log | log2 | log10 | log1p | sqrt | cbrt | square | reciprocal | negative | positive
    conjugate | sinc | deg2rad | rad2deg | radians | degrees | isfinite | isnan | isinf | spacing
    logical_not | modf | isposinf | isneginf | angle | real | imag | real_if_close | nan_to_num
    iscomplex | isreal | isrealobj
""")
BINARY = texts("""
    add | subtract | multiply | divide | true_divide | power | float_power | remainder | mod
    fmod | floor_divide | hypot | arctan2 | logaddexp | logaddexp2 | heaviside | maximum | minimum
    fmax
    fmin | copysign | divmod | greater | greater_equal | less | less_equal | equal | not_equal
    logical_and | logical_or | logical_xor | isclose | allclose | array_equal | array_equiv
""")
PAIRS: list[Any] = [((), ()), ((3,), ()), ((), (3,)), ((2, 3), (3,)), ((3,), (2, 3))]
PAIRS += [((2, 1), (1, 3)), ((1,), (3,)), ((3,), (1,)), ((4, 1, 3), (2, 1)), ((0,), (1,))]
PAIRS += [((2, 0), (2, 1)), ((1, 1), ()), ((2, 3), (4,)), ((2,), (3,))]
CONSTANTS: dict[str, Any] = {
    "int": 2,
    "float": 1.7,
    "bool": True,
    "list": [1, 2, 3],
    "tuple": (1.5, 2.5, 3.5),
    "nested": [[1.0], [2.0]],
    **{
        f"{np.dtype(t)} array": np.array([200, 3, 100], t)
        for t in (np.uint8, np.int16, np.uint32, np.int64, np.float16, np.float32, np.float64)
    },
    "int8 array": np.array([100, 3, 50], np.int8),
    "int32 array": np.array([50000, 3, 2], np.int32),
    "bool array": np.array([True, False, True]),
    **{str(type(t(1)).__name__): t(100) for t in (np.uint8, np.int32, np.float16, np.float32)},
    "float32 3.3": np.float32(3.3),
    "float16 300": np.float16(300),
}
OPERATORS = texts("+ | - | * | / | ** | % | //")


def elementwise() -> Iterator[Call]:
    for name, shape in itertools.product(UNARY, SHAPES):
        yield call("elementwise", f"np.{name}(x)", shape)
    for shape in SHAPES:
        yield Call("elementwise", "np.arccosh(x)", {"x": array(shape, "x", 1.2, 3.0)})
        for text in ("-x", "+x", "abs(x)", "x.conj()", "x.real", "x.imag", "round(x, 1)", "x.T"):
            yield call("elementwise", text, shape)
    for name, (one, other) in itertools.product(BINARY, PAIRS):
        yield call("broadcasting", f"np.{name}(x, y)", one, other)
    for one, other in PAIRS:
        yield call("broadcasting", "np.where(x > 0.6, x, y)", one, other)
        yield call("broadcasting", "np.where(y > 0.6, 1, x)", one, other)
        yield call("broadcasting", "np.clip(x, y, 0.8)", one, other)
        yield call("broadcasting", "np.clip(x, c, 0.7)", one, c=array(other, "c"))
    for symbol, (one, other) in itertools.product(OPERATORS, PAIRS):
        yield call("broadcasting", f"x {symbol} y", one, other)


def constants() -> Iterator[Call]:
    for name, (what, c) in itertools.product(BINARY, CONSTANTS.items()):
        for shape in ((), (3,), (2, 3)):
            yield call(f"constants: {what}", f"np.{name}(x, c)", shape, c=c)
            yield call(f"constants: {what}", f"np.{name}(c, x)", shape, c=c)
    for symbol, (what, c) in itertools.product([*OPERATORS, "@"], CONSTANTS.items()):
        yield call(f"constants: {what}", f"x {symbol} c", (3,), c=c)
        yield call(f"constants: {what}", f"c {symbol} x", (3,), c=c)
        if symbol != "@":  # a number of NumPy has no @ at all, a number under a trace says so
            yield call(f"constants: {what}", f"x[0] {symbol} c", (3,), c=c)
    products = texts("""
        matmul | dot | inner | outer | vdot | vecdot | kron | convolve | cross
    """)
    for name, (what, c) in itertools.product(products, CONSTANTS.items()):
        yield call(f"constants: {what}", f"np.{name}(x, c)", (3,), c=c)
        yield call(f"constants: {what}", f"np.{name}(c, x)", (3,), c=c)
    calls = ["np.where(x > 0.6, x, c)", "np.clip(x, None, c)", "np.concatenate([x, np.ravel(c)])"]
    calls += ["np.einsum('i,i->', x, c)", "np.stack([x, c])", "np.tensordot(x, c, 1)"]
    calls += ["np.append(x, c)", "np.hstack([x, c])", "np.polyval(x, c)", "np.full_like(x, c)"]
    calls += ["np.average(x, weights=c)", "np.select([x > 0.6], [x], c)", "np.interp(c, c, x)"]
    calls += ["np.trapezoid(x, c)", "np.diff(x, prepend=c)", "np.linspace(x, c, 4)"]
    for text, (what, c) in itertools.product(calls, CONSTANTS.items()):
        yield call(f"constants: {what}", text, (3,), c=c)
    singles = texts("""
        x * 2 | x * 2.5 | np.sin(x) | x ** 2 | x ** 0.5 | np.max(x) | np.clip(x, 0, 1)
    """)
    singles += ["np.mean(x)", "np.var(x)", "np.std(x)", "np.sum(x)", "np.prod(x)", "np.pad(x, 1)"]
    singles += ["np.average(x)", "np.where(x > 0.5, x, 0.0)", "np.linalg.norm(x)", "np.cumsum(x)"]
    singles += ["np.median(x)", "np.maximum(x, 0.5)", "x / 3", "np.cumprod(x)", "np.diff(x)"]
    singles += ["np.sort(x)", "np.gradient(x)", "np.cov(x)", "np.ptp(x)", "np.trapezoid(x)"]
    singles += ["np.interp(0.5, [0.0, 0.5, 1.0], x)", "np.tile(x, 2)", "np.linspace(x, 1.0, 3)"]
    singles += ["np.stack([x, 1.0 * x])", "np.outer(x, x)", "np.convolve(x, x)", "np.sinc(x)"]
    singles += ["np.nan_to_num(x)", "np.diag(x)", "np.kron(x, x)", "np.einsum('i,i', x, x)"]
    singles += ["np.meshgrid(x, x)", "np.linalg.vector_norm(x)", "np.polyval(x, 2.0)", "x @ x"]
    singles += ["np.select([x > 0.5], [x], 0.0)", "np.logaddexp(x, 0.0)", "np.hypot(x, 1.0)"]
    singles += ["np.bincount([0, 1, 1], x)", "np.piecewise(x, [x > 0.5], [1.0, 2.0])"]
    singles += ["np.maximum.accumulate(x)", "np.logaddexp.reduce(x)", "np.cross(x, x + 1)"]
    for text, dtype in itertools.product(singles, (np.float32, np.float16)):
        yield Call(f"{np.dtype(dtype)} in", text, {"x": array((3,), "x", dtype=dtype)})


# ---------------------------------------------------------------- reductions


def reductions() -> Iterator[Call]:
    for name, shape, axis in itertools.product(
        texts("""
            sum | mean | prod | max | min | amax | amin | var | std | median | ptp
        """),
        SHAPES,
        AXES,
    ):
        for option in ("", ", keepdims=True"):
            yield call("reductions", f"np.{name}(x, axis={axis}{option})", shape)
    for name, shape in itertools.product(
        texts("""
            sum | mean | prod | max | min | var | std
        """),
        SHAPES,
    ):
        yield call("reductions", f"x.{name}()", shape)
        yield call("reductions", f"x.{name}(0)", shape)
        for option in (
            "where=x > 0.5",
            "initial=0.5",
            "dtype=np.float32",
            "out=None",
            "dtype=None",
        ):
            yield call("options", f"np.{name}(x, {option})", shape)
        yield call("options", f"np.{name}(x, 0, None, None, True)", shape)
        yield call("options", f"np.{name}(x, axis=0, where=x > 0.5, initial=1.0)", shape)
    for name, shape, ddof in itertools.product(("var", "std"), SHAPES, (1, 2, 0.5, 5)):
        yield call("options", f"np.{name}(x, ddof={ddof})", shape)
        yield call("options", f"np.{name}(x, axis=-1, ddof={ddof}, keepdims=True)", shape)
        yield call("options", f"np.{name}(x, correction={ddof})", shape)
    for name, shape, axis in itertools.product(("cumsum", "cumprod"), SHAPES, AXES):
        yield call("reductions", f"np.{name}(x, axis={axis})", shape)
    for name, shape in itertools.product(
        ["add", "multiply", "maximum", "minimum", "logaddexp"], SHAPES
    ):
        yield call("ufunc methods", f"np.{name}.reduce(x)", shape)
        yield call("ufunc methods", f"np.{name}.accumulate(x)", shape)
        yield call("ufunc methods", f"np.{name}.accumulate(x, axis=-1)", shape)
        for axis in AXES:
            yield call("ufunc methods", f"np.{name}.reduce(x, axis={axis}, keepdims=True)", shape)
        yield call("ufunc methods", f"np.{name}.reduce(x, where=x > 0.5, initial=0.1)", shape)
        yield call("ufunc methods", f"np.{name}.outer(x, x)", shape)
        yield call("ufunc methods", f"np.{name}.reduceat(x, [0])", shape)
    for name in ["subtract", "divide", "power", "hypot"]:
        yield call("ufunc methods", f"np.{name}.reduce(x)", (3,))
        yield call("ufunc methods", f"np.{name}.accumulate(x)", (3,))
        yield call("ufunc methods", f"np.{name}.outer(x, y)", (3,), (2,))
    constants = ["argmax", "argmin", "all", "any", "count_nonzero"]
    for name, shape, axis in itertools.product(constants, SHAPES, ("None", "0", "-1", "1", "5")):
        yield call("reductions", f"np.{name}(x, axis={axis})", shape)


# ---------------------------------------------------------------- shapes, parts, joins


def shapes() -> Iterator[Call]:
    axes = texts("""
        0 | 1 | -1 | -2 | 2 | 5 | (0,) | (0, 1) | None
    """)
    one_axis = {
        "squeeze": [*axes, "()"],
        "expand_dims": [*axes, "(0, 0)", "-4"],
        "flip": [*axes, "()", "(0, 0)"],
        "sort": axes,
        "argsort": axes,
        "diff": ["0", "-1", "1", "5"],
    }
    for (name, values), shape in itertools.product(one_axis.items(), SHAPES):
        for value in values:
            axis = f"axis={value}" if name != "diff" else f"1, {value}"
            yield call("shape functions", f"np.{name}(x, {axis})", shape)
    calls = texts("""
        np.reshape(x, -1) | np.reshape(x, (-1, 1)) | np.reshape(x, x.shape[::-1])
        np.reshape(x, (7,)) | np.reshape(x, -1, order='F') | np.reshape(x, -1, order='A')
        np.reshape(x, ()) | x.reshape(1, -1) | x.reshape([-1]) | np.ravel(x) | np.ravel(x, 'F')
        x.ravel() | x.flatten() | np.transpose(x) | np.transpose(x, (0,))
        np.transpose(x, (1, 0)) | np.transpose(x, (-1, 0)) | np.transpose(x, 0) | x.transpose(0)
        x.transpose(1, 0) | np.transpose(x, [2, 0, 1]) | np.transpose(x, (0, 0))
        np.swapaxes(x, 0, 1) | np.swapaxes(x, 0, -1) | np.swapaxes(x, 0, 4)
        np.moveaxis(x, 0, -1) | np.moveaxis(x, (0, 1), (1, 0)) | np.moveaxis(x, 0, 3)
        np.moveaxis(x, (0, 0), (1, 0)) | np.rollaxis(x, 1) | np.rollaxis(x, -1)
        np.rollaxis(x, 0, 2) | np.rollaxis(x, 3) | np.matrix_transpose(x)
        np.linalg.matrix_transpose(x) | x.mT | x.T | np.roll(x, 1) | np.roll(x, -2, 0)
        np.roll(x, (1, 2), (0, 1)) | np.roll(x, 1, (0, -1)) | np.roll(x, 1, 5) | np.rot90(x)
        np.rot90(x, 2) | np.rot90(x, -1, (1, 0)) | np.rot90(x, 1, (0, 0)) | np.fliplr(x)
        np.flipud(x) | np.atleast_1d(x) | np.atleast_2d(x) | np.atleast_3d(x)
        np.atleast_1d(x, 2 * x) | np.atleast_2d(x, 1.0) | np.copy(x) | x.copy()
        np.broadcast_to(x, (4, 2, 3)) | np.broadcast_to(x, (3,)) | np.broadcast_to(x, (2, 1))
        np.broadcast_to(x, 3) | np.diag(x) | np.diag(x, 1) | np.diag(x, -2) | np.diagflat(x)
        np.diagflat(x, 1) | np.diagonal(x) | np.diagonal(x, 1) | np.diagonal(x, -1, 1, 0)
        np.diagonal(x, 0, 0, 0) | np.diagonal(x, 0, -1, -2) | np.diagonal(x, 7) | np.trace(x)
        np.trace(x, 1) | np.trace(x, -1, 1, 0) | np.trace(x, 0, -1, -2) | np.trace(x, 9)
        np.tril(x) | np.triu(x, 1) | np.tril(x, -1) | np.linalg.diagonal(x)
        np.linalg.diagonal(x, offset=1) | np.linalg.trace(x) | np.linalg.trace(x, offset=-1)
        np.tile(x, 2) | np.tile(x, (2, 1)) | np.tile(x, (1, 2, 2)) | np.tile(x, 0)
        np.tile(x, ()) | np.repeat(x, 2) | np.repeat(x, 2, 0) | np.repeat(x, [2], 0)
        np.repeat(x, [1, 2], 0) | np.repeat(x, [1, 0, 2], -1) | np.repeat(x, 3, 5)
        np.repeat(x, -1) | np.repeat(x, 0, 0) | np.pad(x, 1) | np.pad(x, (1, 2))
        np.pad(x, ((1, 0), (0, 2))) | np.pad(x, 0) | np.pad(x, [(2, 1)])
        np.pad(x, 1, constant_values=3) | np.pad(x, 1, constant_values=((1, 2), (3, 4)))
        np.pad(x, -1) | np.pad(x, ((1, 2, 3),)) | np.pad(x, 1, mode='edge')
        np.pad(x, 2, 'reflect') | np.pad(x, 1, mode='symmetric') | np.pad(x, (0, 2), mode='wrap')
        np.pad(x, 1, mode='mean') | np.pad(x, 1, mode='linear_ramp')
        np.pad(x, 1, mode='constnt') | np.pad(x, {0: 1}) | np.pad(x, {-1: (1, 2)})
        np.pad(x, 4, 'reflect') | np.pad(x, 1, 'reflect', reflect_type='odd') | np.take(x, 0)
        np.take(x, [0, 0]) | np.take(x, [[0], [-1]]) | np.take(x, [0, -1], 0)
        np.take(x, [1, 0], -1) | np.take(x, 5) | np.take(x, [0], 4) | np.take(x, [])
        np.take(x, 0, -1) | np.take(x, [7, -9], mode='wrap') | np.take(x, [9], mode='clip')
        np.take(x, 1, axis=1) | np.take_along_axis(x, np.argsort(x, 0), 0)
        np.take_along_axis(x, np.array([0]), None) | np.take_along_axis(x, np.argsort(x, -1), -1)
        np.take_along_axis(x, [0], 0) | np.take_along_axis(x, np.array([[0]]), 3)
        np.delete(x, 0) | np.delete(x, [0, 1], 0) | np.delete(x, -1, -1) | np.delete(x, 9)
        np.delete(x, slice(0, 2), 0) | np.delete(x, 0, 5) | np.delete(x, [True, False], 0)
        np.partition(x, 1) | np.partition(x, 0, 0) | np.partition(x, 9)
        np.partition(x, 1, None) | np.partition(x, [0, 1], -1) | np.sort(x, kind='stable')
        np.sort(x, stable=True) | np.diff(x) | np.diff(x, 2) | np.diff(x, 0) | np.diff(x, -1)
        np.diff(x, prepend=0) | np.diff(x, append=[1.0]) | np.diff(x, axis=0, prepend=x[:1])
        np.ptp(x) | np.split(x, 1) | np.split(x, [1]) | np.split(x, 2) | np.split(x, [1, 5], -1)
        np.split(x, [2, 1]) | np.split(x, 3, 1) | np.split(x, 1, 7) | np.array_split(x, 2)
        np.array_split(x, 4, -1) | np.array_split(x, 0) | np.array_split(x, [1, 2], 1)
        np.hsplit(x, 1) | np.vsplit(x, 1) | np.dsplit(x, 1) | np.hsplit(x, [1])
        np.vsplit(x, [1, 1]) | np.dsplit(x, 2) | np.nonzero(x) | np.flatnonzero(x)
        np.argwhere(x) | np.shape(x) | np.ndim(x) | np.size(x) | np.zeros_like(x)
        np.ones_like(x, dtype=int) | np.full_like(x, 2) | np.full_like(x, x)
        np.full_like(x, 2, dtype=np.int32) | np.full_like(x, 1, shape=(2,))
        np.full_like(x, 3 * x, dtype=np.float32) | np.searchsorted(np.sort(np.ravel(x)), 0.5)
        np.digitize(x, [0.4, 0.6]) | np.isin(x, [0.5]) | np.argpartition(x, 0)
        np.result_type(x, np.float32) | np.round(x, 1) | np.around(x, 2) | np.iscomplexobj(x)
        len(x) | [row for row in x] | x.astype(np.float32) | x.astype('f4').astype(float)
        x.ndim | x.size | x.shape | x.cumsum(0) | x.take([0]) | x.repeat(2) | x.diagonal()
        x.trace() | x.squeeze() | x.swapaxes(0, 1) | x.clip(0.4, 0.6) | x.argmax() | x.nonzero()
        x.round(1) | x.all() | x.any(0) | x.prod(axis=-1) | x.cumprod() | x.argsort()
        np.nan_to_num(x, nan=1.0, posinf=3.0) | np.nan_to_num(x, False) | np.clip(x, 0.4, 0.6)
        np.clip(x, None, 0.6) | np.clip(x, 0.4, None) | np.clip(x, None, None)
        np.clip(x, min=0.5) | np.clip(x, max=0.5) | np.clip(x, 0.7, 0.4) | np.clip(x)
        np.clip(x, [0.4, 0.5, 0.6], 0.8) | np.clip(x, a_min=0.4, a_max=0.8) | np.sum(a=x)
        np.transpose(a=x, axes=None) | np.max(a=x, axis=0) | np.squeeze(a=x) | np.argmax(a=x)
        np.sum(x, axis=np.int64(0)) | np.sum(x, axis=True)
        np.lib.stride_tricks.sliding_window_view(x, 2)
        np.lib.stride_tricks.sliding_window_view(x, 2, 0)
        np.lib.stride_tricks.sliding_window_view(x, (1, 2), (0, -1))
        np.lib.stride_tricks.sliding_window_view(x, 5)
        np.lib.stride_tricks.sliding_window_view(x, x.shape) | np.median(x, overwrite_input=True)
    """)
    for text, shape in itertools.product(calls, SHAPES):
        yield call("shape functions", text, shape)


INDICES = texts("""
    0 | -1 | 9 | () | ... | None | 1: | ::-1 | :0 | 0, 1 | ..., 0 | 0, ... | [0] | [0, 0]
    [-1, 0, 0] | True | False | [True] | x > 0.5 | np.array(0) | np.array([0, 0])
    np.array([[0], [0]]) | np.array([], int) | [] | 0, [0, 0] | [0, 1], [1, 1] | :, [0, 0]
    [0], None | None, ..., None | np.int8(0) | np.uint8(1) | np.array([True, False])
    slice(0, 2) | 1:, 0 | np.bool_(True) | 0.0 | 'a' | [0, 0], ..., [0, 0] | :, None, [1, 0]
    x.shape
""")


def indexing() -> Iterator[Call]:
    for index, shape in itertools.product(INDICES, SHAPES):
        yield call("indexing", f"x[{index}]", shape)


def joins() -> Iterator[Call]:
    pairs = [
        *PAIRS,
        ((2, 3), (2, 3)),
        ((2, 2), (2, 1)),
        ((3,), (3,)),
        ((1, 3), (2, 3)),
        ((0,), (3,)),
    ]
    calls = texts("""
        np.concatenate([x, y]) | np.concatenate([x, y], -1) | np.concatenate([x, y], axis=None)
        np.concatenate((x, y), 3) | np.concatenate([x, y], 1) | np.stack([x, y])
        np.stack([x, y], -1) | np.stack((x, y), 1) | np.stack([x, y], 5) | np.vstack([x, y])
        np.hstack([x, y]) | np.dstack([x, y]) | np.column_stack([x, y]) | np.append(x, y)
        np.append(x, y, 0) | np.append(x, y, -1) | np.block([x, y]) | np.block([[x], [y]])
        np.block([[x, y], [y, x]]) | np.hstack((x, 1.0, y)) | np.vstack((x, [1.0, 2.0, 3.0]))
        np.concatenate([x, [1.0, 2.0], y]) | np.concatenate([x, 1.0]) | np.concatenate([x])
        np.vstack(x) | np.concatenate(x) | np.meshgrid(x, y) | np.meshgrid(x, y, indexing='ij')
        np.meshgrid(x, y, sparse=True) | np.meshgrid(x, y, indexing='xx') | np.meshgrid(x)
        np.linspace(x, y, 4) | np.linspace(x, y, 1) | np.linspace(x, y, 0)
        np.linspace(x, y, 3, endpoint=False) | np.linspace(x, y, -1)
        np.linspace(x, y, 3, retstep=True) | np.linspace(x, y, 3, axis=-1)
        np.select([x > 0.5, y > 0.5], [x, y]) | np.select([x > 0.5], [x, y])
        np.select([x > 0.5, y > 0.4], [x, y], y) | np.diff(x, prepend=y) | np.diff(x, append=y)
        np.full_like(x, y) | np.concatenate([x, y], dtype=np.float32)
        np.concatenate([x, y], axis='a') | np.block([x, [y]]) | np.block([[x], []])
    """)
    for text, (one, other) in itertools.product(calls, pairs):
        yield call("joins", text, one, other)


# ---------------------------------------------------------------- products and sums


def products() -> Iterator[Call]:
    pairs = [
        *PAIRS,
        ((3,), (3,)),
        ((2, 3), (3, 2)),
        ((2, 3), (2, 3)),
        ((3,), (3, 2)),
        ((5, 2, 3), (3,)),
    ]
    pairs += [
        ((5, 1, 2, 3), (4, 3, 2)),
        ((2, 1), (3, 2)),
        ((2, 3), (1, 2)),
        ((3,), (5, 3, 2)),
        ((2, 3), (4, 3, 2)),
    ]
    pairs += [
        ((0, 3), (3, 2)),
        ((2, 0), (0, 2)),
        ((2, 3, 4), (3, 4, 2)),
        ((1, 3), (3, 1)),
        ((3, 3), (3, 3)),
    ]
    calls = [
        "np.tensordot(x, y)",
        "np.tensordot(x, y, 0)",
        "np.tensordot(x, y, 1)",
        "np.tensordot(x, y, 3)",
    ]
    calls += [
        "np.tensordot(x, y, (0, 0))",
        "np.tensordot(x, y, ((-1,), (0,)))",
        "np.tensordot(x, y, [[0, 1], [1, 0]])",
    ]
    calls += [
        "np.tensordot(x, y, ((0,), (0, 1)))",
        "np.tensordot(x, y, ((7,), (0,)))",
        "np.tensordot(x, y, -1)",
    ]
    calls += [
        f"np.{name}(x, y)"
        for name in texts("""
            matmul | dot | inner | outer | vdot | vecdot | kron | convolve | cross
        """)
    ]
    calls += [
        "x @ y",
        "x.dot(y)",
        "np.linalg.matmul(x, y)",
        "np.linalg.outer(x, y)",
        "np.vecdot(x, y, axis=0)",
    ]
    calls += [
        f"np.convolve(x, y, {mode})"
        for mode in ("'same'", "'valid'", "'full'", "0", "1", "2", "'sme'", "7")
    ]
    calls += [
        "np.cross(x, y, axis=0)",
        "np.cross(x, y, axisa=0, axisc=0)",
        "np.cross(x, y, axis=3)",
    ]
    calls += [
        "np.matmul(x, y, axis=0)",
        "np.dot(a=x, b=y)",
        "np.multiply.outer(x, y)",
        "np.polyval(x, y)",
    ]
    calls += [
        "np.trapezoid(x, y)",
        "np.trapezoid(x, y, axis=0)",
        "np.average(x, weights=y)",
        "np.average(x, 0, y)",
    ]
    calls += [
        "np.average(x, axis=-1, weights=y)",
        "np.cov(x, y)",
        "np.interp(x, y, y)",
        "np.gradient(x, y)",
    ]
    for text, (one, other) in itertools.product(calls, pairs):
        if text not in ("x.dot(y)", "x @ y") or one:  # of numbers NumPy has neither
            yield call("products", text, one, other)


LETTERS = ["i", "j", "ij", "ji", "ii", "jk", "ijk", "...i", "...", "", "i..."]


def einsum() -> Iterator[Call]:
    shapes: list[Any] = [
        (),
        (1,),
        (2,),
        (3,),
        (1, 2),
        (2, 1),
        (2, 2),
        (2, 3),
        (1, 1),
        (2, 2, 2),
        (2, 1, 3),
    ]
    for one, result in itertools.product(LETTERS, ["", "->", "->i", "->ji", "->...", "->i..."]):
        for shape in shapes:
            yield call("einsum", f"np.einsum('{one}{result}', x)", shape)
    pairs = [
        ((2,), (1,)),
        ((1,), (2,)),
        ((2, 3), (3, 4)),
        ((2, 1), (3, 4)),
        ((2, 3), (1, 4)),
        ((2,), (3,)),
        ((2,), (2,)),
    ]
    pairs += [
        ((2, 2), (2,)),
        ((1, 2), (2, 1)),
        ((2, 2), (2, 2)),
        ((2, 1), (1, 2)),
        ((2, 3), (3,)),
        ((2, 1), (3,)),
        ((), (2,)),
    ]
    pairs += [
        ((5, 2, 3), (3,)),
        ((5, 2, 3), (1, 3)),
        ((2, 0), (0, 2)),
        ((1, 1), (3,)),
        ((2, 2, 1), (1, 2, 2)),
    ]
    for one, other in itertools.product(
        ["i", "ij", "ii", "...i", "...ij", ""],
        texts("""
            i | j | jk | ij | ji | ...j | ...jk | k
        """),
    ):
        for result in ["", "->", "->i", "->ik", "->...", "->ij", "->...i", "->q"]:
            for first, second in pairs:
                yield call("einsum", f"np.einsum('{one},{other}{result}', x, y)", first, second)
    for text in texts("""
        np.einsum('ij,jk,kl->il', x, x, x) | np.einsum('i,i,i->', x, x, x)
        np.einsum('ij,jk', x, x, optimize=True) | np.einsum(x, [0, 1], [1, 0])
        np.einsum(x, [0, 0]) | np.einsum('ij->j', x, x) | np.einsum('i!', x)
        np.einsum('ij', x, dtype=float)
    """):
        for shape in shapes:
            yield call("einsum", text, shape)


def programs() -> Iterator[Call]:
    calls = texts("""
        np.gradient(x) | np.gradient(x, 0.5) | np.gradient(x, axis=0) | np.gradient(x, axis=-1)
        np.gradient(x, 0.5, axis=(0, 1)) | np.gradient(x, edge_order=2)
        np.gradient(x, [1.0, 2.0, 4.0]) | np.gradient(x, [1.0, 3.0], [1.0, 2.0, 4.0])
        np.gradient(x, [1.0, 2.0, 4.0], axis=-1) | np.gradient(x, 1.0, 2.0)
        np.gradient(x, axis=4) | np.trapezoid(x) | np.trapezoid(x, dx=0.5)
        np.trapezoid(x, [1.0, 2.0, 4.0]) | np.trapezoid(x, axis=0)
        np.trapezoid(x, dx=0.1, axis=1) | np.trapezoid(x, axis=5) | np.average(x)
        np.average(x, 0) | np.average(x, axis=(0, 1)) | np.average(x, weights=[1, 2, 3])
        np.average(x, -1, [1, 2, 3]) | np.average(x, returned=True)
        np.average(x, axis=0, keepdims=True) | np.average(x, 0, [0, 0]) | np.cov(x)
        np.cov(x, rowvar=False) | np.cov(x[None], rowvar=False) | np.cov(x, bias=True)
        np.cov(x, ddof=0) | np.cov(x, x) | np.cov(x, fweights=[1, 2, 3]) | np.cov(x, ddof=0.5)
        np.polyval(x, 0.5) | np.polyval([1, 2], x) | np.polyval(x, [0.5, 1.0])
        np.polyval([], x) | np.select([x > 0.5], [x ** 2], 7.0) | np.select([], [])
        np.piecewise(x, [x > 0.5], [lambda v: v ** 2, lambda v: -v])
        np.piecewise(x, [x > 0.5, x < 0.4], [lambda v: v ** 2, 3.0])
        np.piecewise(x, [x > 0.5], [1.0, 2.0, 3.0]) | np.piecewise(x, x > 0.5, [lambda v: v * v])
        np.piecewise(x, [x > 0.5, x > 0.7], [lambda v, a: a * v, 2, 4], 3.0)
        np.interp(x, [0.0, 0.5, 1.0], [1.0, 3.0, 2.0]) | np.interp(0.5, [0.0, 0.6, 1.0], x)
        np.interp([0.1, 0.7], [0, 0.6, 1], x)
        np.interp(x, [0.4, 0.5], [1, 2], left=0.0, right=9.0) | np.interp(0.5, np.sort(x), x)
        np.interp(x, [0.5], [2.0]) | np.interp(x, [0, 1], [1, 2, 3])
        np.interp(x, [0.0, 0.5], [1.0, 2.0], period=0.7) | np.bincount([0, 1, 1], x)
        np.bincount([0, 1, 1], weights=x, minlength=5) | np.bincount(x) | np.bincount([0, 4], x)
        np.bincount([0, -1, 1], x) | np.median(x) | np.median(x, 0)
        np.median(x, axis=(0, 1), keepdims=True) | np.linspace(0, x, 4) | np.linspace(x, 1)
        np.linspace(x, 2 * x, 3, dtype=np.float32) | np.nan_to_num(x) | np.real_if_close(x)
        np.cross(x, [1.0, 2.0, 3.0]) | np.cross([1, 0, 0], x) | np.ptp(x, axis=0, keepdims=True)
        np.linalg.vector_norm(x) | np.linalg.vector_norm(x, axis=0)
        np.linalg.vector_norm(x, axis=(0, 1))
        np.linalg.vector_norm(x, ord=1, axis=-1, keepdims=True)
        np.linalg.vector_norm(x, keepdims=True) | np.linalg.vector_norm(x, ord=np.inf)
        np.linalg.vector_norm(x, ord=3, axis=(0, -1)) | np.linalg.vector_norm(x, axis=5)
        np.linalg.matrix_norm(x) | np.linalg.matrix_norm(x, ord=1)
        np.linalg.matrix_norm(x, ord=2, keepdims=True) | np.linalg.matrix_norm(x, ord='nuc')
        np.linalg.matrix_norm(x, keepdims=True)
    """)
    shapes = [*SHAPES, (4,), (3, 3), (3, 1), (2, 2)]
    for text, shape in itertools.product(calls, shapes):
        yield call("programs", text, shape)


def matrices() -> Iterator[Call]:
    one = texts("""
        np.linalg.inv(x) | np.linalg.det(x) | np.linalg.slogdet(x) | np.linalg.matrix_power(x, 3)
        np.linalg.matrix_power(x, 0) | np.linalg.matrix_power(x, -2)
        np.linalg.matrix_power(x, 0.5)
        np.linalg.cholesky(x @ x.mT + np.eye(x.shape[-1])) | np.linalg.qr(x)[1] | np.linalg.qr(x)
        np.linalg.qr(x, mode='r') | np.linalg.qr(x, 'complete') | np.linalg.qr(x, mode='nonsense')
        np.linalg.eigvalsh(x + x.mT) | np.linalg.eigh(x + x.mT)[0] | np.linalg.eigvalsh(x, UPLO='U')
        np.linalg.eigvalsh(x, 'X') | np.linalg.svdvals(x) | np.linalg.svd(x, compute_uv=False)
        np.linalg.svd(x, full_matrices=False)[1] | np.linalg.pinv(x) | np.linalg.pinv(x, rtol=1e-12)
        np.linalg.matrix_rank(x) | np.linalg.multi_dot([x, x]) | np.linalg.multi_dot([x, x.mT, x])
        np.linalg.norm(x) | np.linalg.norm(x, 1) | np.linalg.norm(x, -1) | np.linalg.norm(x, np.inf)
        np.linalg.norm(x, 'fro') | np.linalg.norm(x, 'nuc') | np.linalg.norm(x, 2)
        np.linalg.norm(x, -2) | np.linalg.norm(x, 3) | np.linalg.norm(x, 0)
        np.linalg.norm(x, 'abc')
        np.linalg.norm(x, axis=0) | np.linalg.norm(x, axis=(0, 1)) | np.linalg.norm(x, axis=(-1, 0))
        np.linalg.norm(x, 1, axis=1, keepdims=True) | np.linalg.norm(x, 3, -1)
        np.linalg.norm(x, 0, 0)
        np.linalg.norm(x, -np.inf, 0) | np.linalg.norm(x, 2, (0, 1), True)
        np.linalg.norm(x, axis=5)
        np.linalg.norm(x, 'nuc', (-2, -1)) | np.linalg.norm(x, axis=(0, 1, 2))
        np.linalg.norm(x, 1, ())
        np.linalg.norm(x, 'fro', 0) | np.linalg.norm(x, axis=(0, 0))
        np.linalg.norm(x, 0.5, axis=0)
    """)
    shapes: list[Any] = [(), (1,), (3,), (1, 1), (2, 2), (3, 3), (2, 3), (3, 2), (2, 3, 3), (0, 0)]
    for text, shape in itertools.product(one, [*shapes, (2, 2, 3), (1, 3), (2, 0)]):
        yield call("linear algebra", text, shape)
    pairs: list[Any] = [
        ((2, 2), (2,)),
        ((3, 3), (3, 2)),
        ((2, 3, 3), (3, 2)),
        ((2, 3, 3), (2, 3, 1)),
    ]
    pairs += [
        ((3, 3), (2,)),
        ((2, 3), (2,)),
        ((3, 2), (3,)),
        ((3, 2), (3, 2)),
        ((1, 1), (1,)),
        ((), ()),
    ]
    pairs += [
        ((2, 3, 3), (3,)),
        ((3, 3), (4, 3, 1)),
        ((2, 3), (2, 1)),
        ((3, 2), (2,)),
        ((2, 2), (2, 0)),
    ]
    two = texts("""
        np.linalg.solve(x, y) | np.linalg.lstsq(x, y) | np.linalg.lstsq(x, y, rcond=None)[0]
        np.linalg.multi_dot([x, y]) | np.linalg.tensordot(x, y) | np.linalg.vecdot(x, y)
    """)
    for text, (first, second) in itertools.product(two, pairs):
        yield call("linear algebra", text, first, second)


ROOMS = {
    "elementwise": elementwise,
    "constants": constants,
    "reductions": reductions,
    "shapes": shapes,
    "indexing": indexing,
    "joins": joins,
    "products": products,
    "einsum": einsum,
    "programs": programs,
    "matrices": matrices,
}


def arrays_of_one_number() -> Iterator[Call]:
    for call in itertools.chain.from_iterable(room() for room in ROOMS.values()):
        numbers = [k for k, x in call.arrays.items() if k in TRACED and not np.shape(x)]
        if numbers and call.text != "np.nan_to_num(x, False)":  # NumPy copies numbers only
            yield call._replace(
                arrays=call.arrays | {k: np.asarray(call.arrays[k]) for k in numbers}
            )


GRID = ROOMS | {"numbers": arrays_of_one_number}
