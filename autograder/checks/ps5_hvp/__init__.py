"""Problem set 5: Hessian-vector products, with JAX. Its exercises, in the order of the notebook.

No check needs JAX here: where a driver makes the notebook's functions with `jnp`, the same lines
make them with NumPy for the reference module.
"""

from autograder.checks.progress import Progress
from autograder.checks.ps5_hvp.full_hessian import check as full_hessian
from autograder.checks.ps5_hvp.get_params import check as get_params
from autograder.checks.ps5_hvp.hvp import check as hvp
from autograder.checks.ps5_hvp.naive_hvp import check as naive_hvp
from autograder.checks.ps5_hvp.plot_timings import check as plot_timings
from autograder.checks.ps5_hvp.time_methods import check as time_methods

EXERCISES = (get_params, full_hessian, naive_hvp, hvp, time_methods, plot_timings)
BY_PERSON = {"experiment": 2, "analysis": 3}
progress = Progress(__name__)
