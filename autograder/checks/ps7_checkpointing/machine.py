"""A chain whose values stay on the trusted side, where it is counted what an answer asks for.

An answer holds numbers of values, in handles (`beside.Handle`). A value that was freed cannot be
used any more: who holds fewer values than the task needs has to compute them again, and both is
counted here. Seen is also from which activations a run started once more.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks import Counted
from autograder.checks.ps7_checkpointing.beside import (
    AGAIN,
    COTANGENT,
    FORWARD,
    FREE,
    INPUT,
    VJP,
    layer,
)
from autograder.isolation.beside import TOO_OFTEN, numbers

STEPS, ACTIVATIONS, SEGMENTS = "forward steps", "activations", "segments"
MOST = 100_000


class Machine(Counted):
    """A chain of layers tanh(W x), and its values.

    matrices: of the layers. x, g: the input, and the cotangent of the result. counted: `STEPS` for
    the forward steps, `ACTIVATIONS` for the most activations alive at a time, the input's too; that
    is `calls`, or `enough`, where it is less. Where `SEGMENTS` are asked `again` is judged.
    again: the i for which one and the same x_i went into more than one forward step.
    """

    def __init__(
        self, matrices: list[np.ndarray], x: np.ndarray, g: np.ndarray, counted: str, enough: int
    ) -> None:
        super().__init__(self.operate, (4,))
        self.given = (matrices, x, g, counted, enough)
        self.steps = [layer(W) for W in matrices]
        self.counted, self.calls = counted, enough
        self.activations: dict[int, Any] = {int(INPUT): x}
        self.adjoints: dict[int, Any] = {int(COTANGENT): g}
        self.last = int(COTANGENT)
        self.forward_steps = self.operations = 0
        self.again: set[int] = set()
        self._places = {int(INPUT): 0}  # by the number of an activation; it is not used again
        self._run_from: set[int] = set()

    def __deepcopy__(self, memo: Any) -> Machine:
        return Machine(*self.given)

    def __call__(self, *arguments: Any) -> Any:
        """Carry out one operation (operation, step, activation, adjoint).

        Returns the number of the value that it makes, or the adjoint that is read.
        """
        self.operations += 1
        if self.operations > MOST:
            raise RecursionError(TOO_OFTEN)
        (argument,) = arguments
        return self.operate(numbers(argument, (4,)))

    def operate(self, argument: np.ndarray) -> Any:
        operation, step, activation, adjoint = map(int, argument)
        if operation == FREE:
            self.activations.pop(activation, None)
            self.adjoints.pop(activation, None)
            return 0.0
        if operation == AGAIN:
            return np.array(sorted(self.again), dtype=float)
        if operation not in (FORWARD, VJP):
            return np.array(self._value(adjoint))
        forward, vjp = self.steps[step]
        # One in the place of the other is an array of another shape, as in a chain of arrays.
        x = self._value(activation)
        if operation == FORWARD:
            value = forward(x)
            self.last += 1
            self.activations[self.last] = value
            self.forward_steps += 1
            self._note(step, activation)
        else:
            value = vjp(x, self._value(adjoint))
            self.last += 1
            self.adjoints[self.last] = value
        count = self.forward_steps if self.counted == STEPS else len(self.activations)
        self.calls = max(self.calls, count)
        return float(self.last)

    def _note(self, step: int, activation: int) -> None:
        """Note that a step was carried out on an activation."""
        place = self._places.get(activation)
        if place == step:
            self._places[self.last] = step + 1
        if place is not None and activation in self._run_from:
            self.again.add(place)
        self._run_from.add(activation)

    def _value(self, number: int) -> Any:
        return self.activations[number] if number in self.activations else self.adjoints[number]
