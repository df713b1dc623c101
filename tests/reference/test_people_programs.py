# ruff: noqa: E731 (functions of one line are written as such)
"""Programs as people write them: simulations, fits, images, money; each right or refused by name.

Each is a function of (namespace, tree of arrays).  JAX is the judge where the same lines run with
JAX; where JAX lacks a function, differences are.
"""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from derivative_checks import assert_agree, check_dot_product, directions, inner

from autograder import reference as ad
from autograder.reference import NoRuleError, grad, jvp

RNG = np.random.default_rng(11)


def R(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape)


PROGRAMS: dict[str, tuple[Callable[..., Any], Any, bool]] = {}


def program(parameters: Any, jax: bool = True) -> Callable[[Callable[..., Any]], Any]:
    def declare(loss: Callable[..., Any]) -> Callable[..., Any]:
        PROGRAMS[loss.__name__] = loss, parameters, jax
        return loss

    return declare


# ---------------------------------------------------------------- mechanics


@program({"angle": 0.7, "speed": 0.2, "length": 1.3})
def pendulum_by_runge_kutta(np: Any, p: Any) -> Any:
    rate = lambda s: np.array([s[1], -9.81 / p["length"] * np.sin(s[0]) - 0.1 * s[1]])
    state, h = np.array([p["angle"], p["speed"]]), 0.05
    for _ in range(4):
        k1 = rate(state)
        k2 = rate(state + h / 2 * k1)
        k3 = rate(state + h / 2 * k2)
        k4 = rate(state + h * k3)
        state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return state[0] ** 2 + 0.1 * state[1] ** 2


@program((R(4, 3), 0.3 * R(4, 3), np.array([1.0, 2.0, 0.5, 1.5])))
def planets_by_leapfrog(np: Any, p: Any) -> Any:
    x, v, m = p

    def force(x: Any) -> Any:
        d = x[None, :, :] - x[:, None, :]
        r = np.sqrt(np.sum(d**2, axis=-1) + 0.1)
        return np.sum(m[None, :, None] * d / r[:, :, None] ** 3, axis=1)

    for _ in range(3):
        v = v + 0.05 * force(x)
        x = x + 0.1 * v
        v = v + 0.05 * force(x)
    return 0.5 * np.sum(m * np.einsum("ij,ij->i", v, v)) + np.linalg.norm(x[0])


@program((R(3), R(3), np.array([1.0, 2.0, 3.0])))
def rigid_body(np: Any, p: Any) -> Any:
    omega, torque, inertia = p
    for _ in range(3):
        momentum = inertia * omega
        omega = omega + 0.1 * (torque - np.cross(omega, momentum)) / inertia
    return np.dot(omega, inertia * omega) + np.cross(omega, torque)[1]


@program(np.array([0.3, -0.5, 0.9]))
def robot_arm(np: Any, angles: Any) -> Any:
    T = np.eye(3)
    for a, length in zip(angles, (1.0, 0.8, 0.5), strict=True):
        c, s = np.cos(a), np.sin(a)
        T = T @ np.array([[c, -s, length * c], [s, c, length * s], [0.0, 0.0, 1.0]])
    return (T[0, 2] - 1.0) ** 2 + (T[1, 2] - 0.7) ** 2


@program({"beta": 0.6, "gamma": 0.2, "seed": 0.01})
def epidemic(np: Any, p: Any) -> Any:
    state, infected = np.array([1.0 - p["seed"], p["seed"], 0.0]), []
    for _ in range(5):
        s, i, _r = state
        new, well = p["beta"] * s * i, p["gamma"] * i
        state = state + np.array([-new, new - well, well])
        infected.append(state[1])
    baseline = np.full(5, p["seed"])
    return np.sum((np.array(infected) - baseline) ** 2) + np.linalg.norm(np.stack(infected))


@program(R(8))
def heat_equation(np: Any, u: Any) -> Any:
    for _ in range(5):
        padded = np.pad(u, 1, mode="edge")
        u = u + 0.2 * (padded[2:] - 2 * u + padded[:-2])
    return np.sum(np.diff(u) ** 2) + np.max(u)


@program((R(6, 2), 0.5))
def action_of_a_path(np: Any, p: Any) -> Any:
    path, mass = p
    speed = np.gradient(path, 0.1, axis=0)
    kinetic = 0.5 * mass * np.sum(speed**2, axis=1)
    both = np.stack([kinetic, np.sum(np.cos(path), axis=1)])
    return np.sum(np.trapezoid(both, dx=0.1, axis=1) * np.array([1.0, -1.0]))


# ---------------------------------------------------------------- images and geometry


@program({"centre": np.array([0.1, -0.2, 3.0]), "radius": 1.2, "light": np.array([1.0, 2.0, -1.0])})
def shading_of_a_sphere(np: Any, p: Any) -> Any:
    rays = np.stack(np.meshgrid(np.linspace(-0.2, 0.2, 3), np.linspace(-0.2, 0.2, 3)), -1)
    rays = np.concatenate([rays, np.ones((3, 3, 1))], axis=-1)
    rays = rays / np.linalg.norm(rays, axis=-1, keepdims=True)
    b = rays @ p["centre"]
    disc = b**2 - p["centre"] @ p["centre"] + p["radius"] ** 2
    t = b - np.sqrt(np.maximum(disc, 1e-6))
    normal = (t[..., None] * rays - p["centre"]) / p["radius"]
    light = p["light"] / np.linalg.norm(p["light"])
    diffuse = np.clip(normal @ light, 0.0, 1.0)
    mirrored = 2 * (normal @ light)[..., None] * normal - light
    glossy = np.maximum(-np.sum(mirrored * rays, axis=-1), 0.0) ** 8
    return np.mean(np.where(disc > 0, 0.2 + 0.6 * diffuse + 0.3 * glossy, 0.0))


@program((0.3 * R(3), R(3), R(5, 3)))
def projection_of_points(np: Any, p: Any) -> Any:
    w, t, points = p
    K = np.array([[0.0, -w[2], w[1]], [w[2], 0.0, -w[0]], [-w[1], w[0], 0.0]])
    theta = np.sqrt(w @ w)
    turn = np.eye(3) + np.sin(theta) / theta * K + (1 - np.cos(theta)) / theta**2 * K @ K
    camera = points @ turn.T + t + np.array([0.0, 0.0, 8.0])
    return np.sum((camera[:, :2] / camera[:, 2:] - 0.1) ** 2)


@program(R(4))
def quaternion(np: Any, q: Any) -> Any:
    w, x, y, z = q / np.sqrt(np.sum(q * q))
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    return np.sum((turn @ np.array([1.0, 2.0, 3.0]) - np.array([0.5, -1.0, 2.0])) ** 2)


@program((R(6, 6), R(3, 3)))
def blur_and_edges(np: Any, p: Any) -> Any:
    image, kernel = p
    total = np.zeros((4, 4))
    for i in range(3):
        for j in range(3):
            total = total + kernel[i, j] * image[i : i + 4, j : j + 4]
    turned = np.rot90(np.flipud(total), 3)
    return np.sum(np.abs(np.diff(turned, axis=0))) + np.sum(np.tril(turned) * total)


@program(R(8))
def haar_wavelets(np: Any, x: Any) -> Any:
    parts = []
    while len(x) > 1:
        even, odd = x[::2], x[1::2]
        parts.append((even - odd) / np.sqrt(2.0))
        x = (even + odd) / np.sqrt(2.0)
    return np.sum(np.abs(np.concatenate([x, *parts[::-1]])) ** 1.5)


# ---------------------------------------------------------------- statistics


@program({"scale": 0.2, "noise": -1.0, "mix": 0.4})
def gaussian_process_of_two_outputs(np: Any, p: Any) -> Any:
    t = np.linspace(0.0, 1.0, 4)
    k = np.exp(-0.5 * ((t[:, None] - t[None, :]) / np.exp(p["scale"])) ** 2)
    whole = np.block([[k, p["mix"] * k], [p["mix"] * k, k]])
    whole = whole + np.exp(p["noise"]) * np.eye(8)
    y = np.sin(np.arange(8.0))
    return 0.5 * y @ np.linalg.solve(whole, y) + 0.5 * np.linalg.slogdet(whole)[1]


@program((np.array([0.2, -0.4]), R(3, 3), R(3, 4)))
def conditional_random_field(np: Any, p: Any) -> Any:
    _, moves, emit = p
    alpha = emit[:, 0]
    for k in (1, 3, 2):
        z = alpha[:, None] + moves
        top = np.max(z, axis=0)
        alpha = top + np.log(np.sum(np.exp(z - top), axis=0)) + emit[:, k]
    path = emit[0, 0] + moves[0, 1] + emit[1, 1] + moves[1, 1] + emit[1, 3] + emit[2, 2]
    return np.log(np.sum(np.exp(alpha))) - path - moves[1, 2] + np.sum(p[0] ** 2)


@program((R(3), np.array([-0.5, 0.1, 0.3]), R(3)), jax=False)
def mixture_of_gaussians(np: Any, p: Any) -> Any:
    means, logs, weights = p
    x = np.linspace(-2.0, 2.0, 7)
    z = -0.5 * ((x[:, None] - means) / np.exp(logs)) ** 2 - logs + weights
    return np.sum(np.logaddexp.reduce(z, axis=1)) - 7 * np.logaddexp.reduce(weights)


@program(R(3), jax=False)
def proportional_hazards(np: Any, beta: Any) -> Any:
    risk = np.cos(np.arange(18.0)).reshape(6, 3) @ beta  # in the order of falling times
    events = np.array([1, 0, 1, 1, 0, 1])
    return -np.sum(events * (risk - np.logaddexp.accumulate(risk)))


@program((R(5), 0.5))
def regression_with_a_knot_table(np: Any, p: Any) -> Any:
    heights, slope = p
    x = np.linspace(-0.9, 0.9, 8)
    rate = np.exp(np.interp(x, np.linspace(-1.0, 1.0, 5), heights) + slope * x)
    return np.mean(rate - np.arange(8) * np.log(rate))


@program(R(4))
def robust_scale(np: Any, x: Any) -> Any:
    centre = np.median(x)
    spread = np.median(np.abs(x - centre))
    z = (x - centre) / (1.5 * spread)
    return np.sum(np.where(np.abs(z) < 1, z**2 / 2, np.abs(z) - 0.5)) + np.ptp(x)


@program(R(6), jax=False)
def huber_in_pieces(np: Any, x: Any) -> Any:
    pieces = [x < -1.0, x > 1.0]
    return np.sum(np.piecewise(x, pieces, [lambda v: -v - 0.5, lambda v: v - 0.5, lambda v: v**2]))


@program(R(7))
def sums_of_groups(np: Any, x: Any) -> Any:
    groups = np.array([0, 2, 1, 0, 2, 2, 1])
    if np is jnp:
        sums = jnp.bincount(groups, weights=x, length=3)
    else:
        sums = np.bincount(groups, weights=x, minlength=3)
    return np.sum(
        np.exp(sums / np.bincount(groups, minlength=3) if np is not jnp else sums / SIZES)
    )


SIZES = np.array([2.0, 2.0, 3.0])


# ---------------------------------------------------------------- money and plans


@program({"spot": 100.0, "sigma": 0.25, "rate": 0.03})
def price_of_an_option(np: Any, p: Any) -> Any:
    def normal_cdf(x: Any) -> Any:  # Abramowitz & Stegun 26.2.17
        t = 1 / (1 + 0.2316419 * np.abs(x))
        tail = np.polyval(
            np.array([1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153, 0.0]), t
        )
        tail = tail * np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
        return np.where(x > 0, 1 - tail, tail)

    root = p["sigma"] * np.sqrt(0.5)
    d = (np.log(p["spot"] / 105.0) + (p["rate"] + p["sigma"] ** 2 / 2) * 0.5) / root
    return p["spot"] * normal_cdf(d) - 105.0 * np.exp(-p["rate"] * 0.5) * normal_cdf(d - root)


@program((0.1, 0.3))
def paths_of_an_asian_option(np: Any, p: Any) -> Any:
    steps = np.sin(np.arange(1.0, 25.0)).reshape(4, 6)
    paths = np.exp(np.cumsum(0.1 * p[0] + 0.3 * p[1] * steps, axis=1))
    return np.mean(np.maximum(np.mean(paths, axis=1) - 1.0, 0.0))


@program(R(5), jax=False)
def worst_drawdown(np: Any, returns: Any) -> Any:
    wealth = np.cumprod(1.0 + 0.1 * returns)
    return np.max(1.0 - wealth / np.maximum.accumulate(wealth)) + np.std(returns)


@program(R(6, 3))
def portfolio(np: Any, returns: Any) -> Any:
    C = np.cov(returns, rowvar=False) + 0.1 * np.eye(3)
    w = np.linalg.solve(C, np.ones(3))
    w = w / np.sum(w)
    return w @ C @ w - 0.2 * np.dot(np.average(returns, axis=0), w)


@program({"policy": R(4, 2), "value": R(4)})
def policy_gradient(np: Any, p: Any) -> Any:
    states, actions = np.array([0, 2, 1, 3, 2]), np.array([0, 1, 1, 0, 1])
    rewards = np.array([0.0, 1.0, -1.0, 0.5, 2.0])
    discounts = 0.9 ** np.arange(5.0)
    returns = np.cumsum((rewards * discounts)[::-1])[::-1] / discounts
    z = p["policy"][states]
    logs = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
    advantage = returns - p["value"][states]
    return np.sum(advantage**2) - np.sum(
        np.take_along_axis(logs, actions[:, None], 1)[:, 0] * returns
    )


@program(R(6))
def cubic_spline(np: Any, y: Any) -> Any:
    h = np.array([0.5, 1.0, 0.7, 0.4, 0.9])
    d = np.diff(y) / h
    A = np.diag(2 * (h[1:] + h[:-1])) + np.diag(h[1:-1], 1) + np.diag(h[1:-1], -1)
    m = np.hstack([0.0, np.linalg.solve(A, 6 * (d[1:] - d[:-1])), 0.0])
    return np.sum(h * (m[1:] ** 2 + m[1:] * m[:-1] + m[:-1] ** 2) / 3) + np.trapezoid(y, dx=0.5)


@program((R(5, 3), R(5, 3)))
def word_vectors(np: Any, p: Any) -> Any:
    centre, context = p
    i, j, k = (
        np.array([0, 1, 1, 4]),
        np.array([2, 2, 3, 0]),
        np.array([[1, 3], [0, 4], [2, 2], [1, 1]]),
    )
    right = np.sum(centre[i] * context[j], axis=1)
    wrong = np.einsum("nd,nkd->nk", centre[i], context[k])
    return np.sum(np.logaddexp(0.0, -right)) + np.sum(np.logaddexp(0.0, wrong))


@program((R(9),), jax=False)
def correlation_in_windows(np: Any, p: Any) -> Any:
    windows = np.lib.stride_tricks.sliding_window_view(p[0], 4)
    z = windows - np.mean(windows, axis=1, keepdims=True)
    return np.sum((z @ z.T) ** 2) / np.sum(np.var(windows, axis=1, ddof=1))


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_people_write_has_the_right_derivatives(name: str) -> None:
    loss, p, with_jax = PROGRAMS[name]
    f = lambda p: loss(np, p)
    t = directions(1, p)

    value, gradient = ad.value_and_grad(f)(p)
    out, tangent = jvp(f, (p,), (t,))

    assert value == pytest.approx(f(p), rel=1e-12)
    assert out == value
    check_dot_product(1.0, tangent, gradient, t)
    if with_jax:
        theirs = jax.jit(jax.value_and_grad(lambda p: loss(jnp, p)))(p)
        assert_agree((value, gradient), theirs, name)
    moved = lambda h: f(jax.tree_util.tree_map(lambda x, t: x + h * t, p, t))
    h = 1e-4
    central = (moved(-2 * h) - 8 * moved(-h) + 8 * moved(h) - moved(2 * h)) / (12 * h)
    assert tangent == pytest.approx(central, rel=1e-7, abs=1e-9)
    one, other = (ad.hvp(f, p, t, mode=m) for m in ("forward-over-reverse", "reverse-over-reverse"))
    assert_agree(one, other, f"second order of {name}")
    along = lambda h: inner(grad(f)(jax.tree_util.tree_map(lambda x, t: x + h * t, p, t)), t)
    h = 1e-4
    curve = (along(-2 * h) - 8 * along(-h) + 8 * along(h) - along(2 * h)) / (12 * h)
    assert inner(one, t) == pytest.approx(curve, rel=1e-6, abs=1e-6)


def test_an_array_of_traced_numbers_is_a_traced_array_to_whatever_meets_it() -> None:
    x = np.array([0.3, 1.2, 0.8])
    for make in (
        lambda np, x: np.array([x[0] * x[1], 2.0, np.sin(x[2])]),
        lambda np, x: np.array([[x[0], 1.0], [x[1], x[2]]]) @ np.array([x[0], 3.0]),
        lambda np, x: np.exp(np.array([x[0], x[1]])) * np.full(2, x[2]),
        lambda np, x: np.array([np.sum(x), x[0]])[::-1] / np.array([x[1], 2.0]),
        lambda np, x: np.linalg.solve(np.eye(2) + np.outer(x[:2], x[:2]), np.array([x[0], x[2]])),
    ):
        ours, theirs = (
            ad.jacobian(lambda x: make(np, x)),
            jax.jit(jax.jacobian(lambda x: make(jnp, x))),
        )
        assert_agree(ours(x), theirs(x), "an array of numbers")
        assert_agree(jvp(lambda x: make(np, x), (x,), (x,))[1], theirs(x) @ x, "forward")


# ---------------------------------------------------------------- refused by name


def scatter(x: Any) -> Any:
    total = np.zeros(2)
    np.add.at(total, [0, 1, 1], x)
    return np.sum(total**2)


def fill(x: Any) -> Any:
    table = np.zeros((2, 3))
    for k in range(2):
        table[k] = x * k
    return np.sum(table)


def accumulate(x: Any) -> Any:
    total = np.zeros(3)
    for k in range(3):
        total += x**k
    return np.sum(total)


def printed(x: Any) -> Any:
    return x[0] * len("%.3f" % x[0])  # noqa: UP031


X = np.array([0.5, -1.0, 2.0])


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (scatter, r"numpy\.add\.at .* write np\.bincount"),
        (fill, r"a\[i\] = x .* np\.stack"),
        (accumulate, r"numpy\.add cannot change an array in place.*x = x \+ y"),
        (printed, r"f'\{x:\.3f\}' instead of '%\.3f' % x"),
        (lambda x: np.mean([x[0], x[1]]), r"np\.stack instead of .* np\.mean\(\[x, y\]\)"),
        (lambda x: np.sum(np.array([x, 2 * x])), r"np\.array\(\[x, …\]\).*np\.stack"),
        (lambda x: np.sum(np.full_like(np.ones(3), x[0])), r"np\.full_like.*np\.broadcast_to"),
        (lambda x: np.sum(np.quantile(x, 0.3)), r"numpy\.quantile has no differentiation rule"),
        (lambda x: np.sum(x * np.matrix([1.0, 2.0, 3.0])), r"type matrix.*np\.asarray"),
        (lambda x: np.sum(x * np.ma.masked_array(X, [0, 1, 0])), r"type MaskedArray"),
    ],
)
@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_what_cannot_be_traced_says_which_call_and_what_to_write(f: Any, message: str) -> None:
    for transform in (lambda: grad(f)(X), lambda: jvp(f, (X,), (X,))):
        with pytest.raises(NoRuleError, match=message):
            transform()
