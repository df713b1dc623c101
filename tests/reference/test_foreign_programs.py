# ruff: noqa: E731 (functions of one line are written as such)
"""Programs that were not written for this module: models as people write them with NumPy.

Each is a function of (namespace, tree of arrays), so that the same lines run with NumPy and JAX.
"""

import copy
import pickle
import sys
import threading
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from derivative_checks import assert_agree, check_dot_product, directions, leaves

from autograder import reference as ad
from autograder.reference import NoRuleError, grad, jvp, linearize, trace, vjp
from autograder.reference.composed import PROGRAMS
from autograder.reference.modes import INPUT, Tape

RNG = np.random.default_rng(7)


def R(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape)


PARAMETERS: dict[str, Any] = {}
MODELS: dict[str, Callable[..., Any]] = {}


def model(parameters: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def declare(loss: Callable[..., Any]) -> Callable[..., Any]:
        MODELS[loss.__name__], PARAMETERS[loss.__name__] = loss, parameters
        return loss

    return declare


X, Y, LABELS = R(6, 3), R(6), np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0])


@model({"weights": R(3), "bias": 0.3})
def logistic_regression(np: Any, p: Any) -> Any:
    z = np.dot(X, p["weights"]) + p["bias"]
    return -np.mean(LABELS * z - np.logaddexp(0.0, z)) + 0.1 * sum(p["weights"] ** 2)


@model([(R(3, 4), R(4)), (R(4, 1), R(1))])
def network_with_batch_norm(np: Any, layers: Any) -> Any:
    h = X
    for W, b in layers[:-1]:
        h = h @ W + b
        h = (h - h.mean(axis=0)) / np.sqrt(h.var(axis=0) + 1e-5)
        h = np.maximum(h, 0.1 * h)
    W, b = layers[-1]
    return np.average((np.squeeze(h @ W + b) - Y) ** 2, weights=np.arange(1.0, 7.0))


@model({"A": 0.4 * R(2, 2), "q": -0.5, "r": -0.2, "C": R(1, 2)})
def kalman_filter(np: Any, p: Any) -> Any:
    m, P, total = np.zeros(2), np.eye(2), 0.0
    for y in Y:
        m, P = p["A"] @ m, p["A"] @ P @ p["A"].T + np.exp(p["q"]) * np.eye(2)
        S = p["C"] @ P @ p["C"].T + np.exp(p["r"])
        K = np.linalg.solve(S, p["C"] @ P).T
        residual = y - p["C"] @ m
        total += 0.5 * (np.linalg.slogdet(S)[1] + residual @ np.linalg.inv(S) @ residual)
        m, P = m + K @ residual, (np.eye(2) - K @ p["C"]) @ P
    return total


@model((np.array([0.2, -0.1, 0.3]), -1.0))
def gaussian_process(np: Any, p: Any) -> Any:
    scaled = X * np.exp(p[0])
    squares = np.sum((scaled[:, None, :] - scaled[None]) ** 2, axis=-1)
    L = np.linalg.cholesky(np.exp(-0.5 * squares) + np.exp(2 * p[1]) * np.eye(6))
    return 0.5 * np.sum(np.linalg.solve(L, Y) ** 2) + np.sum(np.log(np.diag(L)))


@model({"W": 0.5 * R(5, 8), "out": R(2)})
def lstm(np: Any, p: Any) -> Any:
    sigmoid = lambda z: 0.5 * (np.tanh(z / 2) + 1)
    h, c = np.zeros(2), np.zeros(2)
    for x in X[:4]:
        i, f, o, g = np.split(np.concatenate([x, h]) @ p["W"], 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
    return (h @ p["out"] - 1.0) ** 2


@model((R(2, 3, 4), R(4, 4)))
def attention(np: Any, p: Any) -> Any:
    tokens, W = p
    scores = np.einsum("bik,kl,bjl->bij", tokens, W, tokens) / np.sqrt(4.0)
    scores = np.where(np.tri(3) > 0, scores, -1e9)
    e = np.exp(scores - np.max(scores, axis=-1, keepdims=True))
    mixed = np.matmul(e / e.sum(-1, keepdims=True), tokens)
    return np.log(np.prod(1.0 + mixed.std(axis=-1)))


@model((R(5, 5), R(2, 2)))
def convolution_by_indexing(np: Any, p: Any) -> Any:
    image, kernel = p
    rows = np.arange(4)[:, None, None, None] + np.arange(2)[:, None]
    columns = np.arange(4)[:, None, None] + np.arange(2)
    windows = image[rows, columns]
    pooled = np.max(np.reshape(np.tensordot(windows, kernel, 2), (2, 2, 2, 2)), axis=(1, 3))
    return np.sum(np.tanh(np.pad(pooled, 1)) * np.arange(16.0).reshape(4, 4) ** 0.5)


@model((np.array([1.0, 0.5]), np.array([1.1, 0.4, 0.4, 0.1])))
def lotka_volterra_by_runge_kutta(np: Any, p: Any) -> Any:
    state, (a, b, c, d) = p[0], p[1]
    rate = lambda z: np.stack([a * z[0] - b * z[0] * z[1], d * z[0] * z[1] - c * z[1]])
    h, path = 0.1, [state]
    for _ in range(2):
        k1 = rate(state)
        k2 = rate(state + h / 2 * k1)
        k3 = rate(state + h / 2 * k2)
        k4 = rate(state + h * k3)
        state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        path.append(state)
    return np.trapezoid(np.vstack(path)[:, 0], dx=h) + np.linalg.norm(state)


@model(R(3, 4))
def sinkhorn(np: Any, cost: Any) -> Any:
    logsum = lambda z, axis: np.log(np.sum(np.exp(z), axis=axis))
    f, g = np.zeros(3), np.zeros(4)
    for _ in range(4):
        f = -np.log(3.0) - logsum(g[None, :] - cost, 1)
        g = -np.log(4.0) - logsum(f[:, None] - cost, 0)
    return np.sum(np.exp(f[:, None] + g[None, :] - cost) * cost)


@model(R(4, 3))
def principal_components(np: Any, data: Any) -> Any:
    w, V = np.linalg.eigh(np.cov(data, rowvar=False))
    top = V[:, -2:]
    projected = data @ top @ top.T
    return np.sum((data - projected) ** 4) + w[-1] / w[:2].sum() + np.linalg.norm(data, 2)


@model(R(3, 3))
def power_iteration(np: Any, M: Any) -> Any:
    A, v = M @ M.T + np.diag(np.arange(1.0, 4.0)), np.ones(3) / 3**0.5
    for _ in range(6):
        v = A.dot(v)
        v = v / np.sqrt(np.vdot(v, v))
    return v @ A @ v + np.trace(np.kron(A, np.outer(v, v)))


@model((0.7, np.array([0.3, -0.2, 0.1])))
def newton_unrolled(np: Any, p: Any) -> Any:
    a, c = p
    x = 1.0 + 0.0 * a
    for _ in range(5):
        x = x - (x**3 + a * x - np.polyval(c, a) - 2.0) / (3 * x**2 + a)
    return x * x


@model(R(2, 3))
def soft_k_means(np: Any, centres: Any) -> Any:
    squares = np.sum((X[:, None] - centres) ** 2, axis=-1)
    responsibilities = np.exp(-squares) / np.sum(np.exp(-squares), axis=1, keepdims=True)
    new = responsibilities.T @ X / np.expand_dims(np.sum(responsibilities, axis=0), 1)
    return np.sum(np.min(np.sum((X[:, None] - new) ** 2, axis=-1), axis=1))


@model({"start": R(3), "moves": R(3, 3), "emit": R(3, 2)})
def hidden_markov_model(np: Any, p: Any) -> Any:
    log_softmax = lambda z: z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    moves, emit = log_softmax(p["moves"]), log_softmax(p["emit"])
    alpha = log_softmax(p["start"]) + emit[:, 1]
    for symbol in (0, 1, 1):
        alpha = np.log(np.sum(np.exp(alpha[:, None] + moves), axis=0)) + emit[:, symbol]
    return -np.log(np.sum(np.exp(alpha)))


@model(R(3, 4))
def spectral_penalties(np: Any, W: Any) -> Any:
    U, s, Vh = np.linalg.svd(W, full_matrices=False)
    ridge = np.linalg.solve(W @ W.T + 0.1 * np.eye(3), W @ np.ones(4))
    return s[0] + np.log(s).sum() + np.sum((U * s) @ Vh * W) + ridge @ ridge + np.ptp(s)


@model((R(3), R(3)))
def geometry(np: Any, p: Any) -> Any:
    u, v = p
    n = np.stack([u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]])
    angle = np.arctan2(np.linalg.norm(n), np.dot(u, v))
    wedge = np.add.outer(u, v) if np is not jnp else u[:, None] + v[None, :]
    return angle + np.hypot(n[0], n[1]) + np.sum(np.triu(wedge) ** 2) + np.diff(u) @ v[1:]


@model(R(5))
def signal(np: Any, x: Any) -> Any:
    smooth = np.convolve(x, np.array([0.25, 0.5, 0.25]), mode="same")
    slope = np.gradient(smooth)
    grid = np.linspace(x[0], x[1], 4)
    first, second = np.meshgrid(grid, smooth)
    rolled = np.roll(np.sort(x)[::-1], 1) * np.cumprod(1.0 + 0.1 * x)
    kinks = np.select([x > 0.5, x < -0.5], [x**2, np.abs(x)], 0.1) + np.clip(x, -0.3, 0.4)
    return np.sum(slope**2) + np.sum(np.sin(first * second)) + rolled @ kinks


@pytest.mark.parametrize("name", MODELS)
def test_models_agree_with_jax(name: str) -> None:
    loss, p = MODELS[name], PARAMETERS[name]
    t = directions(1, p)
    value, gradient = ad.value_and_grad(lambda p: loss(np, p))(p)

    assert_agree((value, gradient), jax.jit(jax.value_and_grad(lambda p: loss(jnp, p)))(p), name)
    out, tangent = jvp(lambda p: loss(np, p), (p,), (t,))
    assert out == value
    check_dot_product(1.0, tangent, gradient, t)
    one, other = (
        ad.hvp(lambda p: loss(np, p), p, t, mode=mode)
        for mode in ("forward-over-reverse", "reverse-over-reverse")
    )
    assert_agree(one, other, f"second order of {name}")


# ---------------------------------------------------------------- programs of rules


ODD = R(4, 3)
CALLS: dict[Any, Callable[..., Any]] = {
    np.ptp: lambda x: np.ptp(x, axis=0),
    np.polyval: lambda x: np.polyval([1.0, 2.0, 3.0], x) + np.polyval(x, 2.0),
    np.diagflat: lambda x: np.diagflat(x, 1),
    np.real_if_close: lambda x: np.real_if_close(x),
    np.linalg.matmul: lambda x: np.linalg.matmul(x.T, x),
    np.linalg.outer: lambda x: np.linalg.outer(x[0], x[1]),
    np.linalg.trace: lambda x: np.linalg.trace(x, offset=1),
    np.linalg.diagonal: lambda x: np.linalg.diagonal(x, offset=-1),
    np.matrix_transpose: lambda x: np.matrix_transpose(x),
    np.linalg.matrix_transpose: lambda x: np.linalg.matrix_transpose(x),
    np.linalg.matrix_norm: lambda x: np.linalg.matrix_norm(x) + np.linalg.matrix_norm(x, ord=2),
    np.linalg.vector_norm: lambda x: (
        np.linalg.vector_norm(x) + np.linalg.vector_norm(x, axis=1, ord=3)
    ),
    np.rollaxis: lambda x: np.rollaxis(x, 1),
    np.meshgrid: lambda x: (*np.meshgrid(x[0], x[:, 1]), *np.meshgrid(x[0], x[1], indexing="ij")),
    np.select: lambda x: np.select([x > 0.5, x < -0.5], [x**2, x**3], 7.0),
    np.nan_to_num: lambda x: np.nan_to_num(np.where(x > 0.5, np.nan, x), nan=2.0),
    np.linspace: lambda x: (
        np.linspace(x[0], x[1], 5),
        np.linspace(0.0, x[0, 0], 4, endpoint=False),
    ),
    np.average: lambda x: (
        np.average(x),
        np.average(x, axis=1, weights=x**2),
        np.average(x, 0, [1, 2, 3, 4]),
    ),
    np.cov: lambda x: (np.cov(x), np.cov(x, rowvar=False, bias=True), np.cov(x[0], x[1], ddof=0)),
    np.gradient: lambda x: (*np.gradient(x), np.gradient(x, 0.5, axis=-1)),
    np.trapezoid: lambda x: (np.trapezoid(x, dx=0.1), np.trapezoid(x, x[0]), np.trapezoid(x, x**2)),
    np.median: lambda x: (np.median(x), np.median(x, axis=1), np.median(x, 0, keepdims=True)),
    np.block: lambda x: np.block([[x, x**2], [np.ones(6)], [x[0], 3.0, x[1, :2]]]),
    np.cross: lambda x: (np.cross(x, x[::-1]), np.cross(x[:3], [1.0, 2.0, 3.0], axisa=0)),
    np.piecewise: lambda x: np.piecewise(
        x, [x < -0.5, x > 0.5], [lambda v: v**2, lambda v: np.sin(v), 3.0]
    ),
    np.interp: lambda x: (
        np.interp(x, [-1.0, 0.1, 1.0], [1.0, 3.0, 2.0]),
        np.interp([-0.3, 0.7], np.sort(x[0]), x[1]),
        np.interp(x[0], [-0.2, 0.2], [1.0, 2.0], left=0.0, right=9.0),
    ),
    **{
        (ufunc, "outer"): lambda x, ufunc=ufunc: ufunc.outer(np.abs(x), x[0])
        for ufunc in (np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum, np.minimum)
    },
}


def test_every_program_of_rules_is_called_here() -> None:
    assert set(CALLS) == set(PROGRAMS)


def name_of(function: Any) -> str:
    """A name that is the same in every process: `str` of a function tells its address."""
    whole, *method = function if isinstance(function, tuple) else (function,)
    return ".".join([getattr(whole, "__module__", None) or "numpy", whole.__name__, *method])


@pytest.mark.parametrize("call", CALLS.values(), ids=map(name_of, CALLS))
def test_a_program_of_rules_has_the_values_and_slopes_of_the_function(call: Any) -> None:
    t = directions(1, ODD)
    out, tangent = jvp(call, (ODD,), (t,))
    assert_agree(out, call(ODD), "value", 1e-13)
    central = [
        (b - a) / 2e-6
        for a, b in zip(leaves(call(ODD - 1e-6 * t)), leaves(call(ODD + 1e-6 * t)), strict=True)
    ]
    np.testing.assert_allclose(
        np.concatenate([np.ravel(x) for x in leaves(tangent)]),
        np.concatenate([np.ravel(x) for x in central]),
        rtol=1e-6,
        atol=1e-7,
    )
    g = directions(2, out)
    check_dot_product(g, tangent, vjp(call, ODD)[1](g), (t,))


# ---------------------------------------------------------------- nothing wrong in silence


def cubes(x: Any) -> Any:
    return np.sum(x**3)


V = np.array([0.3, -1.2, 0.8])


def test_a_copy_of_a_traced_value_keeps_its_derivative() -> None:
    for duplicate in (copy.copy, copy.deepcopy, np.copy, lambda x: copy.deepcopy({"a": x})["a"]):
        np.testing.assert_allclose(grad(lambda x, c=duplicate: cubes(c(x)))(V), 3 * V**2)
    with pytest.raises(NoRuleError, match="derivative would be cut"):
        grad(lambda x: cubes(pickle.loads(pickle.dumps(x))))(V)


def test_what_outlives_the_call_does_not_see_changes_in_place() -> None:
    x = V.copy()
    y, pull = vjp(np.exp, x)
    z, push = linearize(np.exp, x)
    graph = trace(lambda x: np.sum(np.exp(x)), x)
    for array in (x, y, z):
        array += 100.0
    np.testing.assert_allclose(pull(np.ones(3))[0], np.exp(V))
    np.testing.assert_allclose(push(np.ones(3)), np.exp(V))
    np.testing.assert_allclose(graph.adjoints()[0], np.exp(V))


def test_threads_inside_the_function_share_its_trace() -> None:
    def f(x: Any) -> Any:
        parts: dict[int, Any] = {}

        def work(k: int) -> None:
            parts[k] = x[k]
            for _ in range(300):
                parts[k] = parts[k] * 1.01

        threads = [threading.Thread(target=work, args=(k,)) for k in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return parts[0] + 2 * parts[1] + 3 * parts[2]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        np.testing.assert_allclose(grad(f)(V), np.array([1.0, 2.0, 3.0]) * 1.01**300)
    finally:
        sys.setswitchinterval(interval)


REFUSED = r"the real and the imaginary part|would cut its derivative|has no differentiation rule"


def test_a_node_keeps_its_number_when_another_thread_writes_in_between() -> None:
    class Interrupted(list[Any]):
        def append(self, node: Any) -> None:
            super().append(node)
            super().append("the node of another thread")

    tape = Tape()
    tape.nodes = Interrupted()
    tracer = tape.record(INPUT, (), (), {}, 7.0)
    assert tape.nodes[tracer.mark][-1] == 7.0


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.sum(np.abs(x * 1j)),
        lambda x: np.sum(np.real(np.exp(1j * x))),
        lambda x: np.sum(np.imag(x + V * 1j)),
        lambda x: np.sum(x.astype(int)),
        lambda x: np.sum(np.full_like(np.arange(3), x[0])),
    ],
)
def test_complex_object_and_integer_intermediates_are_refused(f: Any) -> None:
    for transform in (lambda: grad(f)(V), lambda: jvp(f, (V,), (V,))):
        with pytest.raises(TypeError, match=REFUSED):
            transform()


def test_elements_put_into_an_array_name_the_remedy() -> None:
    def f(x: Any) -> Any:
        y = np.zeros(3)
        y[0] = x[0]
        return np.sum(y)

    for transform in (lambda: grad(f)(V), lambda: jvp(f, (V,), (V,))):
        with pytest.raises(NoRuleError, match=r"np\.stack instead of a\[i\] = x"):
            transform()


# ---------------------------------------------------------------- every way to call a function


SAME: list[tuple[Callable[..., Any], Callable[..., Any]]] = [
    (lambda x: np.sum(a=x, axis=0, dtype=None, out=None), lambda x: np.sum(x, 0)),
    (lambda x: x.sum(axis=None, dtype=None), np.sum),
    (lambda x: np.max(x, 0, None), lambda x: x.max(axis=0)),
    (lambda x: np.dot(a=x, b=x.T), lambda x: x @ x.T),
    (lambda x: np.swapaxes(x, axis1=0, axis2=1), lambda x: x.T),
    (lambda x: np.reshape(x, (2, 6), order="F"), lambda x: x.T.reshape(6, 2).T),
    (lambda x: x.flatten("F"), lambda x: x.T.ravel()),
    (lambda x: np.linalg.svd(x, False, False, False), np.linalg.svdvals),
    (lambda x: np.linalg.pinv(x, rtol=1e-12), lambda x: np.linalg.pinv(x, 1e-12)),
    (lambda x: np.linalg.cholesky(x @ x.T, upper=True), lambda x: np.linalg.cholesky(x @ x.T).mT),
    (lambda x: np.sort(x, kind="stable"), np.sort),
    (lambda x: np.where(x > 0), lambda x: np.nonzero(x > 0)),
    (lambda x: np.diff(x, prepend=0.0), lambda x: np.diff(np.hstack([np.zeros((3, 1)), x]))),
    (lambda x: np.diff(x, append=x[:, :1]), lambda x: np.diff(np.hstack([x, x[:, :1]]))),
    (lambda x: np.einsum(x, [0, 1], x, [2, 1], [0, 2]), lambda x: np.einsum("ij,kj", x, x)),
    (lambda x: np.einsum(x, [..., 1], [..., 1]), lambda x: np.einsum("...i->...i", x)),
    (lambda x: x.astype(np.float32).astype(float), lambda x: x.astype("f4") * np.float64(1.0)),
    (lambda x: round(x[0, 0], 1) + x.conj() + x.imag, lambda x: np.round(x[0, 0], 1) + x),
    (lambda x: np.linalg.norm(x, 0, axis=1) + x[:, 0], lambda x: x[:, 0] + 4.0),
    (lambda x: np.split(x, 2, axis=1), lambda x: [x[:, :2], x[:, 2:]]),
    (lambda x: np.argmax(a=x) + x, lambda x: np.argmax(x) + x),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ways_to_say_the_same_have_the_same_derivative(one: Any, other: Any) -> None:
    x = np.random.default_rng(3).normal(size=(3, 4))
    value, tangent = jvp(one, (x,), (x,))
    assert_agree(value, one(x), "as NumPy")
    assert_agree((value, tangent), jvp(other, (x,), (x,)), "as said otherwise", 1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: np.prod(x, where=x > 0), "rule of numpy.prod does not cover the option where="),
        (
            lambda x: np.var(x, correction=1),
            "rule of numpy.var does not cover the option correction=",
        ),
        (lambda x: np.sum(x, initial=1.0), "rule of numpy.sum does not cover the option initial="),
        (lambda x: np.frompyfunc(abs, 1, 1)(x), "has no differentiation rule"),
        (lambda x: V.clip(x, 2 * x), "has no differentiation rule"),
        (lambda x: np.vectorize(abs)(x), "plain array"),
        (lambda x: np.pad(x, 1, mode="mean"), "mode='mean'"),
        (lambda x: np.reshape(x, 3, order="A"), "not 'A'"),
        (lambda x: np.take_along_axis(V, x, 0), "only the first argument"),
        (lambda x: x.sort(), "sort with np.sort"),
        (lambda x: x.strides, "no attribute 'strides'"),
        (lambda x: sum(map(int, x)), "Python number"),
    ],
)
def test_what_is_not_covered_says_so(call: Any, message: str) -> None:
    with pytest.raises((TypeError, AttributeError), match=message):
        jvp(call, (V,), (V,))
