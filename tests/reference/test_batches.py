# ruff: noqa: E731 (functions of one line are written as such)
"""Sweeps that go together give what they give one by one, and only as many go as fit."""

from typing import Any

import numpy as np
import pytest
from derivative_cases import CASES, Case, identifier
from derivative_checks import assert_agree, leaves

from autograder import reference as ad
from autograder.reference import batches


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MEMORY", 1)


@pytest.mark.parametrize("case", CASES, ids=identifier)
def test_together_and_one_by_one_are_equal(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    xs = tuple(x[()] for x in case.arrays())
    f = lambda *xs: [np.sin(y) * 1.5 for y in leaves(case.call(np, *xs))]
    every = tuple(range(len(xs)))
    loss = lambda *xs: sum(np.sum(y * y) for y in f(*xs))
    derivatives = lambda: [
        ad.jacobian(f, every, "forward")(*xs),
        ad.jacobian(f, every, "reverse")(*xs),
        ad.hessian(loss)(*xs),
    ]
    together = derivatives()
    monkeypatch.setattr(batches, "MEMORY", 1)
    assert_agree(together, derivatives(), "batches", 1e-12)


def test_rules_of_ones_own_are_called_one_by_one() -> None:
    f = ad.custom_vjp(lambda x: np.sum(x) * x)
    f.defvjp(lambda x: (np.sum(x) * x, x), lambda x, g: (np.sum(x) * g + np.sum(g * x),))
    x = np.array([1.0, 2.0, 3.0])
    expected = 6.0 * np.eye(3) + x[:, None]
    np.testing.assert_allclose(ad.jacobian(f, mode="reverse")(x), expected)
    np.testing.assert_allclose(ad.jacobian(f, mode="forward")(x), expected)
    kept = ad.checkpoint(lambda x: np.tanh(x) * x[0])
    plain = ad.jacobian(lambda x: np.tanh(x) * x[0])(x)
    np.testing.assert_allclose(ad.jacobian(kept)(x), plain)


def test_as_many_go_together_as_fit_into_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    batch = batches.batch
    watched = lambda tape, n: (sizes.append(n), batch(tape, n))[1]
    monkeypatch.setattr(batches, "batch", watched)
    monkeypatch.setattr(batches, "MEMORY", 8 * 30 * 4)  # the tape below holds 30 numbers
    x = np.linspace(0.1, 1.0, 10)
    matrix = ad.jacobian(lambda x: np.exp(np.sin(x)))(x)
    assert sizes == [4, 4, 2]
    np.testing.assert_allclose(matrix, np.diag(np.exp(np.sin(x)) * np.cos(x)))


def test_a_large_tape_is_swept_one_by_one(one_by_one: Any) -> None:
    x = np.array([0.3, 0.7])
    np.testing.assert_allclose(ad.jacobian(np.sin)(x), np.diag(np.cos(x)))


def test_single_precision_stays_single() -> None:
    x = np.linspace(0.1, 1.0, 5, dtype=np.float32)
    f = lambda x: np.concatenate([np.exp(x[1:]) * x[0], np.cumsum(x)])
    for mode in ("forward", "reverse"):
        assert ad.jacobian(f, mode=mode)(x).dtype == np.float32
