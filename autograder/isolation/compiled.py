"""Which compiled programs may all JAX notebooks share?

Of the time of a JAX notebook most goes into compiling. A good part of that are single operations of
`jax.numpy` on the few shapes of a set, the same in every notebook. JAX can read compiled programs
from a directory; the sandbox shows one, read-only, with single operations alone.

They come from a run of the instructor's own notebook (`filling`). What else that run compiles,
which a student might call in place of an answer, is not kept. Nothing that a student's code has
written ever gets here.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PLACE = "/compiled"  # inside the sandbox

# Names of programs that JAX makes of one operation each.
_NAMES = """
_broadcast_arrays _eye _linspace _reduce_max _reduce_min _reduce_sum _take _where abs add arange
atleast_1d atleast_2d broadcast_in_dim broadcast_to concatenate convert_element_type copy cos
div divide dot dot_general dynamic_slice dynamic_update_slice equal erf erfc exp expand_dims
expm1 eye full gather greater greater_equal integer_pow iota less less_equal linspace log log1p
logistic matmul max maximum mean min minimum mul multiply neg negative not_equal ones outer pow
power ravel reciprocal reduce_max reduce_sum reshape rsqrt scatter scatter_add select_n sign sin
slice split sqrt square squeeze stack stage sub subtract sum swapaxes tanh transpose true_divide
vdot where zeros
"""
SINGLE_OPERATIONS = frozenset(_NAMES.split())
_FILE = re.compile(r"jit_(\w+)-[0-9a-f]{64}-cache")
LARGEST = 2**17


def folder() -> Path | None:
    """Return the directory of the programs for these versions and machine; None without JAX."""
    try:
        versions = [version(name) for name in ("jax", "jaxlib")]
    except PackageNotFoundError:
        return None
    versions += [platform.machine(), "python" + ".".join(map(str, sys.version_info[:2]))]
    root = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(root, "autodiff-course", "compiled", "-".join(versions))


def variables(*, filling: bool) -> dict[str, str]:
    """Return the environment in which JAX reads the programs; with `filling`, writes them too."""
    return {
        "JAX_COMPILATION_CACHE_DIR": PLACE,
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0" if filling else "1e9",
    }


def is_filled(by: str) -> bool:
    """Whether the programs of the notebook of that name and version are there."""
    place = folder()
    return place is not None and (place / f"filled-{by}").is_file()


@contextmanager
def filling(by: str) -> Iterator[Path]:
    """Give an empty directory for a run to write to; keep single operations of what it wrote.

    by: the name and version of the notebook that is run. Nothing is kept if the block raises.
    Raises OSError where the user has no directory to keep them in.
    """
    place = folder()
    if place is None:
        raise FileNotFoundError("JAX is not installed")
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        written = Path(made, "compiled")
        written.mkdir()
        written.chmod(0o777)  # the sandbox may have another user
        yield written
        for file in written.iterdir():
            name = _FILE.fullmatch(file.name)
            if name and name[1] in SINGLE_OPERATIONS and file.stat().st_size <= LARGEST:
                draft = place / f".{file.name}.{os.getpid()}"
                shutil.copyfile(file, draft)
                draft.chmod(0o644)
                os.replace(draft, place / file.name)
    (place / f"filled-{by}").touch()
