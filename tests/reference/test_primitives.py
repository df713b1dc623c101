"""Every primitive is right, in both modes, to second order, on ordinary and on awkward shapes."""

import numpy as np
import pytest
from derivative_cases import CASES, Case, identifier
from derivative_checks import check_first_order, check_second_order, directions, taylor_slope

from autograder.reference.core import RULES, Primitive


def test_every_function_with_a_rule_has_a_case() -> None:
    tested = {case.function for case in CASES} | {"logsumexp", "softmax"}
    renamed = {"amax": "max", "amin": "min"}
    for function, rule in RULES.items():
        if isinstance(rule, Primitive) and not rule.vjps:
            continue  # a function whose derivative is zero
        whole = function[0] if isinstance(function, tuple) else function
        name = whole.__name__.strip("_")
        module = "linalg." if "linalg" in (whole.__module__ or "") else ""
        assert f"{module}{renamed.get(name, name)}" in tested, f"no case for {function}"


each_case = pytest.mark.parametrize("case", CASES, ids=identifier)


@each_case
def test_first_order_agrees_with_jax_and_between_the_modes(case: Case) -> None:
    check_first_order(case.call, case.arrays())


@each_case
def test_second_order_agrees_with_jax_in_four_compositions(case: Case) -> None:
    check_second_order(case.call, case.arrays())


@each_case
def test_the_remainder_of_first_order_falls_with_slope_two(case: Case) -> None:
    xs = [x[()] for x in case.arrays()]
    slope = taylor_slope(lambda *arrays: case.call(np, *arrays), xs, directions(5, xs))
    assert slope is None or 1.9 < slope < 2.1
