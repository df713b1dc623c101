"""Where does each node and each edge of a computational graph stand on the page?

A layered layout (Sugiyama, Tagawa & Toda 1981, doi:10.1109/TSMC.1981.4308636) in four steps:

1. a node's layer is the length of the longest path that leads to it from an input;
2. an edge that skips layers gets an invisible node, a bend, in each layer that it crosses;
3. within a layer, nodes are sorted by the mean place of their neighbours (the barycentre), in
   sweeps down and up; the order with the fewest crossings is kept;
4. every node then moves as near as it can to the middle of its neighbours, without touching
   the next one.

Positions are given in two directions: `along` the layers (from inputs to output) and `across`
them. A figure that runs from left to right reads them as x and y, one that runs from top to bottom
as y and x.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

Point = tuple[float, float]

KINK = 16.0
"""A bend of fewer pixels is taken out where that is possible."""

FEW = 5
"""Up to so many inputs, every order of them is tried: 120 at most."""


@dataclass(frozen=True)
class Sizes:
    """Lengths of the drawing, in pixels."""

    along: float
    """Extent of a node along the layers."""
    across: float
    """Extent of a node across the layers."""
    between_layers: float
    """Free space between two layers."""
    between_nodes: float
    """Free space between two nodes of a layer."""
    port: float
    """Distance between two edges that meet the same side of a node."""
    bend: float = 10.0
    """Room that a passing edge takes in a layer."""


@dataclass(frozen=True)
class Route:
    """The way of one edge: from the parent, through its bends, to one operand of the child."""

    parent: int
    child: int
    operand: int
    points: tuple[Point, ...]
    """(along, across) of the start, of the two ends of each bend, and of the end."""
    side: int
    """-1 where a label belongs before the edge (lower `across`), +1 where behind it."""


@dataclass(frozen=True)
class Layout:
    """A laid-out graph; `centres[i]` is (along, across) of node i."""

    layers: tuple[tuple[int, ...], ...]
    centres: tuple[Point, ...]
    routes: tuple[Route, ...]
    along: float
    across: float


def assign_layers(parents: Sequence[Sequence[int]]) -> list[int]:
    """Return the layer of each node: the number of edges on the longest path from an input.

    `parents[i]` are the nodes that node i reads; they must come before it.
    """
    layers: list[int] = []
    for node, sources in enumerate(parents):
        if any(source >= node for source in sources):
            raise ValueError(
                f"node {node} reads {list(sources)}: a parent must come before its child; "
                "pass the nodes in evaluation order"
            )
        layers.append(1 + max((layers[source] for source in sources), default=-1))
    return layers


def crossings(upper: Sequence[int], lower: Sequence[int], edges: Sequence[tuple[int, int]]) -> int:
    """Count the crossings of `edges` between two neighbouring layers in the given orders."""
    place_above = {node: place for place, node in enumerate(upper)}
    place_below = {node: place for place, node in enumerate(lower)}
    ends = [(place_above[a], place_below[b]) for a, b in edges if a in place_above]
    return sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(ends) for (c, d) in ends[i + 1 :])


def lay_out(parents: Sequence[Sequence[int]], sizes: Sizes) -> Layout:
    """Lay out the graph whose node i reads the nodes `parents[i]`, repeats included.

    Raises ValueError when a node reads one that does not come before it.
    """
    node_layers = assign_layers(parents)
    layers: list[list[int]] = [[] for _ in range(max(node_layers, default=-1) + 1)]
    for node, layer in enumerate(node_layers):
        layers[layer].append(node)

    # A chain is an edge with its bends: parent, bend, …, bend, child. Bends are numbered after
    # the nodes.
    chains: list[tuple[int, int, list[int]]] = []
    count = len(parents)
    for child, sources in enumerate(parents):
        for operand, parent in enumerate(sources):
            chain = [parent]
            for layer in range(node_layers[parent] + 1, node_layers[child]):
                layers[layer].append(count)
                chain.append(count)
                count += 1
            chains.append((child, operand, [*chain, child]))
    segments = [pair for _, _, chain in chains for pair in pairwise(chain)]
    above: dict[int, list[int]] = {node: [] for node in range(count)}
    below: dict[int, list[int]] = {node: [] for node in range(count)}
    for a, b in segments:
        below[a].append(b)
        above[b].append(a)

    layers = _order(layers, above, below, segments)
    half = [sizes.across / 2 if node < len(parents) else sizes.bend / 2 for node in range(count)]
    across = _place(layers, above, below, half, sizes.between_nodes, len(parents))
    step = sizes.along + sizes.between_layers
    centres = tuple(
        (node_layers[node] * step + sizes.along / 2, across[node]) for node in range(len(parents))
    )
    layer_of = {node: layer for layer, nodes in enumerate(layers) for node in nodes}

    # Edges that meet the same side of a node are spread over it, in the order of their other
    # ends, so that they neither cross nor coincide there; the two edges of x * x stay apart.
    leaving: dict[int, list[tuple[float, int]]] = {}
    entering: dict[int, list[tuple[float, int]]] = {}
    for number, (child, operand, chain) in enumerate(chains):
        leaving.setdefault(chain[0], []).append((across[chain[1]], number))
        entering.setdefault(child, []).append((across[chain[-2]] + 1e-6 * operand, number))
    starts = _spread(leaving, across, sizes)
    ends = _spread(entering, across, sizes)

    routes = []
    for number, (child, operand, chain) in enumerate(chains):
        first = node_layers[chain[0]] * step + sizes.along
        points: list[Point] = [(first, starts[number])]
        for bend in chain[1:-1]:
            edge = layer_of[bend] * step
            points += [(edge, across[bend]), (edge + sizes.along, across[bend])]
        points.append((node_layers[child] * step, ends[number]))
        rank = sorted(entering[child]).index(
            next(entry for entry in entering[child] if entry[1] == number)
        )
        last = rank > 0 and rank == len(entering[child]) - 1
        routes.append(Route(chain[0], child, operand, tuple(points), 1 if last else -1))

    # Everything is moved so that the drawing begins at 0 across.
    edge_room = sizes.bend / 2
    lows = [across[n] - half[n] for n in range(count)] or [0.0]
    highs = [across[n] + half[n] for n in range(count)] or [0.0]
    shift = -min(lows) + (edge_room if min(lows) < min(c[1] for c in centres) else 0.0)
    return Layout(
        layers=tuple(tuple(n for n in layer if n < len(parents)) for layer in layers),
        centres=tuple((a, b + shift) for a, b in centres),
        routes=tuple(
            Route(r.parent, r.child, r.operand, tuple((a, b + shift) for a, b in r.points), r.side)
            for r in routes
        ),
        along=len(layers) * step - sizes.between_layers,
        across=max(highs) + shift,
    )


def _order(
    layers: list[list[int]],
    above: dict[int, list[int]],
    below: dict[int, list[int]],
    segments: list[tuple[int, int]],
) -> list[list[int]]:
    """Sort every layer by barycentres, in sweeps; keep the order with the fewest crossings.

    The sweeps depend on where they start, so they are tried from every order of the inputs while
    these are few. The order of the arguments is tried first and wins a tie.
    """
    best, fewest = layers, _all_crossings(layers, segments)
    first = layers[0] if layers else []
    starts = permutations(first) if len(first) <= FEW else iter([tuple(first)])
    for start in starts:
        current = [list(start), *(list(layer) for layer in layers[1:])]
        for sweep in range(8):
            down = sweep % 2 == 0
            order = range(1, len(layers)) if down else range(len(layers) - 2, -1, -1)
            for i in order:
                neighbour = current[i - 1] if down else current[i + 1]
                current[i] = _by_barycentre(current[i], neighbour, above if down else below)
            count = _all_crossings(current, segments)
            if count < fewest:
                best, fewest = [list(layer) for layer in current], count
        if fewest == 0:
            break
    return best


def _all_crossings(layers: list[list[int]], segments: list[tuple[int, int]]) -> int:
    pairs = pairwise(layers)
    return sum(crossings(upper, lower, segments) for upper, lower in pairs)


def _by_barycentre(
    layer: list[int], neighbour: list[int], links: dict[int, list[int]]
) -> list[int]:
    place = {node: k for k, node in enumerate(neighbour)}
    keys = {}
    for k, node in enumerate(layer):
        found = [place[n] for n in links[node] if n in place]
        keys[node] = sum(found) / len(found) if found else k
    return sorted(layer, key=lambda node: keys[node])


def _place(
    layers: list[list[int]],
    above: dict[int, list[int]],
    below: dict[int, list[int]],
    half: list[float],
    gap: float,
    nodes: int,
) -> list[float]:
    """Return `across` of each node: near its neighbours, in order, not touching.

    Each pass solves a weighted least-squares problem layer by layer. A weight falls with the length
    of its edge, so that a chain stays straight and bends once, where plain least squares would
    slant all of it. Edges between bends weigh most.
    """
    across = [0.0] * len(half)

    def settle(layer: list[int], wishes: list[float], weights: list[float]) -> None:
        offsets = [0.0]
        for left, right in pairwise(layer):
            offsets.append(offsets[-1] + half[left] + gap + half[right])
        fitted = _isotonic([w - o for w, o in zip(wishes, offsets, strict=True)], weights)
        for node, position, offset in zip(layer, fitted, offsets, strict=True):
            across[node] = position + offset

    def pull(node: int, other: int, softness: float) -> float:
        strength = 1 + 3 * (node >= nodes) * (other >= nodes)
        return strength / (abs(across[other] - across[node]) + softness) ** 1.7

    for layer in layers:
        settle(layer, [0.0] * len(layer), [1.0] * len(layer))
    for sweep in range(60):
        softness = max(1.0, 60.0 - 1.5 * sweep)
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            wishes, weights = [], []
            for node in layer:
                near = above[node] + below[node]
                pulls = [pull(node, n, softness) for n in near]
                weight = sum(pulls)
                weights.append(weight or 1e-9)
                wish = sum(across[n] * w for n, w in zip(near, pulls, strict=True))
                wishes.append(wish / weight if near else across[node])
            settle(layer, wishes, weights)
    # Whole pixels keep level edges level.
    across = [float(round(x)) for x in across]
    _straighten(layers, below, half, gap, across)
    return across


def _straighten(
    layers: list[list[int]],
    below: dict[int, list[int]],
    half: list[float],
    gap: float,
    across: list[float],
) -> None:
    """Take small kinks out: move a straight run of nodes onto its neighbour where that helps."""
    edges = [(a, b) for a in below for b in below[a]]

    def kinks() -> float:
        return sum(abs(across[a] - across[b]) ** 0.5 for a, b in edges)

    def fits() -> bool:
        return all(
            across[right] - across[left] >= half[left] + gap + half[right] - 1
            for layer in layers
            for left, right in pairwise(layer)
        )

    def run(start: int) -> set[int]:
        found, waiting = {start}, [start]
        while waiting:
            node = waiting.pop()
            for a, b in edges:
                for near, far in ((a, b), (b, a)):
                    if near == node and far not in found and across[near] == across[far]:
                        found.add(far)
                        waiting.append(far)
        return found

    improved = True
    while improved:
        improved = False
        for a, b in edges:
            for moving, fixed in ((a, b), (b, a)):
                shift = across[fixed] - across[moving]
                if not 0 < abs(shift) < KINK:
                    continue
                before, nodes = kinks(), run(moving)
                for node in nodes:
                    across[node] += shift
                if kinks() < before - 1e-9 and fits():
                    improved = True
                else:
                    for node in nodes:
                        across[node] -= shift


def _isotonic(wishes: list[float], weights: list[float]) -> list[float]:
    """Return the non-decreasing sequence nearest to `wishes` in weighted least squares.

    Pool adjacent violators: neighbours in the wrong order are merged into their mean.
    """
    pools: list[tuple[float, float, int]] = []
    for wish, own in zip(wishes, weights, strict=True):
        mean, weight, size = wish, own, 1
        while pools and pools[-1][0] > mean:
            other, heavy, count = pools.pop()
            mean = (mean * weight + other * heavy) / (weight + heavy)
            weight += heavy
            size += count
        pools.append((mean, weight, size))
    return [mean for mean, _, size in pools for _ in range(size)]


def _spread(
    meetings: dict[int, list[tuple[float, int]]], across: list[float], sizes: Sizes
) -> dict[int, float]:
    """Return where each edge meets its node: side by side around the node's middle."""
    places = {}
    for node, edges in meetings.items():
        # Many edges stand closer, so that none misses the node.
        port = min(sizes.port, 0.8 * sizes.across / max(1, len(edges) - 1))
        for k, (_, number) in enumerate(sorted(edges)):
            places[number] = across[node] + (k - (len(edges) - 1) / 2) * port
    return places
