"""Problem set 3: reverse mode, by hand. Its exercises, in the order of the notebook."""

from autograder.checks.ps3_reverse.backward import check as backward
from autograder.checks.ps3_reverse.topological_order import check as topological_order
from autograder.checks.ps3_reverse.unbroadcast import check as unbroadcast

EXERCISES = (topological_order, backward, unbroadcast)
