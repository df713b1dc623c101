# ruff: noqa: E731 (functions of one line are written as such)
"""What no rule and no program can break: shapes, types, constants and draws as they were."""

import random
import tracemalloc
from typing import Any

import numpy as np
import pytest
from derivative_checks import assert_agree

from autograder import reference as ad
from autograder.reference import NoRuleError, grad, jvp, vjp
from autograder.reference.core import RULES, Primitive, elementwise
from autograder.reference.modes import unbroadcast

X = np.array([0.3, -1.2, 0.8])

# ---------------------------------------------------------------- shape


@pytest.mark.parametrize("wrong", [np.ones(4), np.ones(1), np.ones((3, 1)), np.float64(1.0), 0.0])
def test_an_adjoint_of_another_shape_cannot_leave_and_its_rule_is_named(wrong: Any) -> None:
    rule = lambda g, y, x: wrong
    mine = Primitive(lambda x: x * 2.0, [rule], [rule], name="mine")
    with pytest.raises(ValueError, match=r"vjp rule of mine returned an adjoint of shape"):
        grad(lambda x: np.sum(mine(x)))(X)


def test_a_tangent_of_another_shape_cannot_leave_and_its_rule_is_named() -> None:
    mine = Primitive(lambda x: x * 2.0, [lambda t, y, x: np.ones(4)], [None], name="mine")
    with pytest.raises(ValueError, match=r"jvp rule of mine returned a tangent of shape \(4,\)"):
        jvp(mine, (X,), (X,))


@pytest.mark.parametrize(
    ("g", "shape"),
    [((4,), (3,)), ((3,), (2, 3)), ((), (3,)), ((2, 3), (3, 3)), ((5, 2), (3,)), ((0,), (2,))],
)
def test_unbroadcast_sums_what_was_repeated_and_nothing_else(g: Any, shape: Any) -> None:
    with pytest.raises(ValueError, match="an adjoint has the shape of its value"):
        unbroadcast(np.ones(g), shape)
    assert unbroadcast(np.ones((4, 2, 3)), (1, 3)).tolist() == [[8.0] * 3]


def custom(forward: Any, backward: Any) -> Any:
    def mine(x: Any) -> Any:
        return 2.0 * x

    f = ad.custom_vjp(mine)
    f.defvjp(forward, backward)
    return f


TWICE = lambda x: (2.0 * x, None)


@pytest.mark.parametrize(
    ("f", "message"),
    [
        (
            custom(TWICE, lambda kept, g: (np.ones(4),)),
            r"the backward rule of mine returned .* of shape \(4,\) for a value of shape \(3",
        ),
        (
            custom(TWICE, lambda kept, g: g),
            "the backward rule of mine must return a tuple with a cotangent or None",
        ),
        (custom(TWICE, lambda kept, g: (g, g)), "for each of its 1 arguments"),
        (
            custom(TWICE, lambda kept, g: ([g],)),
            "the backward rule of mine returned a cotangent that nests",
        ),
        (
            custom(lambda x: 2.0 * x, lambda kept, g: (g,)),
            "forward rule of mine must return",
        ),
        (ad.custom_vjp(X.sum), r"no rule yet; declare it with sum\.defvjp\(forward, backward\)"),
        (ad.custom_jvp(X.sum), r"no rule yet; declare it with sum\.defjvp\(rule\)"),
    ],
)
def test_rules_of_a_wrong_form_are_named_in_both_modes(f: Any, message: str) -> None:
    with pytest.raises((ValueError, TypeError), match=message):
        grad(lambda x: np.sum(f(x)))(X)
    with pytest.raises((ValueError, TypeError), match=message):
        jvp(f, (X,), (X,))


@pytest.mark.parametrize("wrong", [lambda p, t: 2.0 * t[0], lambda p, t: (2.0 * p[0], np.ones(4))])
def test_a_jvp_rule_returns_the_result_and_a_tangent_of_its_shape(wrong: Any) -> None:
    f = ad.custom_jvp(lambda x: 2.0 * x)
    f.defjvp(wrong)
    for run in (lambda: grad(lambda x: np.sum(f(x)))(X), lambda: jvp(f, (X,), (X,))):
        with pytest.raises((ValueError, TypeError), match=r"must return a pair|of shape \(4,\)"):
            run()


# ---------------------------------------------------------------- type


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_a_derivative_has_the_type_of_its_value(dtype: Any) -> None:
    x = X.astype(dtype)
    for f in (
        lambda x: np.sum(x * np.float64(2.0)),
        lambda x: np.max(x) * np.arange(3.0).sum(),
        lambda x: np.sum(np.linalg.norm(x) * np.ones(2)),
    ):
        assert f(x).dtype == np.float64 or f(x).dtype == dtype
        assert grad(f)(x).dtype == dtype
        value, tangent = jvp(f, (x,), (x,))
        assert value.dtype == tangent.dtype == f(x).dtype


def test_a_rule_sees_constants_in_the_type_of_the_result() -> None:
    slope = lambda y, x: x / (x * x + y * y)
    for y in (np.uint8(200), np.int32(50000), np.float16(300), [200, 100, 3]):
        exact = -np.asarray(y, float) / (200.0**2 + np.asarray(y, float) ** 2)
        x = np.full(np.shape(y), 200.0)[()]
        gradient = grad(lambda x: np.sum(np.arctan2(y, x)))(x)
        np.testing.assert_allclose(gradient, exact, rtol=1e-14)
    assert slope(1.0, 1.0) == 0.5
    y = np.float64(0.7)
    base = np.float32(3.3)
    assert grad(lambda y: base**y)(y) == pytest.approx(base**y * np.log(float(base)), rel=1e-14)


def test_operands_of_two_types_meet_in_the_larger() -> None:
    big = np.float32(3e25)  # whose square is no float32
    bar = grad(lambda p: np.arctan2(p["a"], p["b"]))({"a": big, "b": np.float64(1e25)})["b"]
    a = float(big)
    assert bar == pytest.approx(-a / (a * a + 1e50), rel=1e-12)


# ---------------------------------------------------------------- changes in place


def test_a_small_buffer_may_be_used_again() -> None:
    def f(x: Any) -> Any:
        weights, index, total = np.zeros(3), np.array([0]), 0.0
        for k in range(3):
            weights[:] = k + 1.0
            total = total + np.sum(weights * x[index] * x)
            index += 1 if k < 2 else 0
        return total

    gradient = grad(f)(X)
    h = 1e-6
    central = [(f(X + h * e) - f(X - h * e)) / (2 * h) for e in np.eye(3)]
    np.testing.assert_allclose(gradient, central, rtol=1e-7, atol=1e-9)


def test_a_stopped_array_may_be_changed_in_place() -> None:
    def f(x: Any) -> Any:
        frozen = ad.stop_gradient(x)
        frozen[:] = 1.0
        return np.sum(x * x * frozen)

    x = X.copy()
    np.testing.assert_array_equal(grad(f)(x), 2.0 * X)
    np.testing.assert_array_equal(x, X)


# ---------------------------------------------------------------- random numbers


class Noise:
    def __init__(self) -> None:
        self.rng = np.random.default_rng(0)

    def f(self, x: Any) -> Any:
        return x * self.rng.normal(size=3)


def of_closure() -> Any:
    rng = np.random.default_rng(0)
    return lambda x: x * rng.normal(size=3)


def of_numpy() -> Any:
    np.random.seed(0)
    return lambda x: x * np.random.rand(3)


def of_python() -> Any:
    random.seed(0)
    return lambda x: x * random.random()


@pytest.mark.parametrize("make", [of_closure, of_numpy, of_python, lambda: Noise().f])
def test_under_checkpoint_random_numbers_are_drawn_once(make: Any) -> None:
    drawn = make()(np.ones(3))
    for derivative in (
        lambda f: grad(lambda x: np.sum(f(x)))(X),
        lambda f: jvp(f, (X,), (np.ones(3),))[1],
        lambda f: ad.hvp(lambda x: np.sum(f(x * x)), X, 0.5 / np.ones(3)),
    ):
        np.testing.assert_allclose(derivative(ad.checkpoint(make())), drawn)


def test_a_generator_that_is_an_argument_goes_on_after_the_sweep() -> None:
    rng, twin = np.random.default_rng(0), np.random.default_rng(0)
    noisy = ad.checkpoint(lambda x, rng: x * rng.normal(size=3))
    np.testing.assert_array_equal(grad(lambda x: np.sum(noisy(x, rng)))(X), twin.normal(size=3))
    assert rng.normal() == twin.normal()


def test_the_rules_of_a_function_draw_what_the_function_drew() -> None:
    rng = np.random.default_rng(0)
    dropped = ad.custom_vjp(lambda x: x * rng.integers(0, 2, 3))

    def forward(x: Any) -> Any:
        mask = rng.integers(0, 2, 3)
        return x * mask, mask

    dropped.defvjp(forward, lambda mask, g: (g * mask,))
    value, gradient = ad.value_and_grad(lambda x: np.sum(dropped(x)))(np.array([1.0, 2.0, 4.0]))
    assert value == np.sum(gradient * np.array([1.0, 2.0, 4.0]))


def test_a_checkpoint_that_gives_another_value_the_second_time_says_so() -> None:
    calls: list[int] = []

    def changing(x: Any) -> Any:
        calls.append(1)
        return x * len(calls)

    with pytest.raises(ValueError, match="changing gave another value when checkpoint computed"):
        grad(lambda x: np.sum(ad.checkpoint(changing)(x)))(X)


# ---------------------------------------------------------------- memory


def peak(f: Any, x: np.ndarray) -> float:
    """Memory that a gradient needs, in arrays like x."""
    tracemalloc.start()
    grad(lambda x: np.sum(f(x)))(x)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / x.nbytes


def chain(x: Any) -> Any:
    for _ in range(50):
        x = np.tanh(x) * 1.01
    return x


MATRIX = np.linspace(0.5, 1.5, 90_000).reshape(300, 300)


@pytest.mark.parametrize(
    ("f", "x", "most"),
    [
        (chain, np.linspace(0.1, 1.0, 100_000), 55),
        (np.cumprod, np.linspace(0.9, 1.1, 5000), 5),
        (lambda x: np.pad(x, 1), MATRIX, 2.5),
        (np.trace, MATRIX, 1.5),
        (np.diagonal, MATRIX, 1.5),
        (np.rot90, MATRIX, 1.5),
        (lambda x: x[3], MATRIX, 1.5),
    ],
)
def test_a_tape_keeps_what_its_rules_read_and_no_index_of_every_element(
    f: Any, x: Any, most: float
) -> None:
    assert peak(f, x) < most


def test_what_a_rule_names_with_an_underscore_it_does_not_read() -> None:
    # On a long tape those values are gone: the gradient of large arrays would fail or change.
    small, large = np.linspace(0.4, 0.9, 7), np.linspace(0.4, 0.9, 7001)
    for f in (
        lambda x: np.exp(np.sin(x)) / np.sqrt(x + 2.0) - np.log(x) * x**3,
        lambda x: np.where(x > 0.5, np.tanh(x), np.cos(x)) * np.cumsum(x) + np.clip(x, 0.5, 0.8),
        lambda x: np.sort(x)[::-1] * np.maximum(x, 0.6) + np.concatenate([x[1:], x[:1]]),
        lambda x: np.repeat(np.tile(x, 2), 2)[: len(x)] @ np.outer(x[:3], x)[1] * x,
        lambda x: np.std(x) * np.var(x) * np.mean(x) * x + np.roll(np.diff(x, append=x[:1]), 2),
        lambda x: np.pad(x, 1)[2:] * np.einsum("i,i->i", x, x) + np.convolve(x, x[:3], "same"),
    ):
        for x in (small, large):
            along = np.cos(np.arange(float(len(x))))
            tangent = jvp(lambda x: np.sum(f(x) ** 2), (x,), (along,))[1]
            assert np.sum(grad(lambda x: np.sum(f(x) ** 2))(x) * along) == pytest.approx(
                tangent, rel=1e-10, abs=1e-8
            )


# ---------------------------------------------------------------- messages


def test_an_argument_that_cannot_be_differentiated_is_named_by_its_path() -> None:
    for run in (
        lambda: grad(lambda p: np.sum(p["w"]))({"w": X, "layers": [(3, X)]}),
        lambda: vjp(lambda p: np.sum(p["w"]), {"w": X, "layers": [(3, X)]}),
    ):
        with pytest.raises(
            TypeError, match=r"argument \[0\]\['layers'\]\[0\]\[0\], is 3 of type int"
        ):
            run()


def test_argnums_name_each_argument_once() -> None:
    for argnums in ((0, 0), (0, -2)):
        with pytest.raises(ValueError, match="names an argument twice"):
            grad(lambda x, y: np.sum(x * y), argnums)(X, X)


def test_an_error_names_a_ufunc_of_another_module_by_its_module() -> None:
    special = pytest.importorskip("scipy.special")
    with pytest.raises(NoRuleError, match=r"scipy\.special\.erf has no differentiation rule"):
        grad(lambda x: np.sum(special.erf(x)))(X)
    with pytest.raises(NoRuleError, match=r"rule of numpy\.add\.reduce does not cover .* where="):
        grad(lambda x: np.add.reduce(x, where=x > 0))(X)


def test_what_would_change_a_products_meaning_is_refused() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    whole = np.ma.masked_array(np.eye(3), np.eye(3))
    for constant, kind, remedy in (
        (sparse.csr_matrix(np.eye(3)), "csr_matrix", r"S\.toarray\(\)"),
        (sparse.csr_array(np.eye(3)), "csr_array", r"S\.toarray\(\)"),
        (whole, "MaskedArray", r"np\.asarray\(S\)"),
    ):
        named = f"a constant S of type {kind}.*write {remedy}"
        for run, said in (
            (lambda x, S=constant: x @ S, named),
            (lambda x, S=constant: x * S, named),
            # Its own code asks x for an array, and does not say what it is.
            (lambda x, S=constant: S @ x, remedy),
            (lambda x, S=constant: S * x, remedy),
            (lambda x, S=constant: S + x, remedy),
            (lambda x, S=constant: S.dot(x), remedy),
        ):
            with pytest.raises(NoRuleError, match=said):
                grad(lambda x, run=run: np.sum(run(x)))(X)
    assert_agree(grad(lambda x: np.sum(whole.filled(0.0) @ x))(X), np.zeros(3), "no mask left")


def test_a_rule_of_ones_own_for_a_ufunc_covers_broadcasting_and_types() -> None:
    ufunc = np.frompyfunc(lambda x: x, 1, 1)
    softplus = elementwise(ufunc, lambda g, _z, x: g / (1 + np.exp(-x)))
    del RULES[ufunc]  # other tests list the rules
    softplus.function = lambda x: np.log1p(np.exp(x))
    assert_agree(grad(lambda x: np.sum(softplus(x)))(X), 1 / (1 + np.exp(-X)), "softplus")
