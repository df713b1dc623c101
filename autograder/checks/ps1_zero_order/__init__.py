"""Problem set 1: descent without derivatives, by hand. Its exercises, in the notebook's order."""

# ruff: noqa: I001  (in the order of the notebook)
from autograder.checks.ps1_zero_order.stress import check as stress
from autograder.checks.ps1_zero_order.stress_gradient import check as stress_gradient
from autograder.checks.ps1_zero_order.finite_difference import check as finite_difference
from autograder.checks.ps1_zero_order.two_point import check as two_point
from autograder.checks.ps1_zero_order.best_steps import check as best_steps
from autograder.checks.ps1_zero_order.descend import check as descend

BY_PERSON = {"pca": 3}

__all__ = [
    "BY_PERSON",
    "best_steps",
    "descend",
    "finite_difference",
    "stress",
    "stress_gradient",
    "two_point",
]
