"""Problem set 6: traces and spectra from products, with JAX. Its exercises, in notebook order."""

from autograder.checks.progress import Progress
from autograder.checks.ps6_trace.hessian_trace import check as hessian_trace
from autograder.checks.ps6_trace.hutchinson import check as hutchinson
from autograder.checks.ps6_trace.lanczos import check as lanczos
from autograder.checks.ps6_trace.probe_variance import check as probe_variance
from autograder.checks.ps6_trace.rademacher import check as rademacher
from autograder.checks.ps6_trace.spectral_density import check as spectral_density

EXERCISES = (
    rademacher,
    hutchinson,
    probe_variance,
    hessian_trace,
    lanczos,
    spectral_density,
)
progress = Progress(__name__)
