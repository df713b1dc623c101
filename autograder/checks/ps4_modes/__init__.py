"""Problem set 4: which mode, by hand. Its exercises, in the notebook's order."""

from autograder.checks.progress import Progress
from autograder.checks.ps4_modes.accumulation_cost import check as accumulation_cost
from autograder.checks.ps4_modes.best_order import check as best_order
from autograder.checks.ps4_modes.choose_mode import check as choose_mode
from autograder.checks.ps4_modes.jacobian_forward import check as jacobian_forward
from autograder.checks.ps4_modes.jacobian_reverse import check as jacobian_reverse

EXERCISES = (jacobian_forward, jacobian_reverse, choose_mode, accumulation_cost, best_order)
BY_PERSON = {"any_graph": 3}
progress = Progress(__name__)
