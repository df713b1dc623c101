"""What does a page show where a number must agree with another program's?

`compare` shows both numbers in a table, `agree` one line that says how far apart they are at most.
Both raise where they differ by more than rounding, so that a page that is built was right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from IPython.display import HTML, Markdown

from autograder.book.cells import table


def relative_error(ours: Any, theirs: Any) -> float:
    """Return ‖ours − theirs‖ / ‖theirs‖ in the maximum norm; 0 where both are zero, else inf."""
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    if ours.shape != theirs.shape:
        raise AssertionError(f"shapes {ours.shape} and {theirs.shape} are to agree")
    difference = float(np.max(np.abs(ours - theirs), initial=0.0))
    scale = float(np.max(np.abs(theirs), initial=0.0))
    if difference == 0.0:
        return 0.0
    return difference / scale if scale else np.inf


def compare(
    quantities: Mapping[str, tuple[Any, Any]], *, witness: str = "JAX", rtol: float = 1e-13
) -> Markdown:
    """Show numbers beside what another program finds: value, witness, difference, relative error.

    quantities: name → (ours, theirs), two numbers; names may hold mathematics between dollar signs.
    witness: the other program, the head of its column. Raises AssertionError, which names the
    quantity, where the relative error is above `rtol`.
    """
    rows = []
    for name, (ours, theirs) in quantities.items():
        error = _within(name, ours, theirs, witness, rtol)
        ours, theirs = float(ours), float(theirs)
        apart = [f"{x:.1e}" if x else "0" for x in (ours - theirs, error)]
        rows.append([name, f"{ours:.12g}", f"{theirs:.12g}", *apart])
    return table(["", "value", witness, "difference", "relative error"], rows)


def agree(
    quantities: Mapping[str, tuple[Any, Any]], *, witness: str = "JAX", rtol: float = 1e-13
) -> HTML:
    """Show in one line that numbers or arrays agree with what another program finds.

    quantities, witness, rtol: as in `compare`; arrays are compared in the maximum norm.
    """
    errors = [_within(name, *pair, witness, rtol) for name, pair in quantities.items()]
    worst = max(errors, default=0.0)
    said = f"relative error at most {worst:.0e}" if worst else "equal to the last digit"
    return HTML(f'<p class="checked">checked against {witness}: {said}</p>')


def _within(name: str, ours: Any, theirs: Any, witness: str, rtol: float) -> float:
    error = relative_error(ours, theirs)
    if not error <= rtol:
        raise AssertionError(
            f"{name}: {ours} differs from {theirs} ({witness}) by a relative error of {error:.1e}"
        )
    return error
