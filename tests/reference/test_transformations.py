# ruff: noqa: E731 (functions of one line are written as such)
"""Transformations compose, take nested containers, and their own rules are obeyed."""

import collections
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from derivative_checks import assert_agree

from autograder import reference as ad

X = np.array([0.3, -1.2, 0.8])
V = np.array([1.0, 0.5, -2.0])


def bumpy(x: Any) -> Any:
    return np.sum(np.sin(x) * x[::-1] ** 2) * np.exp(x[0])


# ---------------------------------------------------------------- trees


def tree_loss(np: Any, tree: Any, scale: Any) -> Any:
    a, (b, c) = tree["a"], tree["more"]
    return np.sum(a @ b) * scale + np.sum(c[0] * c[0]) * np.sin(b[0])


TREE = {"a": np.arange(6.0).reshape(2, 3) / 3, "more": [X, (V, None)]}


def test_gradients_nest_as_the_arguments_do() -> None:
    value, bars = ad.value_and_grad(lambda t, s: tree_loss(np, t, s), (0, 1))(TREE, 0.5)
    theirs = jax.jit(jax.value_and_grad(lambda t, s: tree_loss(jnp, t, s), (0, 1)))(TREE, 0.5)
    assert_agree((value, bars), theirs, "tree")
    assert isinstance(bars[0]["more"][1], tuple)
    assert bars[0]["more"][1][1] is None


def test_results_may_nest() -> None:
    f = lambda namespace: lambda x: {"s": namespace.sum(x), "pair": (x * x, [x[0]])}
    value, tangent = ad.jvp(f(np), (X,), (V,))
    g = {"s": 2.0, "pair": (V, [3.0])}

    @jax.jit
    def theirs(x: Any, t: Any, g: Any) -> Any:
        return jax.jvp(f(jnp), (x,), (t,)), jax.vjp(f(jnp), x)[1](g), jax.jacobian(f(jnp))(x)

    pair, bars, matrices = theirs(X, V, g)
    assert_agree((value, tangent), pair, "jvp")
    assert_agree(ad.vjp(f(np), X)[1](g), bars, "vjp")
    for mode in ("forward", "reverse", "auto"):
        assert_agree(ad.jacobian(f(np), mode=mode)(X), matrices, mode)


def test_named_tuples_keep_their_names() -> None:
    Point = collections.namedtuple("Point", "x y")
    assert ad.grad(lambda p: p.x * p.y)(Point(2.0, 3.0)) == Point(x=3.0, y=2.0)


def test_jacobian_and_hessian_of_trees() -> None:
    f = lambda np, t: np.sum(t["a"]) * t["b"] * t["b"] + np.sum(t["a"] ** 3)
    tree = {"a": X, "b": np.float64(2.0)}
    theirs = jax.jit(jax.hessian(lambda t: f(jnp, t)))(tree)
    assert_agree(ad.hessian(lambda t: f(np, t))(tree), theirs, "H")


def test_tangents_that_nest_or_measure_differently_are_refused() -> None:
    with pytest.raises(ValueError, match="nest differently"):
        ad.jvp(lambda t: t["a"], ({"a": X},), ([X],))
    with pytest.raises(ValueError, match=r"a tangent has shape \(2,\), its value has shape \(3,\)"):
        ad.jvp(np.sum, (X,), (np.ones(2),))
    with pytest.raises(ValueError, match=r"a cotangent has shape \(3,\), its value has shape \(\)"):
        ad.vjp(np.sum, X)[1](np.ones(3))


# ---------------------------------------------------------------- second order


@pytest.mark.parametrize(
    "mode",
    [
        "forward-over-reverse",
        "reverse-over-forward",
        "reverse-over-reverse",
        "forward-over-forward",
    ],
)
def test_hvp_is_the_hessian_times_the_vector(mode: str) -> None:
    np.testing.assert_allclose(ad.hvp(bumpy, X, V, mode), ad.hessian(bumpy)(X) @ V, rtol=1e-12)


def test_hvp_refuses_an_unknown_mode() -> None:
    with pytest.raises(ValueError, match="one of the four"):
        ad.hvp(bumpy, X, V, mode="sideways")


def test_hessian_agrees_with_jax_and_is_symmetric() -> None:
    matrix = ad.hessian(bumpy)(X)
    theirs = jax.hessian(lambda x: jnp.sum(jnp.sin(x) * x[::-1] ** 2) * jnp.exp(x[0]))
    assert_agree(matrix, jax.jit(theirs)(X), "hessian")
    np.testing.assert_allclose(matrix, matrix.T, rtol=1e-13)


def test_third_derivatives() -> None:
    ours = ad.jacobian(ad.hessian(lambda x: np.sum(x**3 * x[0])))(X)
    theirs = jax.jit(jax.jacobian(jax.hessian(lambda x: jnp.sum(x**3 * x[0]))))(X)
    assert_agree(ours, theirs, "third derivative")


def test_linearize_evaluates_once() -> None:
    calls = []

    def f(x: Any) -> Any:
        calls.append(1)
        return np.tanh(x) * x[0]

    value, f_jvp = ad.linearize(f, X)
    for t in (V, X, np.eye(3)[0]):
        np.testing.assert_allclose(f_jvp(t), ad.jvp(f, (X,), (t,))[1], rtol=1e-14)
    assert len(calls) == 1 + 3
    np.testing.assert_array_equal(value, f(X))


def test_linearize_can_be_differentiated() -> None:
    f = lambda x: ad.linearize(np.sin, x)[1](x * x)
    assert ad.grad(f)(0.4) == pytest.approx(2 * 0.4 * np.cos(0.4) - 0.16 * np.sin(0.4))


def test_elementwise_grad_is_the_diagonal() -> None:
    np.testing.assert_allclose(ad.elementwise_grad(np.tanh)(X), 1 - np.tanh(X) ** 2, rtol=1e-14)
    twice = ad.elementwise_grad(ad.elementwise_grad(np.sin))
    np.testing.assert_allclose(twice(X), -np.sin(X), rtol=1e-14)


def test_argnums_select_arguments_and_keywords_pass() -> None:
    f = lambda x, y, *, power: np.sum(x) * y**power
    assert ad.grad(f, 1)(X, 2.0, power=3) == pytest.approx(np.sum(X) * 12.0)
    dx, dy = ad.grad(f, (0, -1))(X, 2.0, power=3)
    assert_agree((dx, dy), (np.full(3, 8.0), np.sum(X) * 12.0), "argnums")
    with pytest.raises(ValueError, match="argnums=2 asks for an argument that is not there"):
        ad.grad(f, 2)(X, 2.0, power=3)


# ---------------------------------------------------------------- stop, checkpoint, custom rules


def test_stop_gradient_makes_constants_at_every_level() -> None:
    f = lambda x: ad.stop_gradient(x) * x
    assert ad.grad(f)(3.0) == 3.0
    assert ad.grad(ad.grad(f))(3.0) == 0.0
    assert ad.stop_gradient({"a": 2.0}) == {"a": 2.0}


def layers(x: Any, w: Any) -> Any:
    for _ in range(4):
        x = np.tanh(x @ w)
    return x


W = np.array([[0.4, -0.2, 0.1], [0.3, 0.5, -0.6], [-0.1, 0.2, 0.7]])


def test_checkpoint_changes_no_derivative() -> None:
    plain = lambda x, w: np.sum(layers(layers(x, w), w) ** 2)
    kept = ad.checkpoint(layers)
    spare = lambda x, w: np.sum(kept(kept(x, w), w) ** 2)
    for transform in (
        lambda f: ad.grad(f, (0, 1)),
        lambda f: ad.jacobian(ad.grad(f, 1), 0),
        lambda f: lambda x, w: ad.jvp(f, (x, w), (V, w)),
        lambda f: lambda x, w: ad.hvp(lambda w: f(x, w), w, w, "reverse-over-reverse"),
        lambda f: lambda x, w: ad.hvp(lambda w: f(x, w), w, w),
    ):
        assert_agree(transform(spare)(X, W), transform(plain)(X, W), "checkpoint", 1e-13)


def test_checkpoint_stores_less_and_evaluates_once_more() -> None:
    calls = []

    def block(x: Any) -> Any:
        calls.append(1)
        return np.sin(np.cos(np.sin(np.cos(x))))

    def loss(block: Any) -> Any:
        return lambda x: np.sum(block(block(x)))

    stored = ad.trace(loss(block), X).counts()["stored_values"]
    kept = ad.trace(loss(ad.checkpoint(block)), X)
    largest = sum(np.size(node.value) for node in kept.nodes)
    assert largest < stored + 3 * X.size
    assert [n.primitive for n in kept.nodes].count("checkpoint") == 2
    calls.clear()
    ad.grad(loss(ad.checkpoint(block)))(X)
    assert len(calls) == 2 + 2


def test_checkpoint_takes_trees_options_and_whole_numbers() -> None:
    f = lambda params, x, n, sign=1.0: sum(np.sum(p * x) ** n for p in params.values()) * sign
    params = {"a": X, "b": V}
    ours = ad.grad(ad.checkpoint(f), (0, 1))(params, X, 3, sign=-1.0)
    assert_agree(ours, ad.grad(f, (0, 1))(params, X, 3, sign=-1.0), "tree", 1e-13)


def test_a_function_with_rules_must_not_close_over_traced_values() -> None:
    f = lambda x: np.sum(ad.checkpoint(lambda y: x * y)(x * 2.0))
    with pytest.raises(ad.NoRuleError, match="pass it as an argument"):
        ad.grad(f)(X)


def make_custom_jvp(namespace: Any, custom: Any) -> Any:
    @custom
    def f(x: Any, y: Any) -> Any:
        return namespace.sin(x) * y

    @f.defjvp
    def rule(primals: Any, tangents: Any) -> Any:
        (x, y), (t, u) = primals, tangents
        return f(x, y), 2.0 * namespace.cos(x) * t * y + namespace.sin(x) * u

    return f


def test_custom_jvp_is_obeyed_in_both_modes_and_to_second_order() -> None:
    ours, theirs = make_custom_jvp(np, ad.custom_jvp), make_custom_jvp(jnp, jax.custom_jvp)
    x, y = 0.7, 1.3
    assert ours(x, y) == np.sin(x) * y
    expected = jax.jit(
        lambda x, y: {
            "jvp": jax.jvp(theirs, (x, y), (1.0, 0.5)),
            "grad": jax.grad(theirs, (0, 1))(x, y),
            "grad of grad": jax.grad(jax.grad(theirs))(x, y),
            "hessian": jax.hessian(lambda p: theirs(p[0], p[1]))(jnp.stack([x, y])),
        }
    )(x, y)
    assert_agree(ad.jvp(ours, (x, y), (1.0, 0.5)), expected["jvp"], "jvp")
    assert_agree(ad.grad(ours, (0, 1))(x, y), expected["grad"], "grad")
    assert_agree(ad.grad(ad.grad(ours))(x, y), expected["grad of grad"], "grad of grad")
    matrix = ad.hessian(lambda p: ours(p[0], p[1]))(np.array([x, y]))
    assert_agree(matrix, expected["hessian"], "hessian")


def make_custom_vjp(namespace: Any, custom: Any) -> Any:
    @custom
    def f(x: Any, y: Any) -> Any:
        return namespace.sin(x) * y

    def forward(x: Any, y: Any) -> Any:
        return namespace.sin(x) * y, (x, y)

    def backward(kept: Any, g: Any) -> Any:
        x, y = kept
        return 3.0 * namespace.cos(x) * y * g, namespace.sin(x) * g

    f.defvjp(forward, backward)
    return f


def test_custom_vjp_is_obeyed_in_both_modes_and_to_second_order() -> None:
    ours, theirs = make_custom_vjp(np, ad.custom_vjp), make_custom_vjp(jnp, jax.custom_vjp)
    x, y = 0.7, 1.3
    assert_agree(ad.grad(ours, (0, 1))(x, y), jax.grad(theirs, (0, 1))(x, y), "grad")
    assert_agree(ad.grad(ad.grad(ours))(x, y), jax.grad(jax.grad(theirs))(x, y), "grad of grad")
    tangent = ad.jvp(ours, (x, y), (1.0, 0.5))[1]
    assert tangent == pytest.approx(3.0 * np.cos(x) * y + 0.5 * np.sin(x))


def test_a_custom_rule_may_leave_an_argument_without_a_cotangent() -> None:
    f = ad.custom_vjp(lambda x, y: x * y)
    f.defvjp(lambda x, y: (x * y, y), lambda y, g: (g * y, None))
    assert ad.grad(f, (0, 1))(2.0, 3.0) == (3.0, 0.0)
    assert ad.jvp(f, (2.0, 3.0), (1.0, 1.0))[1] == 3.0


def test_custom_rules_take_trees_and_arrays() -> None:
    clipped = ad.custom_vjp(lambda tree: {k: v * 1.0 for k, v in tree.items()})
    clipped.defvjp(
        lambda tree: (tree, None),
        lambda kept, g: ({k: np.clip(v, -1.0, 1.0) for k, v in g.items()},),
    )
    bars = ad.grad(lambda t: np.sum(clipped(t)["a"] * V) + 9.0 * clipped(t)["b"])(
        {"a": X, "b": 1.0}
    )
    assert_agree(bars, {"a": np.clip(V, -1, 1), "b": 1.0}, "clipped")
