"""Problem set 9: tuning step sizes through gradient descent. Its exercises, in the order of the
notebook.

No check needs JAX here: where a driver makes JAX's arrays with the notebook's `jnp`, the same lines
make NumPy's.
"""

from autograder.checks.progress import Progress
from autograder.checks.ps9_hypergradients.hypergradient import check as hypergradient
from autograder.checks.ps9_hypergradients.local_optimality import check as local_optimality
from autograder.checks.ps9_hypergradients.tune import check as tune
from autograder.checks.ps9_hypergradients.unrolled_loss import check as unrolled_loss

EXERCISES = (unrolled_loss, hypergradient, tune, local_optimality)
BY_PERSON = {"schedule": 3}
progress = Progress(__name__)
