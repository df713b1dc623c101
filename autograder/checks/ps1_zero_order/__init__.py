"""Problem set 1: descent without derivatives, by hand. Its exercises, in the notebook's order."""

from autograder.checks.progress import Progress
from autograder.checks.ps1_zero_order.best_steps import check as best_steps
from autograder.checks.ps1_zero_order.descend import check as descend
from autograder.checks.ps1_zero_order.finite_difference import check as finite_difference
from autograder.checks.ps1_zero_order.stress import check as stress
from autograder.checks.ps1_zero_order.stress_gradient import check as stress_gradient
from autograder.checks.ps1_zero_order.two_point import check as two_point

EXERCISES = (stress, stress_gradient, finite_difference, two_point, best_steps, descend)
BY_PERSON = {"pca": 3}
progress = Progress(__name__)
