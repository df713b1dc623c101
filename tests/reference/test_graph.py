# ruff: noqa: E731 (functions of one line are written as such)
"""A trace can be read, swept in both modes, and counted."""

import numpy as np
import pytest

from autograder.reference import Ref, checkpoint, count, grad, jvp, trace, value_and_grad


def running_example(w1: float, w2: float) -> float:
    v1 = np.log(w1)
    v2 = w2 * v1
    v3 = np.sqrt(v2)
    return v2 + v3


GRAPH = trace(running_example, np.e, 3.0)


def test_nodes_come_in_the_order_of_evaluation() -> None:
    names = [node.primitive for node in GRAPH.nodes]
    assert names == ["input", "input", "log", "multiply", "sqrt", "add"]
    assert [node.parents for node in GRAPH.nodes] == [(), (), (0,), (1, 2), (3,), (3, 4)]
    assert [node.index for node in GRAPH.nodes] == list(range(6))
    assert (GRAPH.inputs, GRAPH.output) == ([0, 1], 5)
    values = [np.e, 3.0, 1.0, 3.0, np.sqrt(3.0), 3.0 + np.sqrt(3.0)]
    assert [node.value for node in GRAPH.nodes] == pytest.approx(values)


def test_operands_are_references_or_constants() -> None:
    node = trace(lambda x: 2.0 / x, 4.0).nodes[-1]
    assert node.primitive == "divide"
    assert node.operands[0] == 2.0
    assert isinstance(node.operands[1], Ref)
    assert (node.operands[1].index, node.parents) == (0, (0,))


def test_tangents_follow_the_seed() -> None:
    slope = 1 + 0.5 / np.sqrt(3.0)
    by_w1 = [1.0, 0.0, 1 / np.e, 3 / np.e, 3 / np.e * 0.5 / np.sqrt(3.0), 3 / np.e * slope]
    assert GRAPH.tangents((1.0, 0.0)) == pytest.approx(by_w1)
    by_w2 = [0.0, 1.0, 0.0, 1.0, 0.5 / np.sqrt(3.0), slope]
    assert GRAPH.tangents((0.0, 1.0)) == pytest.approx(by_w2)


def test_adjoints_of_every_node_scale_with_the_seed() -> None:
    slope = 1 + 0.5 / np.sqrt(3.0)
    adjoints = np.array([3 / np.e * slope, slope, 3 * slope, slope, 1.0, 1.0])
    assert GRAPH.adjoints() == pytest.approx(adjoints)
    assert GRAPH.adjoints(-2.0) == pytest.approx(-2.0 * adjoints)
    assert GRAPH.adjoints() == pytest.approx(adjoints)


def test_a_node_that_the_result_does_not_need_has_adjoint_zero() -> None:
    def f(x: np.ndarray) -> float:
        np.sin(x)
        return np.sum(x)

    np.testing.assert_array_equal(trace(f, np.ones(3)).adjoints()[1], np.zeros(3))


def test_a_result_without_the_inputs_is_a_constant_node() -> None:
    graph = trace(lambda x: 7.0, 1.0)
    assert (graph.nodes[graph.output].primitive, graph.nodes[graph.output].value) == ("constant", 7)
    assert graph.adjoints() == [0.0, 1.0]


def test_seeds_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(\), its value has shape \(3,\)"):
        trace(np.sum, np.ones(3)).tangents(1.0)
    with pytest.raises(ValueError, match="cotangent"):
        GRAPH.adjoints(np.ones(2))


def test_a_large_graph_prints_as_a_list_of_its_operations() -> None:
    with np.printoptions(legacy=False):  # the book's cells set another
        assert str(GRAPH).splitlines()[3] == "3: multiply(Ref(1), Ref(2)) = np.float64(3.0)"


def test_counts_of_the_running_example() -> None:
    counts = GRAPH.counts()
    assert counts["evaluation"].operations == {"log": 1, "multiply": 1, "sqrt": 1, "add": 1}
    assert (counts["evaluation"].total, counts["evaluation"].flops) == (4, 4)
    # log: ÷; multiply: × twice and +; sqrt: × and ÷; add: +.
    assert counts["forward"].operations == {"multiply": 3, "divide": 2, "add": 2}
    # add: nothing; sqrt: × and ÷, added to what v2 has; multiply: × twice; log: ÷.
    assert counts["reverse"].operations == {"multiply": 3, "divide": 2, "add": 1}
    assert (counts["stored_values"], counts["stored_bytes"]) == (6, 48)


def test_counts_of_arrays_are_scalar_operations() -> None:
    A, x = np.ones((3, 4)), np.ones(4)
    counts = trace(lambda x: np.sum(np.sin(A @ x)), x).counts()
    assert counts["evaluation"].flops == 3 * (2 * 4 - 1) + 3 + 2
    assert counts["stored_values"] == 4 + 3 + 3 + 1


def test_the_count_of_a_gradient_is_evaluation_and_reverse_sweep() -> None:
    counts = GRAPH.counts()
    whole = count(value_and_grad(running_example, (0, 1)), np.e, 3.0)
    # The seed 1 is a constant here, so that its product with the ½ of √ is not counted.
    both = counts["evaluation"].operations + counts["reverse"].operations
    assert both - whole.operations == {"multiply": 1}
    assert counts["evaluation"].flops + counts["reverse"].flops - whole.flops == 1


def test_the_count_of_a_jvp_is_evaluation_and_forward_sweep() -> None:
    counts = GRAPH.counts()
    both = lambda w, t: jvp(running_example, w, t)
    whole = count(both, (np.e, 3.0), (1.0, 1.0))
    assert whole.operations == counts["evaluation"].operations + counts["forward"].operations


@pytest.mark.parametrize("n", [2, 10, 100])
def test_a_gradient_costs_at_most_five_evaluations_whatever_the_number_of_inputs(n: int) -> None:
    # The cheap-gradient principle (Griewank & Walther 2008), by counting.
    def loss(x: np.ndarray) -> float:
        total = x[0] * 0.0
        for k in range(n - 1):
            total = total + np.sin(x[k]) * np.exp(x[k + 1]) / (1.0 + x[k] * x[k])
        return np.sqrt(total * total + 1.0)

    x = np.linspace(0.1, 1.0, n)
    evaluation, gradient = count(loss, x), count(grad(loss), x)
    assert 1.0 < gradient.flops / evaluation.flops <= 5.0


def test_a_primitive_with_several_results_is_one_node() -> None:
    def f(A: np.ndarray) -> float:
        U, s, _ = np.linalg.svd(A, full_matrices=False)
        return s[0] * U[0, 0]

    A = np.arange(6.0).reshape(3, 2) ** 2
    graph = trace(f, A)
    assert [node.primitive for node in graph.nodes].count("svd") == 1
    np.testing.assert_allclose(graph.adjoints()[0], grad(f)(A))
    tangent = graph.tangents([np.ones((3, 2))])[graph.output]
    assert tangent == pytest.approx(np.sum(grad(f)(A)))
    svd = next(node for node in graph.nodes if node.primitive == "svd")
    assert [np.shape(part) for part in graph.adjoints()[svd.index]] == [(3, 2), (2,), (2, 2)]
    assert graph.counts()["stored_values"] >= 6 + 6 + 2 + 4


def test_a_checkpoint_is_counted_by_what_it_executes() -> None:
    f = lambda x: np.sin(np.cos(np.sin(x)))
    plain, kept = count(grad(f), 0.3), count(grad(checkpoint(f)), 0.3)
    assert kept.operations["sin"] == plain.operations["sin"] + 2


def test_what_follows_a_factorisation_is_counted() -> None:
    counts = count(lambda A: np.sum(np.exp(np.linalg.eigvalsh(A))), np.diag([1.0, 2.0, 3.0]))
    assert counts.operations == {"eigh": 1, "exp": 1, "sum": 1}
    assert counts.flops == 9 * 27 + 3 + 2


def test_a_graph_with_eigenvalues_that_repeat_holds_numbers() -> None:
    def f(A: np.ndarray) -> float:
        w, V = np.linalg.eigh(A)
        return np.sum((V * np.exp(w)) @ V.T * A)

    graph = trace(f, np.eye(3))
    assert all(isinstance(node.value, np.ndarray | float | tuple) for node in graph.nodes)
    np.testing.assert_allclose(graph.adjoints()[0], grad(f)(np.eye(3)))
    np.testing.assert_allclose(graph.adjoints()[0], 2.0 * np.e * np.eye(3), atol=1e-14)
    assert graph.counts()["stored_values"] > 9
