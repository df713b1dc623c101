"""Problem set 2: forward mode, by hand. Its exercises, in the order of the notebook."""

from autograder.checks.progress import Progress
from autograder.checks.ps2_forward.derivative import check as derivative
from autograder.checks.ps2_forward.dual import check as dual
from autograder.checks.ps2_forward.dual_functions import check as dual_functions
from autograder.checks.ps2_forward.forward_table import check as forward_table
from autograder.checks.ps2_forward.jacobian import check as jacobian
from autograder.checks.ps2_forward.jvp import check as jvp
from autograder.checks.ps2_forward.second_derivative import check as second_derivative

EXERCISES = (dual, dual_functions, derivative, jvp, jacobian, second_derivative, forward_table)
progress = Progress(__name__)
