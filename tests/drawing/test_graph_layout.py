"""Is a graph laid out so that it can be read: nothing overlaps, every edge is seen?"""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.drawing.layout import Layout, Route, Sizes, assign_layers, crossings, lay_out

SIZES = Sizes(along=100, across=60, between_layers=50, between_nodes=20, port=24, bend=14)
# w1, w2, v1 = log w1, v2 = w2 * v1, v3 = sqrt v2, L = v2 + v3
RUNNING = [(), (), (0,), (1, 2), (3,), (3, 4)]


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[int, ...]]:
    """Random programs of primitives with one or two operands."""
    inputs = draw(st.integers(1, 3))
    parents: list[tuple[int, ...]] = [()] * inputs
    for node in range(inputs, inputs + draw(st.integers(1, 9))):
        arity = draw(st.integers(1, 2))
        parents.append(tuple(draw(st.integers(0, node - 1)) for _ in range(arity)))
    return parents


def boxes(layout: Layout) -> list[tuple[float, float, float, float]]:
    """Each card as (lowest along, highest along, lowest across, highest across)."""
    return [
        (
            a - SIZES.along / 2,
            a + SIZES.along / 2,
            b - SIZES.across / 2,
            b + SIZES.across / 2,
        )
        for a, b in layout.centres
    ]


def test_layers_are_longest_paths():
    assert assign_layers(RUNNING) == [0, 0, 1, 2, 3, 4]


def test_a_parent_after_its_child_is_refused():
    with pytest.raises(ValueError, match="node 0 reads"):
        assign_layers([(1,), ()])


def test_crossings_are_counted():
    assert crossings([0, 1], [2, 3], [(0, 3), (1, 2)]) == 1
    assert crossings([0, 1], [2, 3], [(0, 2), (1, 3)]) == 0


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_no_two_cards_overlap(parents):
    for first, second in itertools.combinations(boxes(lay_out(parents, SIZES)), 2):
        apart = (
            first[1] <= second[0]
            or second[1] <= first[0]
            or first[3] <= second[2]
            or second[3] <= first[2]
        )
        assert apart, (first, second)


@settings(max_examples=60, deadline=None)
@example([(), *[(0,)] * 8, (0, 8)])
@given(graphs())
def test_everything_lies_inside_the_drawing(parents):
    layout = lay_out(parents, SIZES)
    points = [point for route in layout.routes for point in route.points]
    corners = [(a, c) for a, b, c, d in boxes(layout)] + [(b, d) for a, b, c, d in boxes(layout)]
    for along, across in points + corners:
        assert -1e-9 <= along <= layout.along + 1e-9
        assert -1e-9 <= across <= layout.across + 1e-9


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_operand_has_its_edge_and_no_edge_runs_through_a_card(parents):
    layout = lay_out(parents, SIZES)
    found = sorted((r.child, r.operand, r.parent) for r in layout.routes)
    assert found == sorted((c, k, p) for c, ps in enumerate(parents) for k, p in enumerate(ps))
    for route in layout.routes:
        # The level pieces, past a layer, are the second, the fourth, … of the route.
        for (a, b), (c, _) in zip(route.points[1:-1:2], route.points[2:-1:2], strict=True):
            for low, high, left, right in boxes(layout):
                assert not (a < high and low < c and left < b < right), (route, (low, left))


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_repeated_edges_are_drawn_apart(parents):
    layout = lay_out(parents, SIZES)

    def middle(route: Route) -> tuple[float, float]:
        (a, b), (c, d) = route.points[-2:]
        return (a + c) / 2, (b + d) / 2

    for first, second in itertools.combinations(layout.routes, 2):
        if (first.parent, first.child) == (second.parent, second.child):
            (a, b), (c, d) = middle(first), middle(second)
            assert abs(a - c) + abs(b - d) >= SIZES.bend
            assert {first.side, second.side} == {-1, 1}


def test_the_running_example_has_no_crossing_and_keeps_the_order_of_its_inputs():
    layout = lay_out(RUNNING, SIZES)
    assert layout.centres[0][1] < layout.centres[1][1]
    # v2 reads v1 from above and w2 from below.
    entering = {r.parent: r.points[-1][1] for r in layout.routes if r.child == 3}
    assert entering[2] < entering[1]


def test_inputs_are_reordered_where_that_saves_a_crossing():
    # b joins the chain of w, whose square goes another way: b must stand on the chain's side.
    parents = [(), (), (0,), (2, 1), (0,), (4,), (3, 5)]
    layout = lay_out(parents, SIZES)
    sides = [layout.centres[n][1] for n in (1, 2, 4)]
    assert sides in (sorted(sides), sorted(sides, reverse=True))


def test_a_chain_is_straight():
    layout = lay_out([(), (), *[(n,) for n in range(1, 8)], (0, 8)], SIZES)
    assert len({across for _, across in layout.centres[1:9]}) == 1


def test_the_same_graph_gives_the_same_drawing():
    assert lay_out(RUNNING, SIZES) == lay_out(RUNNING, SIZES)
