"""Problem set 7: checkpointing, by hand. Its exercises, in the order of the notebook."""

from autograder.checks.progress import Progress
from autograder.checks.ps7_checkpointing.best_spacing import check as best_spacing
from autograder.checks.ps7_checkpointing.binomial_steps import check as binomial_steps
from autograder.checks.ps7_checkpointing.gradient_checkpointed import check as gradient_checkpointed
from autograder.checks.ps7_checkpointing.gradient_recompute_all import (
    check as gradient_recompute_all,
)
from autograder.checks.ps7_checkpointing.gradient_store_all import check as gradient_store_all
from autograder.checks.ps7_checkpointing.peak_and_work import check as peak_and_work
from autograder.checks.ps7_checkpointing.remat_loss import check as remat_loss

EXERCISES = (
    gradient_store_all,
    gradient_recompute_all,
    gradient_checkpointed,
    peak_and_work,
    best_spacing,
    binomial_steps,
    remat_loss,
)
progress = Progress(__name__)
