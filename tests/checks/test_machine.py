"""A chain whose values stay on the trusted side counts what an answer holds, unforgeably."""

import copy

import numpy as np
import pytest

from autograder.checks.ps7_checkpointing.beside import FORWARD, FREE, VJP, Handle, in_machine
from autograder.checks.ps7_checkpointing.machine import ACTIVATIONS, SEGMENTS, STEPS, Machine

N, SIZE = 6, 3


def machine(counted, enough=0):
    rng = np.random.default_rng(7)
    matrices = [rng.standard_normal((SIZE, SIZE)) for _ in range(N)]
    return Machine(matrices, rng.standard_normal(SIZE), rng.standard_normal(SIZE), counted, enough)


def stored(chain, x, g):
    xs = [x]
    for forward, _ in chain[:-1]:
        xs.append(forward(xs[-1]))
    for _, vjp in reversed(chain):
        g = vjp(xs.pop(), g)
    return g


def recomputed(chain, x, g):
    for i in reversed(range(len(chain))):
        y = x
        for forward, _ in chain[:i]:
            y = forward(y)
        g = chain[i][1](y, g)
    return g


def count(answer, counted):
    counting = machine(counted)
    (value,), *_ = in_machine(answer, N, counting)
    return counting.calls, value


def test_forward_steps_and_activations_alive_at_a_time_are_counted():
    assert count(stored, STEPS)[0] == N - 1
    assert count(stored, ACTIVATIONS)[0] == N
    assert count(recomputed, STEPS)[0] == N * (N - 1) // 2
    assert count(recomputed, ACTIVATIONS)[0] == 3
    np.testing.assert_array_equal(count(stored, STEPS)[1], count(recomputed, STEPS)[1])


def test_a_count_up_to_what_is_enough_is_as_good_as_the_least():
    counting = machine(ACTIVATIONS, enough=5)
    in_machine(recomputed, N, counting)
    assert counting.calls == 5


def test_it_is_seen_from_which_activations_runs_began_again():
    def pieces(cuts):
        def answer(chain, x, g):
            starts = []
            for i, (forward, _) in enumerate(chain):
                if i in cuts:
                    starts.append(x)
                x = forward(x)
            for start, stop in reversed([*zip(cuts, [*cuts[1:], N], strict=True)]):
                g = stored(chain[start:stop], starts.pop(), g)
            return g

        return answer

    for answer, again in (stored, []), (recomputed, [0]), (pieces([0, 2, 3]), [0, 3]):
        counting = machine(SEGMENTS)
        *_, found = in_machine(answer, N, counting)
        assert counting.again == set(again)
        np.testing.assert_array_equal(found, again)


def test_each_run_has_a_machine_of_its_own():
    counting = machine(ACTIVATIONS)
    in_machine(stored, N, copy.deepcopy(counting))
    assert counting.calls == 0


def test_copies_of_a_handle_are_no_further_activations():
    def copying(chain, x, g):
        return stored(chain, copy.deepcopy([copy.copy(x), np.asarray(x)])[1], g.copy())

    assert count(copying, ACTIVATIONS)[0] == N


def test_an_activation_that_was_freed_cannot_be_used_again():
    counting = machine(ACTIVATIONS)
    number = counting(np.array([FORWARD, 0.0, 0.0, 0.0]))
    counting(np.array([FREE, 0.0, number, 0.0]))
    for operation in FORWARD, VJP:
        with pytest.raises(KeyError):
            counting(np.array([operation, 1.0, number, 1.0]))


def test_a_handle_that_is_said_to_be_dead_cannot_be_used_again():
    def forging(chain, x, g):
        xs = [x]
        for forward, _ in chain[:-1]:
            xs.append(forward(xs[-1]))
            xs[-2].dead.append(xs[-2].number)
        for _, vjp in reversed(chain):
            g = vjp(xs.pop(), g)
        return g

    with pytest.raises(KeyError):
        count(forging, ACTIVATIONS)


def test_what_no_step_has_made_is_refused():
    for wrong in None, 1.0, np.zeros(SIZE), [0.0]:
        with pytest.raises(TypeError):
            count(lambda chain, x, g, wrong=wrong: chain[0][0](wrong), STEPS)


def test_a_handle_stands_for_nothing_but_a_number():
    assert not hasattr(Handle(3.0, []), "__dict__")
