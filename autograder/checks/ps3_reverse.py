"""Which mistake is in a reverse mode written by hand? The checks of problem set 3.

Graphs are drawn as plain data (`Graph`) and built from the notebook's own `Node` where the answers
are, which may be another process. They are judged here, by the numbers that come back.
"""

from __future__ import annotations

import functools
import gc
import itertools
import sys
import time
from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from autograder.checks.exercise import exercise
from autograder.checks.outcome import Outcome, copies
from autograder.checks.remembered import remembered
from autograder.checks.trial import ANY, AnswerError, AnyOf, Trial, difference, kind_of
from autograder.isolation import each_inside, inside, reply_inside
from autograder.reference import softmax, value_and_grad, vjp

Answer = Callable[..., Any]
Vjp = Callable[[Any], Any]
Verdict = tuple[str, ...] | None

# Three times as deep as Python's stack, and as deep as takes some milliseconds.
DEEP = 3_000
# A stack of so many frames is none of ours.
DEEP_STACK = 1_000
# Nodes of a chain are compared so often each where an answer searches lists, and hardly ever else.
COMPARISONS = 100
# An order that takes more processor time than this, in seconds, compares nodes with all nodes
# before them in a way that cannot be counted: a linear one takes some milliseconds.
LONG = 0.05
# More items than any list of nodes here can have.
LONGEST = 100_000
RUNGS = 8
# Right formulas differ by some 1e-15, the best differences by more than EXACT. Where numbers of
# size 1 cancel, rounding leaves less than TINY.
EXACT = 1e-13
TINY = 1e-15


def called(answer: Answer, *args: Any) -> Any:
    """Return what the answer gives."""
    return answer(*args)


# What to say of a case, and what to compare: see `Trial.compare`.
Case = tuple[str, tuple[Any, ...], dict[str, Any]]


def compare_all(t: Trial, answer: Answer, cases: Sequence[Case]) -> None:
    """Compare what the answer gives in each case, called with the arguments of all in one go."""
    outcomes = each_inside(called, [args for _, args, _ in cases], answer)
    for (case, _, asked), outcome in zip(cases, outcomes, strict=True):
        t.compare(case, outcome, **asked)


# ------------------------------------------------------------------------------------- graphs


# How a node's adjoint g contributes to a parent's: g times the number or array, "same" g itself, or
# ("spread", shape) g repeated to that shape; or a function of the check.
Rule = Any


def contribution(rule: Rule, g: Any) -> Any:
    """Return what the adjoint g contributes by that rule."""
    if isinstance(rule, str):
        return g
    if isinstance(rule, tuple):
        return np.broadcast_to(g, rule[1]).copy()
    return rule(g) if callable(rule) else g * rule


def vjp_of(rule: Rule) -> Vjp:
    """Return the rule as a node holds it."""
    return lambda g: contribution(rule, g)


def built(Node: Answer, graph: Sequence[Any], values: Sequence[Any] | None = None) -> list[Any]:
    """Return the nodes of a graph, made by the notebook's `Node`; values 1 unless given."""
    parents, rules, shapes = graph
    nodes: list[Any] = []
    for value, used, k in zip(values or map(np.ones, shapes), parents, rules, strict=True):
        nodes.append(Node(value, tuple(nodes[j] for j in used), tuple(map(vjp_of, k))))
    return nodes


@dataclass(frozen=True)
class Graph:
    """A graph as plain data: node i uses the earlier nodes parents[i]; the last is the output.

    rules[i][k] says what the adjoint of node i contributes to parents[i][k]; shapes[i] is the shape
    of its value. Every node is used, directly or not, by the output.
    """

    parents: Sequence[tuple[int, ...]]
    rules: Sequence[tuple[Rule, ...]]
    shapes: Sequence[tuple[int, ...]]

    @property
    def plain(self) -> tuple[Any, ...]:
        """The graph as `built` takes it."""
        return list(self.parents), list(self.rules), list(self.shapes)

    def upto(self, n: int) -> Graph:
        """Return the graph of the first n nodes."""
        return Graph(self.parents[:n], self.rules[:n], self.shapes[:n])

    def adjoints(self, seed: Any, order: Iterable[int] | None = None) -> list[Any]:
        """Return every node's adjoint: v̄_i = Σ over its uses (chapter 5).

        order: the nodes as the pass meets them; None for a right order. A wrong order hands on
        what has arrived so far, and leaves None where nothing arrives.
        """
        found = self._blank(seed)
        for i in reversed(range(len(found))) if order is None else order:
            if found[i] is not None:
                for j, rule in self._edges(i):
                    found[j] = (
                        contribution(rule, found[i])
                        if found[j] is None
                        else found[j] + contribution(rule, found[i])
                    )
        return found

    # The same pass with one mistake each.

    def overwritten(self, seed: Any) -> list[Any]:
        """`v̄_j = …` where `v̄_j += …` is right."""
        found = self._blank(seed)
        for i in reversed(range(len(found))):
            for j, rule in self._edges(i):
                found[j] = contribution(rule, found[i])
        return found

    def parents_as_set(self, seed: Any) -> list[Any]:
        """One contribution from each child, however often the child uses the node."""
        edges = [dict(self._edges(i)) for i in range(len(self.parents))]
        single = Graph([tuple(e) for e in edges], [tuple(e.values()) for e in edges], self.shapes)
        return single.adjoints(seed)

    def counted_again(self, seed: Any) -> list[Any]:
        """A walk along every path that hands on, at each visit, all that has arrived so far."""
        found = self._blank(seed)

        def visit(i: int) -> None:
            for j, rule in self._edges(i):
                found[j] = (
                    contribution(rule, found[i])
                    if found[j] is None
                    else found[j] + contribution(rule, found[i])
                )
                visit(j)

        visit(len(found) - 1)
        return found

    def in_place(self, seed: Any) -> list[Any]:
        """`found[j] += …` on arrays that several nodes share."""
        found = self._blank(seed)
        for i in reversed(range(len(found))):
            for j, rule in self._edges(i):
                if found[j] is None:
                    found[j] = contribution(rule, found[i])
                else:
                    found[j] += contribution(rule, found[i])
        return found

    def _blank(self, seed: Any) -> list[Any]:
        return [None] * (len(self.parents) - 1) + [seed]

    def _edges(self, i: int) -> Iterable[tuple[int, Rule]]:
        return zip(self.parents[i], self.rules[i], strict=True)


def scaled(rng: np.random.Generator, parents: Sequence[tuple[int, ...]], *shape: int) -> Graph:
    """Return the graph of `parents` whose vjps multiply by numbers (arrays of `shape`) from rng.

    A node used twice by one child gets the same factor both times, as in x·x.
    """

    def drawn() -> Any:
        size = rng.uniform(0.5, 1.5, shape) if shape else float(rng.uniform(0.5, 1.5))
        return size if rng.random() < 0.5 else -size

    rules = []
    for used in parents:
        factor = {j: drawn() for j in dict.fromkeys(used)}
        rules.append(tuple(factor[j] for j in used))
    return Graph(parents, rules, [shape] * len(parents))


def shared_arrays(*shape: int) -> Graph:
    """Return y = x + x, z = y + x, L = Σz: additions, whose vjps hand on the very array g."""
    rules = [(), ("same", "same"), ("same", "same"), (("spread", shape),)]
    return Graph([(), (0, 0), (1, 0), (2,)], rules, [shape] * 3 + [()])


def random_parents(rng: np.random.Generator, n: int) -> list[tuple[int, ...]]:
    """Return the parents of a graph of n ≥ 3 nodes in which the last one uses all the others."""
    parents: list[tuple[int, ...]] = [()]
    for i in range(1, n - 1):
        parents.append(tuple(int(j) for j in rng.integers(0, i, rng.integers(1, 4))))
    used = {j for p in parents for j in p}
    loose = [j for j in range(n - 1) if j not in used]
    return [*parents, tuple(int(j) for j in rng.permutation(loose))]


ALONE: list[tuple[int, ...]] = [()]
LINE = [(), (0,), (1,), (2,)]
SQUARE = [(), (0, 0)]
TREE = [(), (), (), (), (0, 1), (2, 3), (4, 5)]
# w1, w2, v1 = log w1, v2 = w2·v1, v3 = √v2, L = v2 + v3; and with the operands of + exchanged.
LECTURE = [(), (), (0,), (1, 2), (3,), (3, 4)]
LECTURE_TURNED = [*LECTURE[:-1], (4, 3)]
# A node used at once and by way of another, in both orders of the operands.
DIAMOND = [(), (0,), (1,), (1, 2)]
DIAMOND_TURNED = [(), (0,), (1,), (2, 1)]
NAMES = {
    id(LECTURE): ["w1", "w2", "v1", "v2", "v3", "L"],
    id(LECTURE_TURNED): ["w1", "w2", "v1", "v2", "v3", "L"],
    id(DIAMOND): ["x", "a", "b", "L"],
    id(DIAMOND_TURNED): ["x", "a", "b", "L"],
}
# Each rung is a sum of two uses of the one below: 2**RUNGS paths lead from top to bottom.
LADDER = [(), *[p for i in range(0, 3 * RUNGS, 3) for p in [(i,), (i,), (i + 1, i + 2)]]]


class Watched(tuple):
    """Parents of a node that count how often they are read, and notice a deep stack while read."""

    reads = 0
    from_deep_stack = False

    def __iter__(self) -> Any:
        self._note()
        return super().__iter__()

    def __getitem__(self, key: Any) -> Any:
        self._note()
        return super().__getitem__(key)

    def _note(self) -> None:
        self.reads += 1
        try:
            sys._getframe(DEEP_STACK)
            self.from_deep_stack = True
        except ValueError:
            pass


def deep_chain(Node: Answer) -> tuple[list[Any], Watched]:
    """Return the nodes of a chain in which each uses the one before, and the first use, watched.

    Its vjps are `np.negative`: the adjoint keeps its size and changes sign at every step.
    """
    value, vjps = np.zeros(()), (np.negative,)
    first = Node(value)
    watched = Watched((first,))
    nodes = [first, Node(value, watched, vjps)]
    collecting = gc.isenabled()
    gc.disable()  # nothing here is garbage, and looking for it takes nine tenths of the time
    try:
        for _ in range(2, DEEP):
            nodes.append(Node(value, (nodes[-1],), vjps))
    finally:
        if collecting:
            gc.enable()
    return nodes, watched


class TooManyComparisonsError(Exception):
    """Nodes were compared with nodes again and again."""


def compared(Node: Any, counts: list[int]) -> Any:
    """Return a class like `Node` whose objects count in counts[0] how often they are compared."""

    class Compared(Node):
        __hash__ = object.__hash__

        def __eq__(self, other: object) -> bool:
            counts[0] += 1
            if counts[0] > COMPARISONS * DEEP:
                raise TooManyComparisonsError
            return self is other

    return Compared


def places_in(order: Any, nodes: list[Any]) -> Any:
    """Return the indices of the nodes that are listed, -1 for what is none of them.

    None stands for None, False for what is no list.
    """
    if order is None:
        return None
    if isinstance(order, set | frozenset | str) or not hasattr(order, "__iter__"):
        return False
    index = {id(node): i for i, node in enumerate(nodes)}
    found = [index.get(id(node), -1) for node in itertools.islice(order, LONGEST)]
    return np.array(found, dtype=np.int64)


def order_in(
    topological_order: Answer,
    Node: Answer,
    graph: Sequence[Any],
    values: Any = None,
    calls: int = 1,
) -> Any:
    """Return the order that the answer finds in a graph, as indices, in the last of its calls."""
    nodes = built(Node, graph, values)
    # The output does not depend on these, so that it takes a walk to list the others.
    beside = [Node(1.0, (nodes[0],), (np.negative,)), Node(1.0)]
    for _ in range(calls):
        order = topological_order(nodes[-1])
    del beside
    return places_in(order, nodes)


def order_above(
    topological_order: Answer, Node: Answer, graph: Sequence[Any], first: Any, use: Any
) -> Any:
    """Return the order in a graph whose first node is there, and so are the parents of the next."""
    parents, rules, _ = graph
    nodes = [first, Node(1.0, use, tuple(map(vjp_of, rules[1])))]
    for used, k in zip(parents[2:], rules[2:], strict=True):
        nodes.append(Node(1.0, tuple(nodes[j] for j in used), tuple(map(vjp_of, k))))
    return places_in(topological_order(nodes[-1]), nodes)


def order_of_chain(topological_order: Answer, Node: Answer) -> tuple[Any, bool, bool, float]:
    """Return the order in a deep chain, as indices, and what there is to say of the way there.

    That is: whether the stack was deep; whether nodes were compared with many others; the seconds.
    """
    counts = [0]
    Compared = compared(Node, counts)
    nodes, watched = deep_chain(Compared)
    beside = Compared(1.0, (nodes[0],), (np.negative,))
    start = time.process_time()
    try:
        order = topological_order(nodes[-1])
    except TooManyComparisonsError:
        order = None
    seconds = time.process_time() - start
    del beside
    searched = counts[0] > COMPARISONS * DEEP
    return places_in(order, nodes), watched.from_deep_stack, searched, seconds


ORDER_HINTS = {
    "repeated-node": "A node that is used several times is reached several times. Keep the nodes "
    "that you have already listed in a `set`, and list each node once.",
    "node-missing": "The list must hold every node that the output depends on: `output` itself, "
    "all its parents, all parents of those, down to the nodes that have no parents.",
    "compared-by-value": "Two nodes may hold equal values and still be different nodes. Remember "
    "the nodes themselves (`seen.add(node)`), not their values.",
    "marks-left-on-nodes": "The first call left marks on the nodes or in a global variable, and "
    "the second call took them for its own. Keep what you have seen in a local `set`.",
    "reversed-order": "This is the order of evaluation, parents first. The backward pass needs the "
    "opposite: `output` first, the inputs last.",
    "first-visit-order": "A walk that lists a node when it first meets it can list it before a "
    "node that uses it. List a node only when all nodes that use it are listed: count the uses and "
    "list a node when its count falls to 0, or list nodes as a depth-first walk *leaves* them and "
    "reverse the list.",
    "recursion": "Your code calls itself once for each step down the chain, and Python's stack is "
    "not made for that; a raised recursion limit is no cure. Keep the nodes still to be treated in "
    "a list of your own and work in a `while` loop.",
    "every-path": "Your code walks along every path of the graph, and their number doubles with "
    "each node that is used twice. Visit each node once.",
    "slow-search": "Your code searches a list for each node, so its time grows with the square of "
    "the number of nodes. `node in some_set` takes the same short time however many there are.",
}


@exercise(
    {
        "each node is listed once": 1,
        "a node comes after all nodes that use it": 2,
        "a deep chain": 1,
    },
    ORDER_HINTS,
)
def topological_order(t: Trial, topological_order: Answer, Node: Answer) -> None:
    """Any list of the nodes that the output depends on in which children precede parents."""
    graphs = {
        "a single node": ALONE,
        "a chain of 4 nodes": LINE,
        "x·x": SQUARE,
        "a tree of 7 nodes": TREE,
        "the lecture's example": LECTURE,
        "the lecture's example with `v3 + v2`": LECTURE_TURNED,
        "`a = f(x)`, `b = g(a)`, `L = h(a, b)`": DIAMOND,
        "`a = f(x)`, `b = g(a)`, `L = h(b, a)`": DIAMOND_TURNED,
    }
    for i in t.draws(2, 8):
        graphs[f"random graph {i + 1}, 12 nodes"] = random_parents(t.rng, 12)
    outcomes: dict[str, Outcome] = {}

    with t.part("each node is listed once", "node-missing"):
        todo = {name: (parents, 1, "node-missing") for name, parents in graphs.items()}
        todo["the lecture's example, all values equal"] = LECTURE, 1, "compared-by-value"
        todo["the lecture's example, a second call"] = LECTURE, 2, "marks-left-on-nodes"
        cases = []
        for name, (parents, calls, _) in todo.items():
            equal = name.endswith("equal")
            values = [1.0] * len(parents) if equal else t.normal(len(parents)).tolist()
            cases.append((unscaled(parents).plain, values, calls))
        found = each_inside(order_in, cases, topological_order, Node)
        outcomes = dict(zip(todo, found, strict=True))
        for name, (parents, _, hint) in todo.items():
            verdict = partial(_once, n=len(parents), if_missing=hint)
            t.judge(name, outcomes[name], verdict=verdict)

    with t.part("a node comes after all nodes that use it", "first-visit-order"):
        for name, parents in graphs.items() if outcomes else ():
            t.judge(name, outcomes[name], verdict=partial(_sorted, parents=parents))
        first = Node(1.0)
        bottom = Watched((first,))
        ladder = unscaled(LADDER).plain
        t.judge(
            f"{RUNGS} sums of a node with itself, one upon another",
            lambda: inside(order_above, topological_order, Node, ladder, first, bottom),
            verdict=lambda got: (
                ("a node was visited again and again", "every-path")
                if bottom.reads > 2 ** (RUNGS - 2)
                else _sorted(got, LADDER)
            ),
        )

    with t.part("a deep chain"):
        t.judge(
            f"a chain of {DEEP} nodes",
            lambda: _shortest(lambda: inside(order_of_chain, topological_order, Node)),
            verdict=_order_of_chain,
            mistakes={"recursion": RecursionError},
        )


def unscaled(parents: Sequence[tuple[int, ...]]) -> Graph:
    """Return the graph of `parents` with rules that nobody asks for."""
    return Graph(parents, [(1.0,) * len(used) for used in parents], [()] * len(parents))


def _shortest(call: Callable[[], Any]) -> Any:
    """Call until it takes no longer than it may, three times at most: machines can be busy."""
    for _ in range(3):
        got = call()
        if got[3] <= LONG:
            break
    return got


def _order_of_chain(got: Any) -> Verdict:
    """Judge what `order_of_chain` returns."""
    places, deep, searched, seconds = got
    if deep:
        return "your code called itself at each step", "recursion"
    if searched or seconds > LONG:
        return "the time for each node grows with the number of nodes", "slow-search"
    return _once(places, DEEP, tolerated=1)


def _once(places: Any, n: int, if_missing: str = "node-missing", tolerated: int = 0) -> Verdict:
    """Say what is wrong with a list of all n nodes but `tolerated`, in any order.

    places: as `places_in` returns them.
    """
    problem = _no_list(places)
    if problem:
        return problem
    listed = len(set(places.tolist()))
    if listed < len(places):
        return "a node is listed more than once", "repeated-node"
    if listed < n - tolerated:
        return f"{listed} of {n} nodes are listed", if_missing
    return None


def _no_list(places: Any) -> Verdict:
    if places is None:
        return "returned nothing", "returned-nothing"
    if type(places) is not np.ndarray or places.ndim != 1 or (places < 0).any():
        return "no list of nodes of this graph", "wrong-type"
    return None


def _sorted(found: Any, parents: Sequence[tuple[int, ...]]) -> Verdict:
    """Say what is wrong with `found` as a topological order, children before parents.

    That the output and the nodes without parents are listed, and each once, another part asks.
    """
    problem = _no_list(found)
    if problem:
        return problem
    places = found.tolist()
    if any(i not in places for i, used in enumerate(parents[:-1]) if used):
        return f"{len(set(places))} of {len(parents)} nodes are listed", "node-missing"
    first = {i: places.index(i) for i in set(places)}
    last = {i: k for k, i in enumerate(places)}
    edges = [(i, j) for i, used in enumerate(parents) for j in used if {i, j} <= first.keys()]
    if all(last[i] < first[j] for i, j in edges):
        return None
    if all(last[j] < first[i] for i, j in edges):
        return "parents stand before their children", "reversed-order"
    return "a node stands before a node that uses it", "first-visit-order"


BACKWARD_HINTS = {
    "earlier-order": "Your `backward` does what the order from your `topological_order` makes it "
    "do, and that order is wrong for this graph. Repair `topological_order`; this part then "
    "passes by itself.",
    "seed-ignored": "The backward pass starts from the adjoint of the output, and that is `seed`, "
    "which need not be 1 and may be an array.",
    "adjoint-missing": "The dict must hold an adjoint for `output` and for every node that it "
    "depends on, also those between and those without parents. Its keys are the nodes themselves.",
    "overwritten": "A node that is used twice receives two contributions, and its adjoint is their "
    "sum. `adjoints[parent] = …` keeps the last one only: add it to what is there.",
    "edge-lost": "In `x * x` the node `x` stands twice among the parents, with one vjp for each. "
    "A `set` or `dict` of the parents keeps one of the two: go through `zip(node.parents, "
    "node.vjps)`.",
    "too-early": "A node handed its adjoint on before all nodes that use it had contributed. Go "
    "through the nodes in topological order, each one once, so that an adjoint is complete when "
    "you use it.",
    "counted-again": "A node was visited once for each of its uses, and each time handed on all "
    "that had arrived so far, so that early contributions were counted again. Visit each node "
    "once, in topological order.",
    "path-by-path": "The sum over all paths is right, but their number doubles with every node "
    "that is used twice. Call each vjp once, with the complete adjoint of its node.",
    "shared-array": "A vjp may return the very array `g` that it was given, so two nodes can share "
    "one array, and `+=` on it changes both. Make a new array: `a = a + b`.",
    "state-kept": "Something of an earlier call was still there: on the nodes, in a global "
    "variable or in a default argument such as `adjoints={}`. Make a new dict in each call.",
}


def adjoints_of(found: Any, nodes: list[Any], at_most: int | None = None) -> tuple[str, Any]:
    """Return ("adjoints", those of the nodes) in the dict of an answer, or what is wrong with it.

    at_most: how many adjoints it may hold, if that is asked.
    """
    if found is None:
        return "nothing", None
    if not hasattr(found, "keys"):
        return "no dict", found
    missing = sum(node not in found for node in nodes)
    if missing:
        return "missing", missing
    if at_most is not None and len(found) > at_most:
        return "more", None
    return "adjoints", [found[node] for node in nodes]


def adjoints_in(
    backward: Answer, Node: Answer, graph: Sequence[Any], asked: list[int], *seed: Any
) -> tuple[str, Any]:
    """Return the adjoints that the answer finds in a graph."""
    nodes = built(Node, graph)
    return adjoints_of(backward(nodes[-1], *seed), [nodes[i] for i in asked])


def adjoints_again(
    backward: Answer, nodes: list[Any], asked: list[int], at_most: int | None, *seed: Any
) -> tuple[str, Any]:
    """Return the adjoints that the answer finds in a graph that is there."""
    return adjoints_of(backward(nodes[-1], *seed), [nodes[i] for i in asked], at_most)


def adjoints_of_chain(backward: Answer, Node: Answer) -> tuple[str, Any, bool]:
    """Return the adjoints in a deep chain, and whether the stack was deep."""
    nodes, watched = deep_chain(Node)
    what, found = adjoints_of(backward(nodes[-1]), nodes)
    if what == "adjoints":
        numbers = np.array(found)  # one array crosses more quickly than a list of numbers
        found = numbers if numbers.dtype.kind in "biuf" else found[0]
    return what, found, watched.from_deep_stack


def values_of(nodes: list[Any]) -> list[float]:
    """Return the values of nodes that hold numbers."""
    return [float(node.value) for node in nodes]


@exercise(
    {
        "the adjoint of every node, for any seed": 1,
        "a node that is used twice": 1,
        "a node hands on its complete adjoint, once": 1,
        "arrays that nodes share stay as they are": 1,
        "a second call starts from nothing": 1,
    },
    {**BACKWARD_HINTS, "recursion": ORDER_HINTS["recursion"]},
)
def backward(t: Trial, backward: Answer, topological_order: Answer, Node: Answer) -> None:
    """The adjoints of all nodes: v̄_i = Σ over the children j of x̄_j ∂x_j/∂v_i (chapter 5)."""

    def adjoints(
        todo: Sequence[Try],
        inputs_only: bool = False,
    ) -> None:
        """Compare the adjoints of all nodes, or of those without parents."""
        asked = [
            [i for i, used in enumerate(graph.parents) if not (used and inputs_only)]
            for _, graph, _, _ in todo
        ]
        outcomes = each_inside(
            adjoints_in,
            [(graph.plain, of, *seed) for (_, graph, _, seed), of in zip(todo, asked, strict=True)],
            backward,
            Node,
        )
        for (case, graph, mistakes, seed), of, outcome in zip(todo, asked, outcomes, strict=True):
            start = seed[0] if seed else 1.0
            right = graph.adjoints(start)
            t.compare(
                case,
                outcome,
                want=_named([right[i] for i in of], of, graph.parents),
                mistakes=partial(_predicted, topological_order, Node, graph, start, of, mistakes),
                read=partial(_read_adjoints, len(of)),
            )

    with t.part("the adjoint of every node, for any seed"):
        todo: list[Try] = []
        for shape in [(), (3,), (2, 3)]:
            for name, parents in {"a chain of 4 nodes": LINE, "a tree of 7 nodes": TREE}.items():
                graph = scaled(t.rng, parents, *shape)
                seed = t.normal(*shape) if shape else t.uniform(2.0, 3.0)
                case = f"{name}, {f'arrays of shape {shape}' if shape else 'numbers'}"
                todo.append((case, graph, _seed_ignored, (seed,)))
        todo.append(("a single node", scaled(t.rng, ALONE), _seed_ignored, (2.5,)))
        adjoints(todo)
        case = f"a chain of {DEEP} nodes"
        (outcome,) = each_inside(adjoints_of_chain, [()], backward, Node)
        # Where `topological_order` is not up to the deep chain, that has cost its mark already.
        if _right_in_chain(outcome) or _orders_deep_chain(topological_order, Node):
            t.compare(
                case,
                outcome,
                want=(-1.0) ** np.arange(DEEP)[::-1],
                mistakes={"recursion": RecursionError},
                read=lambda got: _read_adjoints(DEEP, got[:2]),
            )
            deep = outcome.error is None and outcome()[2]
            t.require(case, not deep, "your code called itself at each step", "recursion")

    with t.part("a node that is used twice"):
        shapes = {
            "x·x": SQUARE,
            "x used by two nodes, and their sum": [(), (0,), (0,), (1, 2)],
            "x·x·y": [(), (), (0, 0), (2, 1)],
        }
        adjoints(
            [(name, scaled(t.rng, parents), _edges_wrong, ()) for name, parents in shapes.items()],
            inputs_only=True,
        )

    with t.part("a node hands on its complete adjoint, once", "too-early"):
        cases = {
            "the lecture's example": LECTURE,
            "the lecture's example with `v3 + v2`": LECTURE_TURNED,
            "`a = f(x)`, `b = g(a)`, `L = h(a, b)`": DIAMOND,
            "`a = f(x)`, `b = g(a)`, `L = h(b, a)`": DIAMOND_TURNED,
        }
        for i in t.draws(1, 6):
            cases[f"random graph {i + 1}, 8 nodes"] = random_parents(t.rng, 8)
        adjoints(
            [(name, scaled(t.rng, parents), _walks_wrong, ()) for name, parents in cases.items()]
        )
        calls: list[int] = []

        def counted(g: Any) -> Any:
            calls.append(1)
            return g

        # The lowest edges are those that a walk along every path meets most often.
        lowest: list[tuple[Rule, ...]] = [(), (counted,), (counted,)]
        ladder = unscaled(LADDER)
        ladder = Graph(ladder.parents, [*lowest, *ladder.rules[3:]], ladder.shapes)
        t.judge(
            f"{RUNGS} sums of a node with itself, one upon another",
            lambda: inside(adjoints_in, backward, Node, ladder.plain, []),
            verdict=lambda got: (
                ("vjps are called more than once", "path-by-path") if len(calls) > 2 else None
            ),
        )

    with t.part("arrays that nodes share stay as they are", "shared-array"):
        adjoints(
            [
                (
                    f"`y = x + x`, `z = y + x`, `L = sum(z)`, `x` of shape {shape}",
                    shared_arrays(*shape),
                    _arrays_shared,
                    (),
                )
                for shape in [(3,), (2, 3)]
            ]
        )

    with t.part("a second call starts from nothing", "state-kept"):
        graph = scaled(t.rng, LINE)
        again: list[tuple[str, int, tuple[float, ...]]] = [
            ("a first call", 4, ()),
            ("the same call again", 4, ()),
            ("another output of the same graph", 3, ()),
            ("the first output with another seed", 4, (3.0,)),
        ]
        nodes, fresh = inside(built, Node, graph.plain), inside(built, Node, graph.plain)
        *outcomes, seeded = each_inside(
            adjoints_again,
            [
                *((nodes[:n], [0], n, *seed) for _, n, seed in again),
                (fresh, [0], None, 2.0),
            ],
            backward,
        )
        if _ignores_seed(seeded, graph):
            again.pop()
        if_missing = "adjoint-missing"
        for (case, n, given), outcome in zip(again, outcomes, strict=False):
            part, start = graph.upto(n), given[0] if given else 1.0
            t.compare(
                case,
                outcome,
                want=part.adjoints(start)[:1],
                mistakes=partial(
                    _predicted, topological_order, Node, part, start, [0], lambda graph: {}
                ),
                read=partial(_read_adjoints, 1, if_missing=if_missing),
            )
            if_missing = "state-kept"
        t.require(
            "the values of the nodes afterwards",
            lambda: inside(values_of, nodes) == [1.0] * len(nodes),
            "they have changed",
            "state-kept",
        )


# A case, its graph, what mistakes give there (hint → adjoints), and the seed if it is not 1.
Try = tuple[str, Graph, Callable[[Graph], dict[str, Any]], tuple[Any, ...]]


def _seed_ignored(graph: Graph) -> dict[str, Any]:
    return {"seed-ignored": graph.adjoints(np.ones(graph.shapes[-1]))}


def _edges_wrong(graph: Graph) -> dict[str, Any]:
    return {"edge-lost": graph.parents_as_set(1.0), "overwritten": graph.overwritten(1.0)}


def _walks_wrong(graph: Graph) -> dict[str, Any]:
    return {
        "overwritten": graph.overwritten(1.0),
        "edge-lost": graph.parents_as_set(1.0),
        "counted-again": graph.counted_again(1.0),
    }


def _arrays_shared(graph: Graph) -> dict[str, Any]:
    return {"shared-array": graph.in_place(1.0), **_walks_wrong(graph)}


def _predicted(
    topological_order: Answer,
    Node: Answer,
    graph: Graph,
    seed: Any,
    asked: list[int],
    mistakes: Callable[[Graph], dict[str, Any]],
) -> dict[str, Any]:
    """Return what mistakes, and a wrong order, make of the adjoints that are asked for."""
    found = {name: [adjoints[i] for i in asked] for name, adjoints in mistakes(graph).items()}
    return {"earlier-order": _with_order(topological_order, graph, Node, seed, asked), **found}


def _ignores_seed(outcome: Outcome, graph: Graph) -> bool:
    """Whether a call with seed 2 fails, or gave what seed 1 gives: that has lost a mark already."""
    try:
        found = _read_adjoints(1, outcome())
    except (Exception, SystemExit):
        return True
    return difference(found, graph.adjoints(1.0)[:1], EXACT) is None


def _right_in_chain(outcome: Outcome) -> bool:
    """Whether `backward` found the adjoints of the deep chain, and did not call itself."""
    try:
        what, found, deep = outcome()
    except (Exception, SystemExit):
        return False
    right = (-1.0) ** np.arange(DEEP)[::-1]
    return what == "adjoints" and not deep and difference(found, right, EXACT) is None


def _named(adjoints: list[Any], asked: list[int], parents: Sequence[tuple[int, ...]]) -> Any:
    """Return `adjoints` as a tuple that names each: a finding then says whose adjoint is wrong."""
    names = NAMES.get(id(parents)) or [f"v{i}" for i in range(len(parents))]
    return _tuple_of(tuple(f"adjoint_of_{names[i]}" for i in asked))(*adjoints)


@functools.cache
def _tuple_of(names: tuple[str, ...]) -> Any:
    return namedtuple("Adjoints", names)


def _read_adjoints(n: int, told: Any, if_missing: str = "adjoint-missing") -> Any:
    """Return the adjoints of n nodes as `adjoints_of` tells them; if_missing: hint for fewer."""
    what, found = told
    if what == "adjoints":
        return found
    if what == "nothing":
        raise AnswerError("returned nothing", "returned-nothing")
    if what == "missing":
        raise AnswerError(f"{int(found)} of {n} nodes have no adjoint", if_missing)
    if what == "more":
        raise AnswerError("it has nodes that the output does not depend on", "state-kept")
    raise AnswerError(f"a `{kind_of(type(found))}` where a dict is asked", "wrong-type")


def _with_order(
    topological_order: Answer, graph: Graph, Node: Answer, seed: Any, asked: Sequence[int]
) -> Any:
    """Return what a right backward pass makes of the order that `topological_order` gives.

    That is adjoints, an exception class, or None where there is no answer yet. An order that is
    wrong can also lead to a node that has no adjoint: KeyError.
    """
    try:
        order = inside(order_in, topological_order, Node, graph.plain)
    except NotImplementedError:
        return None
    except (Exception, SystemExit) as error:
        return type(error)
    listed = order.tolist() if type(order) is np.ndarray else []
    found = graph.adjoints(seed, [i for i in listed if i >= 0])
    wrong = _sorted(order, graph.parents) or _once(order, len(graph.parents))
    adjoints = [found[i] for i in asked]
    return AnyOf(adjoints, KeyError) if wrong else adjoints


def _orders_deep_chain(topological_order: Answer, Node: Answer) -> bool:
    """Whether `topological_order` can list a deep chain, or has no answer yet."""
    try:
        got = _shortest(lambda: inside(order_of_chain, topological_order, Node))
        return _order_of_chain(got) is None
    except NotImplementedError:
        return True
    except (Exception, SystemExit):
        return False


@exercise(
    {"axes added in front": 1, "axes stretched from length 1": 1, "both, and neither": 1},
    {
        "leading-axes-left": "Broadcasting puts missing axes in front, and repeats the array along "
        "them. Each entry of the operand was used once for each index there: sum over those axes.",
        "stretched-axes-left": "An axis of length 1 that broadcasting stretched carries the sum of "
        "all contributions along it: sum over it and keep it with length 1.",
        "keepdims-lost": "A stretched axis must stay, with length 1: sum over it with "
        "`keepdims=True`.",
        "averaged": "Contributions add up; they are not averaged. Use `sum`, not `mean`.",
        "one-entry-picked": "You took one of the repeated entries. The adjoint of the operand is "
        "the sum over all of them.",
        "left-aligned": "NumPy aligns shapes at their last axes. The axes to sum over are the "
        "first `g.ndim - len(shape)` ones, not the last.",
        "reshaped": "A reshape only moves entries, and here there are more of them than `shape` "
        "holds. Those that belong to the same entry of the operand must be summed.",
    },
)
def unbroadcast(t: Trial, unbroadcast: Answer) -> None:
    """The vjp of `np.broadcast_to`: the sum of g over all that one entry was copied to."""
    shapes_of = {
        "axes added in front": [((4, 3), (3,)), ((2, 3, 4), (3, 4)), ((3, 3), (3,)), ((5,), ())],
        "axes stretched from length 1": [
            ((2, 3), (2, 1)),
            ((3, 3), (1, 3)),
            ((2, 3, 4), (2, 1, 4)),
            ((2, 3, 4), (1, 3, 1)),
        ],
        "both, and neither": [
            ((2, 3, 4), (3, 1)),
            ((4, 2, 3, 3), (1, 3)),
            ((2, 1), (1,)),
            ((2, 3), (2, 3)),
            ((2, 1), (2, 1)),
            ((), ()),
        ],
    }
    for part, shapes in shapes_of.items():
        with t.part(part):
            cases: list[Case] = []
            for big, small in shapes:
                for _ in t.draws(1, 2):
                    g = t.normal(*big)
                    asked = {
                        "want": _unbroadcast(g, small),
                        "mistakes": partial(_unbroadcast_wrongly, g.copy(), small),
                    }
                    cases.append((f"`g` of shape {big}, `shape` {small}", (g, small), asked))
            compare_all(t, unbroadcast, cases)


@remembered
def _unbroadcast(g: np.ndarray, small: tuple[int, ...]) -> np.ndarray:
    _, back = vjp(lambda x: np.broadcast_to(x, g.shape), np.zeros(small))
    return np.asarray(back(g)[0])


def _unbroadcast_wrongly(g: np.ndarray, small: tuple[int, ...]) -> dict[str, Any]:
    big = g.shape
    added = tuple(range(len(big) - len(small)))
    kept = zip(range(len(added), len(big)), small, strict=True)
    stretched = tuple(i for i, n in kept if n == 1 and big[i] > 1)
    return {
        "leading-axes-left": g.sum(stretched, keepdims=True) if added else None,
        "stretched-axes-left": AnyOf(g.sum(added), g) if stretched else None,
        "keepdims-lost": g.sum(added + stretched),
        "averaged": g.mean(added + stretched).reshape(small),
        "one-entry-picked": _first_of_each(g, added, stretched),
        "left-aligned": g.sum(tuple(range(len(small), len(big)))),
        "reshaped": ValueError,
    }


def _first_of_each(g: np.ndarray, added: tuple[int, ...], stretched: tuple[int, ...]) -> np.ndarray:
    """Return the first entry along each axis in `added` and `stretched`; keep the latter."""
    take = [0 if i in added else slice(1) if i in stretched else slice(None) for i in range(g.ndim)]
    return g[tuple(take)]


class Adjoints(NamedTuple):
    """What `vjp_matmul` returns."""

    A_bar: Any
    B_bar: Any


@exercise(
    {"`A_bar`, rectangular matrices": 1, "`B_bar`, rectangular matrices": 1, "square matrices": 1},
    {
        "transpose-missing": "With `C = A @ B`, a change `dA` changes `L` by the sum of the "
        "entries of `g * (dA @ B)`. Write it as the sum of the entries of `A_bar * dA`: `A_bar` is "
        "`g` times a transpose, and `B_bar` a transpose times `g`. Their shapes are those of `A` "
        "and `B`.",
        "factors-swapped": "Matrices do not commute. In `C = A @ B` the factor `B` stands on the "
        "right, so in `A_bar` its transpose stands to the right of `g`; in `B_bar` the transpose "
        "of `A` stands to the left of `g`.",
        "adjoints-swapped": "The two adjoints are in the wrong order: return `A_bar` first, then "
        "`B_bar`.",
        "g-as-ones": "Your code does not use `g`, or takes it for ones. It is the adjoint of the "
        "result and can have any values.",
        "elementwise": "`*` multiplies entry by entry. The rule needs the matrix product `@`.",
    },
)
def vjp_matmul(t: Trial, vjp_matmul: Answer) -> None:
    """The vjp of C = A B: Ā = g Bᵀ and B̄ = Aᵀ g (Giles 2008)."""

    def case(m: int, k: int, n: int, wanted: Sequence[str]) -> Case:
        A, B, g = t.normal(m, k), t.normal(k, n), t.normal(m, n)
        (A_bar, B_bar), of_ones = _matmul_adjoints(A, B, g), _matmul_adjoints(A, B, np.ones((m, n)))

        def both(A_bar: Any, B_bar: Any) -> Adjoints:
            pair = {"A_bar": A_bar, "B_bar": B_bar}
            return Adjoints(*(v if name in wanted else ANY for name, v in pair.items()))

        def mistakes() -> dict[str, Any]:
            found: dict[str, Any] = {
                "adjoints-swapped": both(B_bar, A_bar),
                "g-as-ones": both(*of_ones),
            }
            if not m == k == n:
                return found | {"transpose-missing": ValueError}
            return found | {
                "transpose-missing": AnyOf(
                    both(g @ B, A @ g), both(g @ B, B_bar), both(A_bar, A @ g)
                ),
                "factors-swapped": AnyOf(
                    both(B.T @ g, g @ A.T), both(B.T @ g, B_bar), both(A_bar, g @ A.T)
                ),
                "elementwise": AnyOf(both(g * B, A * g), both(g * B.T, A.T * g)),
            }

        asked = {"want": both(A_bar, B_bar), "mistakes": mistakes, "rtol": EXACT, "atol": TINY}
        return f"`A` {m}×{k}, `B` {k}×{n}", (g, A, B), asked

    for wanted in ["A_bar", "B_bar"]:
        with t.part(f"`{wanted}`, rectangular matrices"):
            shapes = [(2, 3, 4), (4, 2, 3), (1, 3, 2), (3, 1, 2), (3, 4, 1)]
            compare_all(t, vjp_matmul, [case(*shape, [wanted]) for shape in shapes])
    with t.part("square matrices"):
        cases = [case(3, 3, 3, ["A_bar", "B_bar"]) for _ in t.draws(2, 4)]
        compare_all(t, vjp_matmul, cases)


@remembered
def _matmul_adjoints(A: np.ndarray, B: np.ndarray, g: np.ndarray) -> tuple[Any, Any]:
    A_bar, B_bar = vjp(np.matmul, A, B)[1](g)
    return A_bar, B_bar


@exercise(
    {"the sum of all entries": 1, "the sum over one axis": 1, "the sum over several axes": 1},
    {
        "g-as-ones": "Your code does not use `g`, or takes it for ones. It is the adjoint "
        "of the sum and can have any values.",
        "not-spread": "`x_bar` has the shape of `x`: an entry of `g` goes to every entry of `x` "
        "that was summed into it.",
        "divided-by-count": "That is the rule for the mean. In a sum every entry has derivative 1.",
        "multiplied-by-x": "The derivative of a sum with respect to an entry is 1, not the entry.",
        "axis-not-put-back": "`g` lacks the axis that was summed away, and broadcasting puts a "
        "missing axis in front. Put it back where it was: `np.expand_dims(g, axis)`.",
        "keepdims-overlooked": "With `keepdims=True` the summed axes are still there in `g`, with "
        "length 1. Put axes back only where `keepdims` is false.",
        "axes-one-by-one": "`axis` can be a tuple and can count from the end. Its numbers are "
        "positions in `x`, so all axes must be put back together: `np.expand_dims(g, axis)` takes "
        "the whole tuple.",
    },
)
def vjp_sum(t: Trial, vjp_sum: Answer) -> None:
    """The vjp of x ↦ x.sum(axis, keepdims): g goes to each entry that was summed."""

    def case(shape: tuple[int, ...], axis: Any, keepdims: bool) -> Case:
        x = t.normal(*shape)
        g = t.normal(*np.shape(np.sum(x, axis=axis, keepdims=keepdims)))
        want = _sum_adjoint(g, x, axis, keepdims)
        mistakes = partial(_sum_wrongly, g.copy(), x.copy(), axis, keepdims, want)
        return (
            f"`x` of shape {shape}, `axis={axis}`, `keepdims={keepdims}`",
            (g, x, axis, keepdims),
            {"want": want, "mistakes": mistakes},
        )

    with t.part("the sum of all entries"):
        shapes = [(4,), (2, 3)]
        compare_all(t, vjp_sum, [case(s, None, k) for s in shapes for k in (False, True)])
    with t.part("the sum over one axis"):
        over = [((3, 3), 1), ((3, 3), 0), ((2, 3, 4), 1), ((2, 3, 4), -1), ((4,), 0)]
        compare_all(t, vjp_sum, [case(s, axis, k) for s, axis in over for k in (False, True)])
    with t.part("the sum over several axes", "axes-one-by-one"):
        cube = (3, 3, 3)
        several = [(cube, (0, 1)), (cube, (-2, -1)), ((2, 3, 4), (2, 0)), (cube, (-1, 1))]
        compare_all(t, vjp_sum, [case(s, axes, k) for s, axes in several for k in (False, True)])


@remembered
def _sum_adjoint(g: np.ndarray, x: np.ndarray, axis: Any, keepdims: bool) -> np.ndarray:
    _, back = vjp(lambda x: np.sum(x, axis=axis, keepdims=keepdims), x)
    return np.asarray(back(g)[0])


def _sum_wrongly(
    g: np.ndarray, x: np.ndarray, axis: Any, keepdims: bool, want: np.ndarray
) -> dict[str, Any]:
    shape = x.shape
    # Only where all lengths agree does a misplaced axis give a value, else it raises.
    same = len(set(shape)) == 1
    mistakes: dict[str, Any] = {
        "g-as-ones": np.ones(shape),
        "not-spread": g,
        "divided-by-count": want * g.size / x.size,
        "multiplied-by-x": want * x,
    }
    if keepdims and axis is not None:
        again = np.expand_dims(g, axis) * np.ones(shape) if same else None
        mistakes["keepdims-overlooked"] = AnyOf(ValueError, again)
    elif isinstance(axis, tuple):
        mistakes["axes-one-by-one"] = AnyOf(ValueError, TypeError)
    elif axis is not None:
        front = np.broadcast_to(g, shape) if same else None
        mistakes["axis-not-put-back"] = AnyOf(ValueError, front)
    return mistakes


@exercise(
    {"one vector": 1, "each row for itself": 1, "large inputs": 1},
    {
        "diagonal-jacobian": "The Jacobian of softmax is not diagonal: each input changes every "
        "output, through the denominator. With `s = softmax(x)` it is `diag(s) - outer(s, s)`.",
        "not-centred": "`s * g` is the diagonal part of the Jacobian. Missing is the part through "
        "the denominator, `-s * sum(g * s)`.",
        "log-softmax": "That is the rule for the logarithm of softmax, `g - s * sum(g)`.",
        "input-for-output": "The rule holds `softmax(x)`, the output; your code has `x` or "
        "`exp(x)` in its place.",
        "rows-mixed": "Every row along the last axis is a softmax of its own. Sum with `axis=-1, "
        "keepdims=True`, both in the denominator and in `sum(g * s)`.",
        "overflow": "`exp` of a large number is `inf`, and a row of very negative numbers becomes "
        "0/0. Softmax stays the same when a number is subtracted from a whole row: subtract each "
        "row's own maximum first.",
    },
)
def vjp_softmax(t: Trial, vjp_softmax: Answer) -> None:
    """The vjp of softmax over the last axis: x̄ = s (g − Σ g s), s = softmax(x)."""

    def case(text: str, x: np.ndarray, large: bool = False) -> Case:
        g = t.normal(*x.shape)
        want, s = _softmax_adjoint(g, x)
        mistakes = partial(_softmax_wrongly, g.copy(), x.copy(), s, large)
        return (
            text,
            (g, x),
            {"want": want, "mistakes": mistakes, "rtol": EXACT, "atol": TINY},
        )

    with t.part("one vector"):
        lengths = [4, 2, 5][: 3 if t.hidden else 2]
        compare_all(t, vjp_softmax, [case(f"`x` of shape ({n},)", t.normal(n)) for n in lengths])
    with t.part("each row for itself"):
        shapes = [(2, 3), (3, 3), (2, 3, 4), (1, 3)]
        cases = [case(f"`x` of shape {shape}", t.normal(*shape)) for shape in shapes]
        compare_all(t, vjp_softmax, cases)
    with t.part("large inputs"):
        rows = np.array([[1000.0], [-1000.0]]) + t.normal(2, 3)
        cases = [
            case("entries near 1000, shape (4,)", 1000.0 + t.normal(4), large=True),
            case("entries near -1000, shape (4,)", -1000.0 + t.normal(4), large=True),
            case("one row near 1000, one near -1000, shape (2, 3)", rows, large=True),
        ]
        compare_all(t, vjp_softmax, cases)


@remembered
def _softmax_adjoint(g: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the adjoint, and the softmax itself."""
    _, back = vjp(lambda x: softmax(x, axis=-1), x)
    return np.asarray(back(g)[0]), np.asarray(softmax(x, axis=-1))


def _softmax_wrongly(g: np.ndarray, x: np.ndarray, s: np.ndarray, large: bool) -> dict[str, Any]:
    def rule(s: np.ndarray, axis: int | None = -1) -> np.ndarray:
        return s * (g - (g * s).sum(axis=axis, keepdims=True))

    mistakes: dict[str, Any] = {
        "diagonal-jacobian": g * s * (1 - s),
        "not-centred": g * s,
        "log-softmax": g - s * g.sum(axis=-1, keepdims=True),
    }
    if large:
        # What exp gives without a shift, or with one shift for all rows: nan, or what is put
        # in its place (0; a clipped input, the same for a whole row).
        with np.errstate(all="ignore"):
            shifted = np.exp(x - x.max())
            mistakes["overflow"] = AnyOf(
                np.full(x.shape, np.nan),
                rule(shifted / shifted.sum(axis=-1, keepdims=True)),
                np.zeros(x.shape),
                rule(np.full(x.shape, 1 / x.shape[-1])),
            )
    else:
        e = np.exp(x)
        axes: list[int | None] = [None, *range(x.ndim)]
        mistakes["input-for-output"] = AnyOf(rule(x), rule(e))
        if x.ndim > 1:
            mistakes["rows-mixed"] = AnyOf(
                *(rule(e / e.sum(axis=a, keepdims=True), b) for a in axes for b in axes)
            )
    return mistakes


@exercise(
    {"an input that is used once": 1, "an input that is used several times, or not at all": 1},
    {
        "earlier-backward": "Your `grad` returns what your `backward` finds, and for this graph "
        "that is wrong. Repair `backward`; this part then passes by itself.",
        "value-for-gradient": "That is the value of `f`. The gradient is the adjoint of the input: "
        "look up the input's node in the dict of `backward`.",
        "output-adjoint": "That is the adjoint of the output, which is 1. Look up the node of the "
        "input.",
        "unused-input": "Where `f` does not use its input, the output's graph does not hold the "
        "input's node. The gradient is then zero at every entry, with the shape of `x`.",
        "old-graph": "The gradient is that of an earlier input. Each call must make a node of the "
        "new `x` and run `f` on it.",
        "several-evaluations": "One run of `f` and one backward pass give all derivatives. Your "
        "code ran `f` another number of times.",
    },
)
def grad(t: Trial, grad: Answer, backward: Answer, Node: Answer) -> None:
    """The gradient of f: R^shape → R for f written with the operations of `Node`."""

    def compare(*cases: Differentiated) -> None:
        """Compare the gradients at the first input of each case, then at the second."""
        functions = [Counted(case.expression, Node) for case in cases]
        gradients = each_inside(called, [(f,) for f in functions], grad)
        for i in range(max(len(case.xs) for case in cases)):
            here = [k for k, case in enumerate(cases) if i < len(case.xs)]
            for k in here:
                functions[k].calls = 0
            found = each_inside(
                called,
                [(gradients[k].value, cases[k].xs[i]) for k in here if gradients[k].error is None],
            )
            outcomes = iter(found)
            for k in here:
                outcome = next(outcomes) if gradients[k].error is None else gradients[k]
                judge(cases[k], i, outcome, functions[k].calls)

    def judge(case: Differentiated, i: int, outcome: Outcome, calls: int) -> None:
        x, n = case.xs[i], len(case.xs)

        def mistakes() -> dict[str, Any]:
            earlier = None
            if np.any(case.derivative(x)):
                earlier = _by_backward(backward, case.expression, Node, x)
            found = {
                "earlier-backward": earlier,
                "value-for-gradient": lambda: inside(value_at, case.expression, Node, x),
                "unused-input": AnyOf(KeyError, 0.0, np.zeros(())),
                "output-adjoint": AnyOf(1.0, np.ones(np.shape(x))),
            }
            return found | ({"old-graph": case.derivative(case.xs[0])} if i else {})

        where = case.text if n == 1 else f"{case.text}, input {i + 1} of {n}"
        t.compare(where, outcome, want=case.derivative(x), mistakes=mistakes, rtol=EXACT, atol=TINY)
        if calls:
            t.require(where, calls == 1, f"`f` was run {calls} times", "several-evaluations")

    with t.part("an input that is used once"):
        compare(
            Differentiated("`x.sum()`", "x.sum()", lambda x: np.ones(x.shape), t.normal(3)),
            Differentiated("`(x ** 3).sum()`", "(x**3).sum()", lambda x: 3 * x**2, t.normal(2, 3)),
            Differentiated(
                "`(2 * x).exp().sum()`",
                "(2 * x).exp().sum()",
                lambda x: 2 * np.exp(2 * x),
                t.normal(3),
                t.normal(3),
            ),
            Differentiated("`x.tanh()`", "x.tanh()", lambda x: 1 - np.tanh(x) ** 2, t.normal()),
        )
    with t.part("an input that is used several times, or not at all"):
        compare(
            Differentiated(
                "`(x * x + x).sum()`", "(x * x + x).sum()", lambda x: 2 * x + 1, t.normal(3)
            ),
            Differentiated(
                "`x.sum() * x.tanh().sum()`",
                "x.sum() * x.tanh().sum()",
                lambda x: np.tanh(x).sum() + x.sum() * (1 - np.tanh(x) ** 2),
                t.normal(3),
                t.normal(2, 2),
            ),
            Differentiated(
                "`y = x.exp()`, `y + y * y`",
                "(lambda y: y + y * y)(x.exp())",
                lambda x: np.exp(x) + 2 * np.exp(2 * x),
                t.normal(),
            ),
            Differentiated("`x`, a number", "x", lambda x: np.ones(()), t.normal()),
            Differentiated("a constant", "Node(3.0)", lambda x: np.zeros(x.shape), t.normal(3)),
        )


class Differentiated:
    """A function to differentiate: as a student reads it, as Python, its derivative, inputs."""

    def __init__(self, text: str, expression: str, derivative: Answer, *xs: Any) -> None:
        self.text, self.expression, self.derivative, self.xs = text, expression, derivative, xs


class Counted:
    """A function of a node for an answer to call, which counts its calls."""

    def __init__(self, expression: str, Node: Answer) -> None:
        self.expression, self.node, self.calls = expression, Node, 0

    def __call__(self, x: Any) -> Any:
        """Return the value of the expression, a node."""
        self.calls += 1
        return reply_inside(valued, self.expression, self.node, x)


def valued(expression: str, Node: Answer, x: Any) -> Any:
    """Return an expression in the node x."""
    return eval(expression, {"Node": Node, "x": x})


def value_at(expression: str, Node: Answer, x: Any) -> Any:
    """Return the value of an expression in a node that holds x."""
    return valued(expression, Node, Node(x)).value


def adjoint_at(backward: Answer, expression: str, Node: Answer, x: Any) -> tuple[bool, Any]:
    """Return whether `backward` finds an adjoint of the node that holds x, and the adjoint."""
    node = Node(x)
    found = backward(valued(expression, Node, node))
    return (True, found[node]) if node in found else (False, None)


def _by_backward(backward: Answer, expression: str, Node: Answer, x: Any) -> Any:
    """Return what `backward` makes of f's graph: x's adjoint, or the exception's class."""
    try:
        there, adjoint = inside(adjoint_at, backward, expression, Node, x)
        return adjoint if there else KeyError
    except NotImplementedError:
        return None
    except (Exception, SystemExit) as error:
        return type(error)


class Logistic(NamedTuple):
    """What `logistic_loss` returns."""

    loss: Any
    dw: Any
    db: Any


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _logistic(x: Any, w: Any, b: Any, t: Any, lam: Any) -> Any:
    return (_sigmoid(w @ x + b) - t) ** 2 / 2 + lam / 2 * (w @ w)


@exercise(
    {"`loss`": 1, "`dw`": 1, "`db`": 1},
    {
        "one-child-only": "`w` is used twice, in `z` and in `R`. Its adjoint is the sum of both "
        "contributions, `(y - t) * σ'(z) * x` and `lam * w`.",
        "no-sigmoid-derivative": "The adjoint passes through the sigmoid: `z_bar = y_bar * σ'(z)`. "
        "(Without the factor you have the gradient of another loss, the cross-entropy.)",
        "sigmoid-derivative-of-input": "`σ'(z) = y * (1 - y)` with the output `y = σ(z)`; your "
        "code has another value in its place.",
        "sign": "The derivative of `(y - t)**2 / 2` with respect to `y` is `y - t`, not `t - y`.",
        "factor-of-two": "Look at the two halves in the loss: `(y - t)**2 / 2` and `lam / 2 * "
        "‖w‖²`. Each cancels the 2 that the square brings down, and each is part of the loss.",
        "bias-regularised": "The penalty is `lam / 2 * ‖w‖²`. The bias `b` is not in it.",
        "another-loss": "The task asks for the squared error `(y - t)**2 / 2` of the sigmoid's "
        "output, not for the cross-entropy.",
        "norm-not-squared": "The penalty holds the squared norm of `w`, the sum of its squared "
        "entries.",
    },
)
def logistic_loss(t: Trial, logistic_loss: Answer) -> None:
    """L̃ = (σ(wᵀx + b) − t)²/2 + (λ/2)‖w‖², its derivatives by reverse mode (chapter 3)."""

    def drawn() -> tuple[Any, ...]:
        d = int(t.rng.integers(2, 6))
        return t.normal(d), t.normal(d), t.uniform(-1, 1), t.uniform(0, 1), t.uniform(0.3, 2)

    # The same inputs for each part: a mistake in one value costs that value's mark.
    inputs = [drawn() for _ in t.draws(3, 10)]
    inputs.append((t.normal(1), t.normal(1), 0.5, 1.0, 0.7))
    inputs.append((t.normal(3), t.normal(3), -0.5, 0.0, 0.0))

    for name in Logistic._fields:
        with t.part(f"`{name}`"):
            cases: list[Case] = []
            for given in inputs:
                mistakes = partial(_logistic_wrongly, name, *copies(given))
                want = _only(name, _logistic_right(*given))
                asked = {
                    "want": want,
                    "mistakes": mistakes,
                    "rtol": EXACT,
                    "atol": TINY,
                }
                cases.append((f"{len(given[0])} weights", given, asked))
            compare_all(t, logistic_loss, cases)


@remembered
def _logistic_right(*given: Any) -> Logistic:
    loss, (dw, db) = value_and_grad(_logistic, argnums=(1, 2))(*given)
    return Logistic(loss, dw, db)


def _logistic_wrongly(
    name: str, x: Any, w: Any, b: float, target: float, lam: float
) -> dict[str, Any]:
    z = w @ x + b
    y = _sigmoid(z)
    e, s, m = y - target, y * (1 - y), z * (1 - z)
    size = np.sqrt(w @ w)
    # For each mistake: the values (loss, dw, db) that it gives, ANY where it shows elsewhere.
    rows = {
        "one-child-only": [Logistic(ANY, e * s * x, ANY), Logistic(ANY, lam * w, ANY)],
        "no-sigmoid-derivative": [
            Logistic(ANY, e * x + lam * w, e),
            Logistic(ANY, e * x, e),
        ],
        "sigmoid-derivative-of-input": [
            Logistic(ANY, e * m * x + lam * w, e * m),
            Logistic(
                ANY,
                e * x * _sigmoid(y) * (1 - _sigmoid(y)) + lam * w,
                e * _sigmoid(y) * (1 - _sigmoid(y)),
            ),
        ],
        "sign": [Logistic(ANY, -e * s * x + lam * w, -e * s)],
        "factor-of-two": [
            Logistic(e**2 + lam / 2 * w @ w, 2 * e * s * x + lam * w, 2 * e * s),
            Logistic(e**2 / 2 + lam * w @ w, e * s * x + 2 * lam * w, ANY),
            Logistic(e**2 + lam * w @ w, 2 * (e * s * x + lam * w), ANY),
            Logistic(ANY, e * s * x + lam / 2 * w, e * s / 2),
        ],
        "bias-regularised": [Logistic(e**2 / 2 + lam / 2 * (w @ w + b * b), ANY, e * s + lam * b)],
        "another-loss": [
            Logistic(-target * np.log(y) - (1 - target) * np.log(1 - y) + lam / 2 * w @ w, ANY, ANY)
        ],
        "norm-not-squared": [
            Logistic(e**2 / 2 + lam / 2 * size, e * s * x + lam / 2 * w / size, ANY)
        ],
    }
    return {
        hint: AnyOf(*(_only(name, row) for row in given if getattr(row, name) is not ANY))
        for hint, given in rows.items()
    }


def _only(name: str, values: Logistic) -> Logistic:
    """Return `values` with ANY for all but the one named."""
    return Logistic(*(v if f == name else ANY for f, v in zip(values._fields, values, strict=True)))


class Training(NamedTuple):
    """What `mlp_gradients` returns."""

    loss: Any
    gradients: Any


def _mlp_output(weights: Sequence[Any], x: Any) -> Any:
    v = x
    for w in weights[:-1]:
        v = np.tanh(v @ w)
    return v @ weights[-1]


def _mlp_loss(weights: Sequence[Any], x: Any, y: Any) -> Any:
    return np.sum((_mlp_output(weights, x) - y) ** 2) / x.shape[0]


def _mlp(
    weights: Sequence[np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
    slope: Callable[[Any, Any], Any] = lambda z, v: 1 - v**2,
    last: Callable[[Any], Any] = lambda z: z,
    last_slope: Callable[[Any, Any], Any] = lambda z, v: 1.0,
    factor: float = 2.0,
) -> list[np.ndarray]:
    """Return the gradients of the network with what a mistake puts in place of its pieces.

    slope: tanh's derivative from input z and output v. last: the function after the last layer.
    factor: of the residual, before the division by the batch's size.
    """
    values, sums = [x], []
    for k, w in enumerate(weights):
        sums.append(values[-1] @ w)
        values.append(last(sums[-1]) if k == len(weights) - 1 else np.tanh(sums[-1]))
    v_bar = factor * (values[-1] - y) / x.shape[0]
    gradients = []
    for k in reversed(range(len(weights))):
        z_bar = v_bar * (last_slope if k == len(weights) - 1 else slope)(sums[k], values[k + 1])
        gradients.append(values[k].T @ z_bar)
        v_bar = z_bar @ weights[k].T
    return gradients[::-1]


@exercise(
    {"`loss`": 1, "one weight matrix": 1, "hidden layers": 2},
    {
        "not-divided-by-b": "The loss is the mean over the batch: divide by `b`, the number of "
        "rows of `x`, in the loss and in the gradients.",
        "divided-by-all-entries": "`np.mean` divides by the number of all entries. The loss "
        "divides by `b`, the number of rows, alone: within a row the squares are summed.",
        "factor-two-missing": "The derivative of a square brings down a 2, and the loss has no "
        "half that would cancel it.",
        "tanh-on-output": "The last layer is linear: no tanh after the last matrix.",
        "tanh-slope-missing": "The adjoint passes back through each tanh: multiply it by the "
        "derivative of tanh, entry by entry.",
        "tanh-slope-of-input": "The derivative of tanh is `1 - v**2` with the output "
        "`v = tanh(z)`; your code has another value in its place.",
        "gradients-reversed": "The backward pass finds the last layer's gradient first. Return the "
        "gradients in the order of `weights`.",
        "layer-shapes": "A product of your backward pass does not fit. For `z = v @ w` the rules "
        "are `w_bar = v.T @ z_bar` and `v_bar = z_bar @ w.T`; the `v` is the layer's input.",
        "hidden-adjoint": "The last layer's gradient is right and an earlier one is not. Going "
        "back through a layer `z = v @ w`, `v = tanh(…)`, the adjoint becomes `z_bar @ w.T`, and "
        "then passes through the tanh that made `v`.",
    },
)
def mlp_gradients(t: Trial, mlp_gradients: Answer) -> None:
    """L = (1/b) Σ_i ‖ŷ_i − y_i‖² of a network with tanh between its linear layers (chapter 7)."""

    def network(b: int, *dims: int) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
        weights = [t.normal(m, n) / np.sqrt(m) for m, n in pairwise(dims)]
        return weights, t.normal(b, dims[0]), t.normal(b, dims[-1])

    def case(wanted: str, b: int, *dims: int) -> Case:
        weights, x, y = network(b, *dims)
        right = _mlp_right(weights, x, y)
        layers = f"{len(dims) - 1} layer{'s' * (len(dims) > 2)}, {' → '.join(map(str, dims))}"
        want = Training(right.loss, ANY) if wanted == "loss" else Training(ANY, right.gradients)
        mistakes = partial(_mlp_wrongly, wanted, right, *copies((weights, x, y)))
        asked = {"want": want, "mistakes": mistakes, "rtol": EXACT, "atol": TINY}
        return f"{layers}, `b` = {b}", (weights, x, y), asked

    with t.part("`loss`"):
        sizes = [(5, 3, 2), (4, 3, 4, 2), (3, 2, 5, 3, 4)]
        compare_all(t, mlp_gradients, [case("loss", *size) for size in sizes])
    with t.part("one weight matrix"):
        sizes = [(5, 3, 2), (2, 3, 4), (1, 3, 2)]
        compare_all(t, mlp_gradients, [case("gradients", *size) for size in sizes])
    with t.part("hidden layers", "hidden-adjoint"):
        sizes = [(5, 3, 4, 2), (3, 2, 5, 3, 4), (2, 3, 3, 3), (4, 3, 3, 3, 3)]
        compare_all(t, mlp_gradients, [case("gradients", *size) for size in sizes])


@remembered
def _mlp_right(weights: list[np.ndarray], x: np.ndarray, y: np.ndarray) -> Training:
    return Training(*value_and_grad(lambda w: _mlp_loss(w, x, y))(weights))


def _mlp_wrongly(
    wanted: str, right: Training, weights: list[np.ndarray], x: np.ndarray, y: np.ndarray
) -> dict[str, Any]:
    loss, gradients = right
    b, n_out = y.shape

    def both(loss: Any, gradients: Any) -> Training | None:
        shown = loss if wanted == "loss" else gradients
        if shown is ANY:  # the mistake does not show in what is wanted
            return None
        return Training(loss, ANY) if wanted == "loss" else Training(ANY, gradients)

    *hidden, _ = gradients
    mistakes: dict[str, Any] = {
        "not-divided-by-b": both(loss * b, [b * g for g in gradients]),
        "divided-by-all-entries": AnyOf(
            both(loss / n_out, [g / n_out for g in gradients]),
            both(ANY, [g / x.size * b for g in gradients]),
        ),
        "factor-two-missing": both(loss / 2, [g / 2 for g in gradients]),
        "tanh-on-output": AnyOf(
            both(
                np.sum((np.tanh(_mlp_output(weights, x)) - y) ** 2) / b,
                _mlp(weights, x, y, last=np.tanh, last_slope=lambda z, v: 1 - v**2),
            ),
            both(ANY, _mlp(weights, x, y, last_slope=lambda z, v: 1 - np.tanh(z) ** 2)),
            both(ANY, _mlp(weights, x, y, last_slope=lambda z, v: 1 - v**2)),
        ),
    }
    if hidden:
        mistakes |= {
            "tanh-slope-missing": both(ANY, _mlp(weights, x, y, lambda z, v: 1.0)),
            "tanh-slope-of-input": AnyOf(
                both(ANY, _mlp(weights, x, y, lambda z, v: 1 - z**2)),
                both(ANY, _mlp(weights, x, y, lambda z, v: 1 - np.tanh(v) ** 2)),
                both(ANY, _mlp(weights, x, y, lambda z, v: v * (1 - v))),
                both(ANY, _mlp(weights, x, y, lambda z, v: 1 - v)),
            ),
            "gradients-reversed": both(ANY, gradients[::-1]),
        }
    return {"layer-shapes": ValueError} | mistakes
