"""How long does a notebook of 20 cells take in a worker, beside a fresh kernel (nbclient)?

Both run the same cells on the same machine in the same run. Prints seconds and their ratio.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

sys.path.insert(0, str(Path(__file__).parents[1]))

from autograder.isolation.sandbox import BY_HAND, WITH_JAX
from autograder.isolation.session import Session
from autograder.isolation.workers import Server

REPEATS = 5

NUMPY_CELLS = [
    "import numpy as np\nrng = np.random.default_rng(0)",
    *(f"A{i} = rng.standard_normal((20, 20))\nnp.linalg.svd(A{i})[1].sum()" for i in range(18)),
    "print(np.log(np.abs(A0)).mean())",
]
JAX_CELLS = [
    "import jax, jax.numpy as jnp",
    *(
        f"jax.jit(jax.grad(lambda x: jnp.sum(jnp.sin({i}.0 * x) ** 2)))(jnp.ones(10))"
        for i in range(18)
    ),
    "print(jnp.ones(3).sum())",
]


def in_worker(server: Server, cells: list[str]) -> float:
    start = time.perf_counter()
    with Session(server) as session:
        for cell in cells:
            outcome = session.run_cell(cell)
            assert outcome.status == "ok", outcome
    return time.perf_counter() - start


def in_kernel(cells: list[str]) -> float:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    start = time.perf_counter()
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return time.perf_counter() - start


def main() -> None:
    for name, packages, cells in (("NumPy", BY_HAND, NUMPY_CELLS), ("JAX", WITH_JAX, JAX_CELLS)):
        start = time.perf_counter()
        with Server(packages) as server:
            server.ready()
            ready = time.perf_counter() - start
            worker = statistics.median(in_worker(server, cells) for _ in range(REPEATS))
        kernel = statistics.median(in_kernel(cells) for _ in range(3))
        print(
            f"{name}: 20 cells {worker:.3f} s in a worker, {kernel:.3f} s in a fresh kernel: ",
            end="",
        )
        print(f"{kernel / worker:.1f} times faster; the fork server starts once in {ready:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
