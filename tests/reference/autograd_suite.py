"""HIPS autograd's own tests, with this module in place of autograd's derivatives.

`make foreign` fetches the source distribution and runs it:
python tests/reference/autograd_suite.py autograd-*.tar.gz

The tests are in the source distribution only, so this is no part of `make test`.  Replaced are
`autograd.numpy`, which becomes NumPy itself, `make_vjp` and `make_jvp`, and its checks by
differences.  A failure that neither LIMITS nor DECIDED explains makes the exit status 1.
"""

import functools
import re
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import autograd
import jax
import numpy as np
import pytest
from autograd import differential_operators, test_util
from derivative_checks import check_dot_product, directions, size

from autograder import reference as ad
from autograder.reference.values import replaced

LIMITS = {  # what a failure says -> why the derivative is not wrong
    r"only real floating-point|real and the imaginary": "real numbers only",
    r"no differentiation rule|not cover the option|is differentiated (with|for)|ufunc": "no rule",
    r"Python number|would put a traced|changes a traced|cannot change an array|strides": "refused",
    r"not full rank|are not determined|no derivative here|repeat": "no derivative",
    r"Node|vector space|vspace|Box|_boxes|make_diagonal|holomorphic|make_jvp\(\)|primitive|"
    r"is <class|isinstance|DID NOT RAISE|positional|attribute '_dot'": "autograd's own interface",
    r"one real number as its result": "one element of an array is not one number here",
}

DECIDED = {  # tests of what was decided otherwise here
    "test_eigvalh_": "at a symmetric matrix the derivative is that of its symmetric part",
    "test_wrapped_name_and_docs": "autograd's own interface",
}


def real(x: Any) -> Any:
    """An argument that this module can differentiate; a test goes no further with another."""
    if isinstance(x, int):
        return float(x)
    if isinstance(x, tuple | list):
        return type(x)(map(real, x))
    if np.iscomplexobj(x):
        pytest.skip("real numbers only")
    return x.astype(float) if getattr(x, "dtype", np.dtype(float)).kind in "iub" else x


def make_vjp(f: Any, x: Any) -> tuple[Any, Any]:
    """autograd.core.make_vjp."""
    value, pull = ad.vjp(f, real(x))
    return lambda g: pull(g)[0], value


def make_jvp(f: Any, x: Any) -> Any:
    """autograd.core.make_jvp."""
    return lambda t: ad.jvp(f, (real(x),), (t,))


def check_grads(f: Any, argnum: Any = 0, modes: Any = ("fwd", "rev"), order: int = 2) -> Any:
    """autograd.test_util.check_grads: both modes against differences, and so their derivatives."""

    def check(*args: Any, **options: Any) -> None:
        argnums = (argnum,) if isinstance(argnum, int) else argnum
        xs = tuple(real(args[i]) for i in argnums)

        def g(*xs: Any) -> Any:
            return f(*replaced(args, argnums, xs), **options)

        compare(g, xs, order)

    return check


def compare(g: Any, xs: Any, order: int) -> None:
    """Jacobian times t: forward, transposed and by differences; then of the gradient, too."""
    leaves = jax.tree_util.tree_leaves
    ts = directions(1, xs)
    moved = [g(*jax.tree_util.tree_map(lambda x, t: x + h * t, xs, ts)) for h in (-1e-6, 1e-6)]
    value, tangent = ad.jvp(g, xs, ts)
    if any(np.iscomplexobj(y) for y in leaves(value)):
        pytest.skip("real numbers only")
    for d, a, b in zip(leaves(tangent), *map(leaves, moved), strict=True):
        np.testing.assert_allclose(d, (b - a) / 2e-6, rtol=1e-5, atol=1e-5 * (1 + size(d)))
    c = directions(2, value)
    check_dot_product(c, tangent, ad.vjp(g, *xs)[1](c), ts)
    if order > 1:
        compare(lambda *xs: ad.vjp(g, *xs)[1](c), xs, order - 1)


def with_floats(transformation: Any) -> Any:
    """A transformation that takes whole numbers for real ones, as autograd's do."""

    @functools.wraps(transformation)
    def transform(f: Any, argnum: Any = 0) -> Any:
        @functools.wraps(f)
        def at(*args: Any, **options: Any) -> Any:
            chosen = (argnum,) if isinstance(argnum, int) else argnum
            args = tuple(real(x) if i in chosen else x for i, x in enumerate(args))
            return transformation(f, argnum)(*args, **options)

        return at

    return transform


def replace() -> None:
    """Put this module and NumPy where autograd's parts are looked for."""
    test_util.check_grads = check_grads
    differential_operators._make_vjp, differential_operators._make_jvp = make_vjp, make_jvp
    for name in ("grad", "value_and_grad", "jacobian", "hessian", "elementwise_grad"):
        setattr(autograd, name, with_floats(getattr(ad, name)))
    autograd.make_vjp = lambda f: lambda x: make_vjp(f, x)
    autograd.make_jvp = lambda f: lambda x: make_jvp(f, x)
    autograd.numpy = np
    parts = {"": np, ".random": np.random, ".linalg": np.linalg, ".fft": np.fft}
    sys.modules.update({f"autograd.numpy{name}": module for name, module in parts.items()})


class Outcomes:
    """What became of each test, and why the failed ones failed."""

    def __init__(self) -> None:
        self.passed, self.skipped = 0, 0
        self.explained: dict[str, list[str]] = {}
        self.wrong: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Count a test, by the last line of its failure."""
        if report.skipped:
            self.skipped += 1
        elif report.passed and report.when == "call":
            self.passed += 1
        elif report.failed:
            said = str(report.longrepr)
            last = "\n".join(line for line in said.splitlines() if line.startswith("E "))
            reasons = [why for test, why in DECIDED.items() if test in report.nodeid]
            reasons += [why for pattern, why in LIMITS.items() if re.search(pattern, last)]
            why = next(iter(reasons), None)
            if why:
                self.explained.setdefault(why, []).append(report.nodeid)
            else:
                self.wrong.append(f"{report.nodeid}: {last.strip()[:200]}")


def main(source: str) -> int:
    """Run the tests of a source distribution; 1 if one fails without a reason."""
    replace()
    outcomes = Outcomes()
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        tests = next(Path(folder).glob("*/tests"))
        options = "-q -p no:cacheprovider --no-summary --tb=short -W ignore -c /dev/null"
        pytest.main([str(tests), *options.split(), f"--rootdir={tests}"], plugins=[outcomes])
    print(f"passed {outcomes.passed}, not real {outcomes.skipped}")
    for why, names in outcomes.explained.items():
        print(f"{why}: {len(names)}")
        print(*(f"    {name}" for name in names), sep="\n")
    print(f"unexplained: {len(outcomes.wrong)}")
    print(*(f"    {name}" for name in outcomes.wrong), sep="\n")
    return int(bool(outcomes.wrong))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
