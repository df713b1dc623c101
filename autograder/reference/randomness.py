"""How does a function that is evaluated a second time draw the random numbers of the first?"""

import contextlib
import random
from collections.abc import Iterator
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import numpy as np


class Draws:
    """The states of the random generators that some functions and arguments can reach.

    These are NumPy's and Python's global ones, and every np.random.Generator or RandomState among
    the arguments, in the functions' closures, defaults and globals, or in the object of a method.
    """

    def __init__(self, *reachable: Any) -> None:
        self.found: dict[int, Any] = {}
        for thing in reachable:
            self._search(thing, 5)
        self.states = self._now()

    @contextlib.contextmanager
    def again(self) -> Iterator[None]:
        """What is drawn inside is what was drawn after these states were noted down."""
        later = self._now()
        self._set(self.states)
        try:
            yield
        finally:
            self._set(later)

    def _now(self) -> tuple[Any, Any, list[Any]]:
        states = [bits(generator).state for generator in self.found.values()]
        return random.getstate(), np.random.get_state(), states

    def _set(self, states: tuple[Any, Any, list[Any]]) -> None:
        random.setstate(states[0])
        np.random.set_state(states[1])
        for generator, state in zip(self.found.values(), states[2], strict=True):
            bits(generator).state = state

    def _search(self, thing: Any, depth: int) -> None:
        """Note the generators that a thing leads to, in so many steps."""
        if isinstance(thing, np.random.Generator | np.random.RandomState):
            self.found[id(bits(thing))] = thing
        elif depth:
            for part in parts(thing):
                self._search(part, depth - 1)


def bits(generator: Any) -> Any:
    """The source of a generator's random bits, which has the state."""
    return getattr(generator, "bit_generator", None) or generator._bit_generator


def parts(thing: Any) -> list[Any]:
    """What a function, a bound method or a container can reach in one step."""
    if isinstance(thing, tuple | list):
        return [*thing]
    if isinstance(thing, dict):
        return [*thing.values()]
    if isinstance(thing, MethodType):
        return [thing.__func__, *vars(thing.__self__).values()]
    if isinstance(thing, BuiltinFunctionType):  # rng.normal
        return [thing.__self__]
    if isinstance(thing, FunctionType):
        cells = [cell.cell_contents for cell in thing.__closure__ or () if cell != EMPTY]
        names = [thing.__globals__.get(name) for name in thing.__code__.co_names]
        return [*cells, *names, *(thing.__defaults__ or ())]
    return [thing.__wrapped__] if hasattr(thing, "__wrapped__") else []


EMPTY = type((lambda x: lambda: x)(0).__closure__[0])()  # type: ignore[index]
