"""Problem set 8: linear algebra, by hand. Its exercises, in the notebook's order."""

from autograder.checks.progress import Progress
from autograder.checks.ps8_linear_algebra.logdet_gradient import check as logdet_gradient
from autograder.checks.ps8_linear_algebra.low_rank_complete import check as low_rank_complete
from autograder.checks.ps8_linear_algebra.lstsq_vjp import check as lstsq_vjp
from autograder.checks.ps8_linear_algebra.nuclear_norm_gradient import (
    check as nuclear_norm_gradient,
)
from autograder.checks.ps8_linear_algebra.solve_vjp import check as solve_vjp
from autograder.checks.ps8_linear_algebra.spectral_norm_gradient import (
    check as spectral_norm_gradient,
)
from autograder.checks.ps8_linear_algebra.svd_vjp import check as svd_vjp

EXERCISES = (
    solve_vjp,
    logdet_gradient,
    lstsq_vjp,
    nuclear_norm_gradient,
    spectral_norm_gradient,
    svd_vjp,
    low_rank_complete,
)
progress = Progress(__name__)
