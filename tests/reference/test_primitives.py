"""Every primitive is right, in both modes, to second order, on ordinary and on awkward shapes."""

import jax.numpy as jnp
import numpy as np
import pytest
from derivative_cases import CASES, Case, identifier
from derivative_checks import (
    Point,
    check_first_order,
    check_second_order,
    directions,
    point,
    taylor_slope,
)
from jax_derivatives import Derivatives, compiled

from autograder.reference.core import RULES, Primitive


def test_every_function_with_a_rule_has_a_case() -> None:
    tested = {case.function for case in CASES} | {"logsumexp", "softmax"}
    renamed = {"amax": "max", "amin": "min"}
    for function, rule in RULES.items():
        if isinstance(rule, Primitive) and not rule.vjps:
            continue  # a function whose derivative is zero
        whole = function[0] if isinstance(function, tuple) else function
        name = whole.__name__.strip("_")
        module = "linalg." if "linalg" in (getattr(whole, "__module__", None) or "") else ""
        assert f"{module}{renamed.get(name, name)}" in tested, f"no case for {function}"


# A fixture of the module, so that the tests of one case follow each other and JAX is asked once.
@pytest.fixture(scope="module", params=CASES, ids=identifier)
def case(request: pytest.FixtureRequest) -> Case:
    return request.param


@pytest.fixture(scope="module")
def at(case: Case) -> Point:
    return point(case.call, case.arrays())


@pytest.fixture(scope="module")
def theirs(case: Case, at: Point) -> Derivatives:
    return compiled(lambda *arrays: case.call(jnp, *arrays), at.cs, at.xs, at.ts)


def test_first_order_agrees_with_jax_and_between_the_modes(
    case: Case, at: Point, theirs: Derivatives
) -> None:
    check_first_order(case.call, at, theirs)


def test_second_order_agrees_with_jax_in_four_compositions(
    case: Case, at: Point, theirs: Derivatives
) -> None:
    check_second_order(case.call, at, theirs)


def test_the_remainder_of_first_order_falls_with_slope_two(case: Case, at: Point) -> None:
    slope = taylor_slope(lambda *arrays: case.call(np, *arrays), at.xs, directions(5, at.xs))
    assert slope is None or 1.9 < slope < 2.1
