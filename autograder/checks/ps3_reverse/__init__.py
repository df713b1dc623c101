"""Problem set 3: reverse mode, by hand. Its exercises, in the order of the notebook."""

from autograder.checks.progress import Progress
from autograder.checks.ps3_reverse.backward import check as backward
from autograder.checks.ps3_reverse.grad import check as grad
from autograder.checks.ps3_reverse.logistic_loss import check as logistic_loss
from autograder.checks.ps3_reverse.mlp_gradients import check as mlp_gradients
from autograder.checks.ps3_reverse.topological_order import check as topological_order
from autograder.checks.ps3_reverse.unbroadcast import check as unbroadcast
from autograder.checks.ps3_reverse.vjp_matmul import check as vjp_matmul
from autograder.checks.ps3_reverse.vjp_softmax import check as vjp_softmax
from autograder.checks.ps3_reverse.vjp_sum import check as vjp_sum

EXERCISES = (
    topological_order,
    backward,
    unbroadcast,
    vjp_matmul,
    vjp_sum,
    vjp_softmax,
    grad,
    logistic_loss,
    mlp_gradients,
)
progress = Progress(__name__)
