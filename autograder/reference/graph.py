"""What did an evaluation compute, and how many operations did it and its sweeps take?"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.arrays import Several
from autograder.reference.core import NOTHING, Primitive, Trace, Tracer
from autograder.reference.modes import Tape, gather, of, peel, settled
from autograder.reference.transformations import record
from autograder.reference.tree import flatten, unflatten
from autograder.reference.values import copied, is_real, like, primal, zero


class Ref:
    """An operand that is the value of another node: `index` is that node's place in the graph."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index

    def __repr__(self) -> str:
        return f"Ref({self.index})"


class GraphNode:
    """One operation: its index in the graph, its primitive's name, its operands and its value.

    `operands` holds a `Ref` where the operand was traced, else the constant; `parents` the indices
    of the traced ones, with repeats; `keywords` the options of the NumPy call.
    """

    __slots__ = ("index", "keywords", "operands", "parents", "primitive", "value")

    def __init__(self, index: int, node: tuple[Any, ...]) -> None:
        primitive, values, marks, self.keywords, value = node
        self.value = unwrapped(value)
        self.index, self.primitive = index, primitive.name
        self.parents: tuple[int, ...] = tuple(j for j in marks if j is not None)
        self.operands = tuple(
            unwrapped(x) if j is None else Ref(j) for x, j in zip(values, marks, strict=True)
        )

    def __repr__(self) -> str:
        operands = ", ".join(map(repr, self.operands))
        return f"{self.index}: {self.primitive}({operands}) = {self.value!r}"


def unwrapped(x: Any) -> Any:
    """A value, or several, as a caller gets them."""
    leaves, structure = flatten(x)
    return unflatten(structure, map(settled, leaves))


class Counts:
    """What was executed: `operations` by primitive, their `total`, and scalar `flops`.

    Each addition, multiplication or function value counts as one flop, whatever it costs; moving
    and comparing numbers counts as none.
    """

    __slots__ = ("flops", "operations")

    def __init__(self) -> None:
        self.operations: Counter[str] = Counter()
        self.flops = 0

    @property
    def total(self) -> int:
        """How many operations were executed."""
        return sum(self.operations.values())

    def add(self, primitive: Primitive, values: Any, keywords: Any, out: Any) -> None:
        """Count one operation."""
        self.operations[primitive.name] += 1
        if primitive.flops is np.size:
            self.flops += int(np.size(out))
        elif primitive.flops is not None:
            self.flops += int(primitive.flops(out, *values, **keywords))

    def __repr__(self) -> str:
        return f"Counts({dict(self.operations)}, flops={self.flops})"


class Counting(Trace):
    """A third kind of trace: it computes nothing but how much is computed."""

    __slots__ = ("counts",)
    transparent = True

    def __init__(self) -> None:
        super().__init__()
        self.counts = Counts()

    def record(self, primitive: Any, values: Any, marks: Any, keywords: Any, out: Any) -> Any:
        """Count the operation."""
        self.counts.add(primitive, values, keywords, out)
        if isinstance(out, tuple):
            return Several(Tracer(self, settled(x), True) for x in out)
        return Tracer(self, out, True)


def count(f: Callable[..., Any], *args: Any) -> Counts:
    """The operations that f(*args) executes, args being arrays or trees of arrays.

    f may be a transformed function: count(grad(L), w) counts evaluation and reverse sweep.
    Integers and other constants among the arguments are passed on as they are.
    """
    trace = Counting()
    leaves, structure = flatten(args)
    wrapped = [Tracer(trace, primal(x, ""), True) if is_real(x) else x for x in leaves]
    f(*unflatten(structure, wrapped))
    return trace.counts


class Graph:
    """The computational graph of one evaluation: `nodes` in the order in which they were computed.

    `inputs` are the indices of the arguments' leaves; `output` is the index of the result, or a
    tuple of indices when the function returned several values.  Tangents and adjoints have the
    shapes of the nodes' values; seeds of another number or shape raise ValueError.
    """

    def __init__(self, tape: Tape, inputs: list[int], outputs: list[int], single: bool) -> None:
        self.tape = tape
        self.nodes = [GraphNode(i, node) for i, node in enumerate(tape.nodes)]
        self.inputs = inputs
        self.outputs = outputs
        self.output: Any = outputs[0] if single else tuple(outputs)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self.nodes))

    def tangents(self, seeds: Any) -> list[Any]:
        """The tangent of every node, for one seed for each input (a number or an array)."""
        if np.ndim(seeds) == 0 and not isinstance(seeds, list | tuple):
            seeds = [seeds]
        values = [self.nodes[i].value for i in self.inputs]
        seeds = like(tuple(seeds), values, flatten(tuple(values))[1], "tangent")
        sweep = self.tape.tangents(dict(zip(self.inputs, seeds, strict=True)))
        return [self._dense(t, node) for t, node in zip(sweep, self.nodes, strict=True)]

    def adjoints(self, seed: Any = 1.0) -> list[Any]:
        """The adjoint of every node, for a seed of the output (for several outputs a tuple)."""
        seeds = seed if isinstance(self.output, tuple) else (seed,)
        values = [self.nodes[i].value for i in self.outputs]
        seeds = like(tuple(seeds), values, flatten(tuple(values))[1], "cotangent")
        outs = [Tracer(self.tape, None, i) for i in self.outputs]
        sweep = self.tape.adjoints(gather(self.tape, outs, seeds), keep=True)
        return [self._dense(g, node) for g, node in zip(sweep, self.nodes, strict=True)]

    @staticmethod
    def _dense(derivative: Any, node: GraphNode) -> Any:
        if derivative is None:
            return zero(node.value)
        if isinstance(node.value, tuple):
            pairs = zip(derivative, node.value, strict=True)
            return tuple(zero(x) if d is None else settled(d) for d, x in pairs)
        return settled(derivative)

    def counts(self) -> dict[str, Any]:
        """Operations of the evaluation and of one sweep of each mode, and what the tape stores.

        `evaluation`, `forward` and `reverse` are `Counts`, the sweeps without the evaluation;
        `stored_values` and `stored_bytes` say what reverse mode keeps: every node's value.
        """
        stored = [x for node in self.nodes for x in flatten(node.value)[0]]
        evaluation = Counts()
        for primitive, values, _, keywords, out in self.tape.nodes[len(self.inputs) :]:
            evaluation.add(primitive, values, keywords, out)
        return {
            "evaluation": evaluation,
            "forward": self._count(reverse=False),
            "reverse": self._count(reverse=True),
            "stored_values": sum(np.size(x) for x in stored),
            "stored_bytes": sum(np.asarray(x).nbytes for x in stored),
        }

    def _count(self, reverse: bool) -> Counts:
        """Run one sweep on tracers that count, so that the rules themselves are counted."""
        trace, shadow = Counting(), Tape()
        outs: list[Any] = []
        for primitive, values, marks, keywords, out in self.tape.nodes:
            wrapped = [x if j is None else outs[j] for x, j in zip(values, marks, strict=True)]
            outs.append(Tracer(trace, out, True))
            shadow.nodes.append((primitive, wrapped, marks, keywords, outs[-1]))
        at = self.outputs if reverse else self.inputs
        seeds = {i: Tracer(trace, np.ones(np.shape(self.nodes[i].value))[()], True) for i in at}
        shadow.adjoints(seeds) if reverse else shadow.tangents(seeds)
        return trace.counts


def trace(f: Callable[..., Any], *args: Any) -> Graph:
    """The graph of f(*args).  A result that does not depend on args becomes a node of its own.

    args are real floats, arrays of floats, or trees of these; TypeError where not.  The graph keeps
    copies of them, and of every operation its primitive, operands and value.
    """
    tape, leaves, _, outs, structure = record(f, copied(args))
    for k, y in enumerate(outs):
        if not of(y, tape):
            outs[k] = tape.record(CONSTANT, (), (), NOTHING, peel(y, tape))
    return Graph(tape, list(range(len(leaves))), [y.mark for y in outs], structure is None)


CONSTANT = Primitive(lambda: None, (), (), name="constant")
