"""How fast is the reference module, beside HIPS autograd, JAX and derivatives written by hand?

Prints ratios; each is the median over rounds, and a round measures both sides of each ratio.
Needs `autograd` (HIPS) and `jax`.  Run as `python benchmarks/reference.py [rounds]`.
"""

# ruff: noqa: E402 (the environment is set before the libraries are loaded)

import os
import sys

# Large arrays otherwise go back to the system after each use, and page faults are what is measured.
ENVIRONMENT = {
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "MALLOC_TOP_PAD_": "536870912",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
}
if __name__ == "__main__" and any(os.environ.get(k) != v for k, v in ENVIRONMENT.items()):
    os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ENVIRONMENT)

import platform
import statistics
import subprocess
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import autograd
import autograd.numpy as anp
import jax
import jax.numpy as jnp
import numpy as np

from autograder import reference as ad

jax.config.update("jax_enable_x64", True)


def seconds(run: Callable[[], Any]) -> float:
    """Processor time of one call, repeated until a call can be measured.

    Processor time, because the machine may have other work.
    """
    start = time.process_time()
    run()
    once = time.process_time() - start
    repeats = max(1, int(0.02 / max(once, 1e-6)))
    start = time.process_time()
    for _ in range(repeats):
        run()
    return (time.process_time() - start) / repeats


def medians(rounds: int, **runs: Callable[[], Any]) -> dict[str, float]:
    """Median times, with the runs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(seconds(run))
    return {name: statistics.median(values) for name, values in times.items()}


def line(what: str, ratio: float, target: float | None = None, note: str = "") -> None:
    verdict = "" if target is None else f"target ≤ {target:g}: {'yes' if ratio <= target else 'NO'}"
    print(f"  {what:58s} {ratio:8.2f}  {verdict:22s} {note}", flush=True)


# ---------------------------------------------------------------- overhead an operation


def chain(namespace: Any, length: int) -> Callable[[Any], Any]:
    def f(x: Any) -> Any:
        for _ in range(length // 4):
            y = namespace.sin(x)
            y = x * y
            x = namespace.tanh(y + x)
        return namespace.sum(x)

    return f


def overhead(rounds: int, length: int = 2000) -> None:
    ours, theirs = chain(np, length), chain(anp, length)
    for name, x, target in (("scalar", 0.5, 0.3), ("n = 10", np.linspace(0.1, 1.0, 10), 0.4)):
        time_of = medians(
            rounds,
            f=lambda x=x: ours(x),
            ours=lambda x=x: ad.grad(ours)(x),
            autograd=lambda x=x: autograd.grad(theirs)(x),
            forward=lambda x=x: ad.jvp(ours, (x,), (x,)),
        )
        per = {k: (v - time_of["f"]) / length * 1e6 for k, v in time_of.items()}
        line(
            f"overhead of grad an operation, {name}: ours/autograd",
            per["ours"] / per["autograd"],
            target,
            f"{per['ours']:.2f} µs and {per['autograd']:.2f} µs; jvp {per['forward']:.2f} µs",
        )


# ---------------------------------------------------------------- single operations

VECTOR, MATRIX = 1000, 30
DEFINITE = np.eye(MATRIX) * MATRIX
# Functions of (namespace, vector, matrix, cube) whose results are summed and differentiated.
OPERATIONS: dict[str, Callable[..., Any]] = {
    "x * y + x": lambda np, x, A, T: x * x[::-1] + x,
    "exp, log, tanh": lambda np, x, A, T: np.tanh(np.log(np.exp(x) + 1.0)),
    "logaddexp": lambda np, x, A, T: np.logaddexp(x, 0.3),
    "power": lambda np, x, A, T: x**3.0,
    "where": lambda np, x, A, T: np.where(x > 0.5, x, 2.0 * x),
    "clip": lambda np, x, A, T: np.clip(x, 0.2, 0.8),
    "maximum": lambda np, x, A, T: np.maximum(x, 0.5),
    "mean, std": lambda np, x, A, T: np.mean(x) + np.std(x),
    "max along an axis": lambda np, x, A, T: np.max(A, axis=1),
    "prod": lambda np, x, A, T: np.prod(A, axis=1),
    "cumsum": lambda np, x, A, T: np.cumsum(x),
    "slices": lambda np, x, A, T: x[1:] - x[:-1],
    "indices": lambda np, x, A, T: x[PLACES],
    "sort": lambda np, x, A, T: np.sort(x),
    "concatenate": lambda np, x, A, T: np.concatenate([x, x]),
    "stack": lambda np, x, A, T: np.stack([x, x]),
    "reshape, transpose": lambda np, x, A, T: np.reshape(T, (MATRIX, -1)).T,
    "pad": lambda np, x, A, T: np.pad(A, 2, "constant"),
    "rot90": lambda np, x, A, T: np.rot90(A),
    "trace": lambda np, x, A, T: np.trace(A) * A,
    "matmul": lambda np, x, A, T: A @ A,
    "einsum": lambda np, x, A, T: np.einsum("ij,jk->ik", A, A),
    "tensordot": lambda np, x, A, T: np.tensordot(T, A, 1),
    "solve": lambda np, x, A, T: np.linalg.solve(A + DEFINITE, A),
    "inv": lambda np, x, A, T: np.linalg.inv(A + DEFINITE),
    "slogdet": lambda np, x, A, T: np.linalg.slogdet(A + DEFINITE)[1],
    "det": lambda np, x, A, T: np.linalg.det(A / MATRIX + DEFINITE / MATRIX),
    "cholesky": lambda np, x, A, T: np.linalg.cholesky(A @ A.T + DEFINITE),
    "eigh": lambda np, x, A, T: np.linalg.eigh(A @ A.T)[1],
    "svd": lambda np, x, A, T: np.linalg.svd(A, full_matrices=False)[0],
    "norm": lambda np, x, A, T: np.linalg.norm(x),
}
PLACES = np.random.default_rng(1).integers(0, VECTOR, VECTOR)


def operations(rounds: int) -> None:
    rng = np.random.default_rng(0)
    arguments = tuple(rng.uniform(0.1, 1.0, s) for s in (VECTOR, (MATRIX,) * 2, (4, 5, MATRIX)))
    slower = []
    for name, call in OPERATIONS.items():

        def loss(namespace: Any, *xs: Any, call: Any = call) -> Any:
            return namespace.sum(call(namespace, *xs) ** 2)

        ours = ad.grad(lambda *xs: loss(np, *xs), (0, 1, 2))
        theirs = autograd.grad(lambda *xs: loss(anp, *xs), (0, 1, 2))
        for a, b in zip(ours(*arguments), theirs(*arguments), strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-6, atol=1e-8, err_msg=name)
        time_of = medians(
            rounds, ours=lambda: ours(*arguments), autograd=lambda: theirs(*arguments)
        )
        ratio = time_of["ours"] / time_of["autograd"]
        note = f"{time_of['ours'] * 1e6:.0f} µs and {time_of['autograd'] * 1e6:.0f} µs"
        line(f"grad of {name}: ours/autograd", ratio, 1.0, note)
        slower += [name] * (ratio > 1.0)
    print(f"  slower than autograd: {', '.join(slower) or 'none'}")


# ---------------------------------------------------------------- Jacobians and Hessians


def layers(namespace: Any) -> Callable[[Any], Any]:
    W = np.random.default_rng(0).normal(size=(2, 50, 50)) / 7.0
    return lambda x: namespace.tanh(W[1] @ namespace.tanh(W[0] @ x))


def rosenbrock(namespace: Any) -> Callable[[Any], Any]:
    return lambda x: namespace.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def loop(namespace: Any) -> Callable[[Any], Any]:
    def f(x: Any) -> Any:
        total = 0.0
        for k in range(9):
            total = total + namespace.sin(x[k]) * x[k + 1]
        return total

    return f


def matrices(rounds: int) -> None:
    def squares(namespace: Any) -> Callable[[Any], Any]:
        return lambda x: namespace.sum(layers(namespace)(x) ** 2)

    def normalised(namespace: Any) -> Callable[[Any], Any]:
        return lambda x: namespace.exp(x) / namespace.sum(namespace.exp(x))

    for kind, what, f, n in (
        ("jacobian", "two layers", layers, 50),
        ("jacobian", "softmax", normalised, 200),
        ("hessian", "two layers", squares, 50),
        ("hessian", "Rosenbrock", rosenbrock, 100),
        ("hessian", "a loop over elements", loop, 10),
    ):
        x = np.random.default_rng(1).normal(size=n)
        ours, theirs = getattr(ad, kind)(f(np)), getattr(autograd, kind)(f(anp))
        np.testing.assert_allclose(ours(x), theirs(x), rtol=1e-9, atol=1e-9)
        time_of = medians(rounds, ours=lambda: ours(x), autograd=lambda: theirs(x))
        ratio = time_of["ours"] / time_of["autograd"]
        note = f"{time_of['ours'] * 1e3:.2f} ms and {time_of['autograd'] * 1e3:.2f} ms"
        line(f"{kind} of {what}, n = {n}: ours/autograd", ratio, 1.0, note)


# ---------------------------------------------------------------- GELU network

DEPTH, BATCH, WIDTH = 10, 32, 512
C = float(np.sqrt(2.0 / np.pi))


def gelu(namespace: Any, x: Any) -> Any:
    return 0.5 * x * (1.0 + namespace.tanh(C * (x + 0.044715 * (x * x * x))))


def network(namespace: Any) -> Callable[..., Any]:
    def loss(weights: Any, x: Any) -> Any:
        for w in weights[:-1]:
            x = gelu(namespace, x @ w)
        return namespace.sum(x @ weights[-1])

    return loss


def network_by_hand(weights: list[np.ndarray], x: np.ndarray) -> list[np.ndarray]:
    """The gradient of the network's loss, as one writes it with NumPy."""
    kept = []
    for w in weights[:-1]:
        z = x @ w
        t = np.tanh(C * (z + 0.044715 * (z * z * z)))
        kept.append((x, z, t))
        x = 0.5 * z * (1.0 + t)
    gradients = [x.T @ np.ones((BATCH, weights[-1].shape[1]))]
    x_bar = np.ones((BATCH, weights[-1].shape[1])) @ weights[-1].T
    for w, (x, z, t) in zip(weights[-2::-1], kept[::-1], strict=True):
        inner = C * (1.0 + 3.0 * 0.044715 * (z * z))
        z_bar = x_bar * (0.5 * (1.0 + t) + 0.5 * z * (1.0 - t * t) * inner)
        gradients.append(x.T @ z_bar)
        x_bar = z_bar @ w.T
    return gradients[::-1]


def mlp(rounds: int) -> None:
    rng = np.random.default_rng(0)
    weights = [rng.normal(size=(WIDTH, WIDTH)) / np.sqrt(WIDTH) for _ in range(DEPTH)]
    x = rng.normal(size=(BATCH, WIDTH))
    directions = [rng.normal(size=w.shape) for w in weights]
    loss, theirs = network(np), network(anp)
    jax_loss = jax.jit(network(jnp))
    jax_grad = jax.jit(jax.grad(network(jnp)))
    by_hand = network_by_hand(weights, x)
    for ours, hand in zip(ad.grad(loss)(weights, x), by_hand, strict=True):
        np.testing.assert_allclose(ours, hand, rtol=1e-9, atol=1e-9)
    jw, jx = [jnp.asarray(w) for w in weights], jnp.asarray(x)
    time_of = medians(
        rounds,
        f=lambda: loss(weights, x),
        ours=lambda: ad.grad(loss)(weights, x),
        hand=lambda: network_by_hand(weights, x),
        autograd=lambda: autograd.grad(theirs)(weights, x),
        hvp=lambda: ad.hvp(lambda w: loss(w, x), weights, directions),
        jax_f=lambda: jax_loss(jw, jx).block_until_ready(),
        jax_grad=lambda: jax.block_until_ready(jax_grad(jw, jx)),
    )
    f = time_of["f"]
    ratios = f"by hand {time_of['hand'] / f:.2f}, autograd {time_of['autograd'] / f:.2f}"
    ratios += f", JAX compiled {time_of['jax_grad'] / time_of['jax_f']:.2f}"
    line("GELU network: grad/f", time_of["ours"] / f, None, ratios)
    line("GELU network: grad ours/by hand", time_of["ours"] / time_of["hand"], 1.15)
    product = ad.count(lambda w: ad.hvp(lambda w: loss(w, x), w, directions), weights).flops
    counted = product / ad.count(lambda w: ad.grad(loss)(w, x), weights).flops
    line(
        "GELU network: forward-over-reverse product/grad",
        time_of["hvp"] / time_of["ours"],
        2.6,
        f"by counted flops {counted:.2f}",
    )


# ---------------------------------------------------------------- multidimensional scaling


def stress(namespace: Any, D: np.ndarray) -> Callable[[Any], Any]:
    def loss(W: Any) -> Any:
        difference = W[:, None, :] - W[None, :, :]
        return namespace.sum((namespace.sum(difference**2, axis=-1) - D) ** 2)

    return loss


def scaling(rounds: int, N: int = 100) -> None:
    rng = np.random.default_rng(0)
    points, W, V = rng.normal(size=(3, N, 2))
    D = np.sum((points[:, None] - points[None]) ** 2, axis=-1)
    loss, theirs = stress(np, D), stress(anp, D)
    jax_loss = jax.jit(stress(jnp, D))
    jax_grad = jax.jit(jax.grad(stress(jnp, D)))
    time_of = medians(
        rounds,
        f=lambda: loss(W),
        ours=lambda: ad.grad(loss)(W),
        autograd=lambda: autograd.grad(theirs)(W),
        hvp=lambda: ad.hvp(loss, W, V),
        jax_f=lambda: jax_loss(W).block_until_ready(),
        jax_grad=lambda: jax_grad(W).block_until_ready(),
    )
    f = time_of["f"]
    ratios = f"autograd {time_of['autograd'] / f:.2f}"
    ratios += f", JAX compiled {time_of['jax_grad'] / time_of['jax_f']:.2f}"
    line("multidimensional scaling, N = 100: grad/f", time_of["ours"] / f, 3.0, ratios)
    line("multidimensional scaling: product/grad", time_of["hvp"] / time_of["ours"], 2.5)


# ---------------------------------------------------------------- length, memory, import


def long_chain(length: int = 1_000_000) -> None:
    def f(x: Any) -> Any:
        for _ in range(length):
            x = x + 1.0
        return x

    start = time.process_time()
    assert ad.value_and_grad(f)(0.0) == (length, 1.0)
    print(f"  chain of {length} operations: {time.process_time() - start:.1f} s, no recursion")


def memory() -> None:
    """Peak of reverse mode against the sum of the stored values."""

    def f(x: Any) -> Any:
        for _ in range(50):
            x = np.sin(x) * x
        return np.sum(x)

    x = np.linspace(0.1, 1.0, 200_000)
    stored = ad.trace(f, x).counts()["stored_bytes"] - x.nbytes
    tracemalloc.start()
    ad.grad(f)(x)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    line("memory: peak of grad/sum of stored values", peak / stored, 1.2, f"{stored / 1e6:.0f} MB")


def import_time(rounds: int) -> None:
    def milliseconds(module: str) -> float:
        # With byte code cached, as after the first import of an installed package.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = cache
        program = (
            "import time, numpy; start = time.process_time(); "
            f"import {module}; print((time.process_time() - start) * 1e3)"
        )
        runs = [
            float(
                subprocess.run(
                    [sys.executable, "-c", program],
                    capture_output=True,
                    text=True,
                    check=True,
                    env=environment,
                ).stdout
            )
            for _ in range(rounds + 1)
        ]
        return statistics.median(runs[1:])

    with tempfile.TemporaryDirectory() as cache:
        line("import beyond NumPy, ms", milliseconds("autograder.reference"), 20.0)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"NumPy {np.__version__}, JAX {jax.__version__}, median of {rounds} rounds")
    overhead(rounds)
    operations(rounds)
    matrices(rounds)
    mlp(rounds)
    scaling(rounds)
    memory()
    import_time(rounds)
    long_chain()


if __name__ == "__main__":
    main()
