"""How are a node, its primitive and its derivative written in mathematics?

A formula is a small tree of plain lists and strings, so that it can travel to the page as JSON:

    "2"                  a literal
    ["a", k]             operand k of the node          ["v"]   the node itself
    ["t"]                the tangent or adjoint that comes in
    ["row", x, y, …]     one after the other            ["op", "·"]   an operator
    ["frac", x, y]  ["root", x]  ["sup", x, "2"]  ["fn", "log", x]  ["paren", x]

What stands in the slots (a name, or a number) is decided when the tree is written out.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from autograder.reference import Ref

Tree = str | list[Any]
Slot = Callable[[Tree], str]

DOT, BAR = "\u0307", "\u0304"
MINUS = "\u2212"
DIGITS = 4
"""Significant digits of every number that is shown."""


# --- numbers ---------------------------------------------------------------------------------


def format_number(x: float) -> str:
    """Return `x` with four significant digits, as the page's script writes it too.

    Halves are rounded away from zero, as `Number.prototype.toPrecision` does; trailing zeros are
    left out; outside [0.001, 10000) a power of ten is written.
    """
    if not math.isfinite(x):
        return "—"
    if x == 0:
        return "0"
    rounded = Context(prec=DIGITS, rounding=ROUND_HALF_UP).create_decimal(Decimal(x)).normalize()
    sign, digits, _ = rounded.as_tuple()
    exponent = rounded.adjusted()
    if -3 <= exponent < 4:
        text = f"{abs(rounded):f}"
    else:
        text = "".join(map(str, digits))
        text = text[0] + ("." + text[1:] if len(text) > 1 else "")
        text += "×10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return (MINUS if sign else "") + text


# --- names -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Name:
    """A node's name, taken apart for typesetting: `w1` is w with the subscript 1."""

    base: str
    subscript: str

    @classmethod
    def parse(cls, text: str) -> Name:
        """Take `text` apart; raises ValueError when it is empty or only digits."""
        found = re.fullmatch(r"(\D.*?)_?(\d*)", unicodedata.normalize("NFC", text.strip()))
        if not found or not found[1].strip():
            raise ValueError(
                f"{text!r} cannot name a node: write a letter, then digits if you like, "
                "such as 'w1', 'z' or 'ω'"
            )
        return cls(found[1], found[2])

    @property
    def plain(self) -> str:
        """The name as written by the caller: `w1`."""
        return self.base + self.subscript

    def marked(self, mark: str = "") -> str:
        """Return the base with a dot or bar over its middle letter."""
        letters = re.findall(r".[\u0300-\u036f]*", self.base)
        letters[(len(letters) - 1) // 2] += mark
        return "".join(letters)

    def html(self, mark: str = "") -> str:
        """Return the name as HTML, the base in italics."""
        below = f"<sub>{html.escape(self.subscript)}</sub>" if self.subscript else ""
        return f"<i>{html.escape(self.marked(mark))}</i>{below}"

    def speech(self, mark: str = "") -> str:
        """Return the name in words for a screen reader: `v 2 bar`."""
        letters = unicodedata.normalize("NFD", self.base)
        words = letters.replace("\u0303", " tilde").replace("\u0302", " hat")
        words += f" {self.subscript}" if self.subscript else ""
        return words + {"": "", DOT: " dot", BAR: " bar"}[mark]


# --- primitives ------------------------------------------------------------------------------

A: Tree = ["a", 0]
B: Tree = ["a", 1]
V: Tree = ["v"]
T: Tree = ["t"]


def row(*parts: Tree) -> Tree:
    """One part after the other."""
    return ["row", *parts]


def op(sign: str) -> Tree:
    """Return an operator."""
    return ["op", sign]


def frac(above: Tree, below: Tree) -> Tree:
    """Return a fraction."""
    return ["frac", above, below]


def power(base: Tree, exponent: Tree) -> Tree:
    """Return a power."""
    return ["sup", base, exponent]


def function(name: str, argument: Tree) -> Tree:
    """Return a named function of one argument."""
    return ["fn", name, argument]


def product(left: Tree, right: Tree) -> Tree:
    """Return left · right."""
    return row(left, op("·"), right)


Partial = tuple[str, Tree]
"""A partial derivative: its sign, + or −, and the tree of the rest."""


@dataclass(frozen=True)
class Rule:
    """A primitive as it is written: its value, and its partial derivative by each operand."""

    expression: Tree
    partials: tuple[Partial, ...]


def _power_rule(constants: Sequence[float | None]) -> Rule:
    n = constants[1]
    if n is None:
        by_base = product(B, power(A, row(B, op(MINUS), "1")))
        return Rule(power(A, B), (("+", by_base), ("+", product(V, function("log", A)))))
    less = n - 1
    rest = A if less == 1 else power(A, format_number(less))
    if less == 0:
        rest = "1"
    factor = format_number(abs(n))
    tree = rest if abs(n) == 1 else factor if rest == "1" else product(factor, rest)
    by_constant_base = product(V, function("log", A))
    return Rule(
        power(A, format_number(n)), (("+" if n >= 0 else MINUS, tree), ("+", by_constant_base))
    )


RULES: dict[str, Rule] = {
    "log": Rule(function("log", A), (("+", frac("1", A)),)),
    "exp": Rule(function("exp", A), (("+", V),)),
    "sin": Rule(function("sin", A), (("+", function("cos", A)),)),
    "cos": Rule(function("cos", A), ((MINUS, function("sin", A)),)),
    "tanh": Rule(function("tanh", A), (("+", ["paren", row("1", op(MINUS), power(V, "2"))]),)),
    "sqrt": Rule(["root", A], (("+", frac("1", row("2", ["root", A]))),)),
    "square": Rule(power(A, "2"), (("+", product("2", A)),)),
    "reciprocal": Rule(frac("1", A), ((MINUS, frac("1", power(A, "2"))),)),
    "negative": Rule(row(op(MINUS), A), ((MINUS, "1"),)),
    "add": Rule(row(A, op("+"), B), (("+", "1"), ("+", "1"))),
    "subtract": Rule(row(A, op(MINUS), B), (("+", "1"), (MINUS, "1"))),
    "multiply": Rule(product(A, B), (("+", B), ("+", A))),
    "divide": Rule(frac(A, B), (("+", frac("1", B)), (MINUS, frac(A, power(B, "2"))))),
}
"""Every primitive that the stepper can step through, but `power`, whose partial depends on n."""

PRIMITIVES = (*RULES, "power")

ARRAYS: dict[str, Rule] = {"matmul": Rule(row(A, op("@"), B), ())}
"""Primitives of arrays that are written with a sign; figures show them, without partials."""


def rule(primitive: str, constants: Sequence[float | None]) -> Rule:
    """Return how `primitive` is written; `constants[k]` is operand k where it is a constant.

    A primitive without a rule here is written as a function of its operands, without partials.
    """
    if primitive == "power":
        return _power_rule(constants)
    if primitive in RULES or primitive in ARRAYS:
        return RULES.get(primitive) or ARRAYS[primitive]
    if len(constants) == 1:
        return Rule(function(primitive, A), ())
    parts: list[Tree] = []
    for k in range(len(constants)):
        parts += [["op", ","], ["a", k]] if parts else [["a", k]]
    return Rule(function(primitive, ["paren", row(*parts)]), ())


def term(partial: Partial, mode: str) -> Partial:
    """Return partial times tangent (`forward`) or adjoint times partial (`reverse`).

    The order is that of the products J v and u J: a tangent stands on the right, an adjoint on
    the left.
    """
    sign, tree = partial

    def times(rest: Tree) -> Tree:
        return product(rest, T) if mode == "forward" else product(T, rest)

    if tree == "1":
        return sign, T
    if tree[0] == "frac":
        return sign, frac(T if tree[1] == "1" else times(tree[1]), tree[2])
    return sign, times(tree)


# --- named graphs ----------------------------------------------------------------------------


@dataclass(frozen=True)
class NamedNode:
    """A node of a traced graph with its name and its formulas."""

    index: int
    name: Name
    primitive: str
    operands: tuple[int | float, ...]
    """One entry an operand: for a traced one its node, for a constant its value."""
    traced: tuple[bool, ...]
    value: Any
    rule: Rule = field(repr=False)

    @property
    def parents(self) -> tuple[int, ...]:
        """The nodes that this one reads, repeats included."""
        return tuple(int(o) for o, traced in zip(self.operands, self.traced, strict=True) if traced)

    @property
    def partials(self) -> tuple[Partial, ...]:
        """The written partial derivative by each parent; empty when none is known."""
        pairs = zip(self.rule.partials, self.traced, strict=False)
        return tuple(partial for partial, traced in pairs if traced)


def name_graph(graph: Any, names: Sequence[str | None] | None) -> list[NamedNode]:
    """Give each node of a traced graph its name and its formulas.

    `names` follows the evaluation order and may be short; a missing name or None becomes v1, v2, …
    and for a single output L. Raises ValueError for too many names, and for a name given twice.
    """
    given = list(names or ())
    if len(given) > len(graph.nodes):
        raise ValueError(
            f"{len(given)} names for {len(graph.nodes)} nodes: the graph has the nodes "
            + ", ".join(f"{n.index} ({n.primitive})" for n in graph.nodes)
        )
    given += [None] * (len(graph.nodes) - len(given))
    parsed: list[Name] = []
    automatic = 0
    for node, text in zip(graph.nodes, given, strict=True):
        if text is None and [node.index] == graph.outputs:
            text = "L"
        if text is None:
            automatic += 1
            text = f"v{automatic}"
        parsed.append(Name.parse(text))
    seen: set[Name] = set()
    for name in parsed:
        if name in seen:
            raise ValueError(f"two nodes are called {name.plain!r}: give each node its own name")
        seen.add(name)

    named = []
    for node, name in zip(graph.nodes, parsed, strict=True):
        operands = tuple(o.index if isinstance(o, Ref) else o for o in node.operands)
        traced = tuple(isinstance(o, Ref) for o in node.operands)
        constants = [None if t else o for o, t in zip(operands, traced, strict=True)]
        named.append(
            NamedNode(
                index=node.index,
                name=name,
                primitive=node.primitive,
                operands=operands,
                traced=traced,
                value=node.value,
                rule=rule(node.primitive, constants),
            )
        )
    return named


def slots(node: NamedNode, nodes: Sequence[NamedNode]) -> Callable[[Tree], Name | str]:
    """Return what stands in the slots of `node`'s formulas: a name, or a constant's digits."""

    def fill(slot: Tree) -> Name | str:
        if slot[0] == "v":
            return node.name
        k = slot[1]
        assert isinstance(k, int)
        operand = node.operands[k]
        if node.traced[k]:
            return nodes[int(operand)].name
        return shape_or_number(operand)

    return fill


def shape_or_number(value: Any) -> str:
    """Return a scalar's digits, or for an array the dimensions of its space."""
    shape = getattr(value, "shape", ())
    if shape == ():
        return format_number(float(value))
    return "R" + "×".join(map(str, shape))


# --- writing formulas out --------------------------------------------------------------------


def _needs_parentheses(text: str) -> bool:
    return text.startswith(MINUS)


def tree_html(tree: Tree, fill: Callable[[Tree], Name | str], loose: bool = True) -> str:
    """Return a formula as HTML; `loose` where a negative number may stand without parentheses."""
    if isinstance(tree, str):
        return html.escape(tree)
    kind = tree[0]
    if kind in ("a", "v"):
        content = fill(tree)
        if isinstance(content, Name):
            return content.html()
        return f"({content})" if _needs_parentheses(content) and not loose else content
    if kind == "op":
        return f'<span class="ad-op">{html.escape(tree[1])}</span>'
    if kind == "row":
        parts = [tree_html(part, fill, loose and k == 0) for k, part in enumerate(tree[1:])]
        if tree[1][0] == "op":  # a leading minus is a sign, not an operator
            parts[0] = html.escape(tree[1][1])
        return "".join(parts)
    if kind == "frac":
        return (
            f'<span class="ad-frac"><span>{tree_html(tree[1], fill)}</span>'
            f"<span>{tree_html(tree[2], fill)}</span></span>"
        )
    if kind == "root":
        return f'<span class="ad-root">√<span>{tree_html(tree[1], fill)}</span></span>'
    if kind == "sup":
        return f"{tree_html(tree[1], fill, False)}<sup>{tree_html(tree[2], fill)}</sup>"
    if kind == "fn":
        return f'<span class="ad-fn">{tree[1]}</span>{tree_html(tree[2], fill, False)}'
    return f"({tree_html(tree[1], fill)})"


Run = tuple[str, str]
"""A piece of a line of text in an SVG: its style (i, n for upright, sub, sup) and its letters."""


def name_runs(name: Name, mark: str = "") -> list[Run]:
    """Return a name as runs of text."""
    runs = [("i", name.marked(mark))]
    return [*runs, ("sub", name.subscript)] if name.subscript else runs


def tree_runs(tree: Tree, fill: Callable[[Tree], Name | str], loose: bool = True) -> list[Run]:
    """Return a formula as one line of text: a fraction becomes a slash."""
    if isinstance(tree, str):
        return [("n", tree)]
    kind = tree[0]
    if kind in ("a", "v"):
        content = fill(tree)
        if isinstance(content, Name):
            return name_runs(content)
        return [("n", f"({content})" if _needs_parentheses(content) and not loose else content)]
    if kind == "op":
        space = {"·": "\u2009·\u2009", ",": ",\u2009"}.get(tree[1], f"\u2009{tree[1]}\u2009")
        return [("n", space)]
    if kind == "row":
        runs = [r for k, p in enumerate(tree[1:]) for r in tree_runs(p, fill, loose and k == 0)]
        if runs and runs[0][1].startswith("\u2009"):  # a leading minus is a sign, not an operator
            runs[0] = (runs[0][0], runs[0][1].strip("\u2009"))
        return runs
    if kind == "frac":
        below = tree_runs(tree[2], fill, False)
        if tree[2][0] == "row":
            below = [("n", "("), *below, ("n", ")")]
        return [*tree_runs(tree[1], fill), ("n", "\u200a/\u200a"), *below]
    if kind == "root":
        return [("n", "√"), *tree_runs(tree[1], fill, False)]
    if kind == "sup":
        # A power is at most one level deep here, so its exponent is a name or a number.
        exponent = "".join(text for _, text in tree_runs(tree[2], fill))
        plain = isinstance(tree[2], str) or isinstance(fill(tree[2]), str)
        return [*tree_runs(tree[1], fill, False), ("sup" if plain else "supi", exponent)]
    if kind == "fn":
        return [("n", tree[1] + "\u2009"), *tree_runs(tree[2], fill, False)]
    return [("n", "("), *tree_runs(tree[1], fill), ("n", ")")]


def tree_speech(tree: Tree, fill: Callable[[Tree], Name | str]) -> str:
    """Return a formula in words for a screen reader."""
    if isinstance(tree, str):
        return tree.replace(MINUS, "minus ")
    kind = tree[0]
    if kind in ("a", "v"):
        content = fill(tree)
        return content.speech() if isinstance(content, Name) else content.replace(MINUS, "minus ")
    if kind == "op":
        return {"·": "times", "+": "plus", MINUS: "minus", ",": "and", "@": "matrix times"}[tree[1]]
    if kind == "row":
        words = ""
        for part, before in zip(tree[1:], [["op"], *tree[1:]], strict=False):
            # 2√x is said "2 times the root of x".
            words += " times " if part[0] != "op" and before[0] != "op" else " "
            words += tree_speech(part, fill)
        return words.strip()
    if kind == "frac":
        return f"{tree_speech(tree[1], fill)} over {tree_speech(tree[2], fill)}"
    if kind == "root":
        return f"the root of {tree_speech(tree[1], fill)}"
    if kind == "sup":
        exponent = tree_speech(tree[2], fill)
        ending = "squared" if exponent == "2" else f"to the power {exponent}"
        return f"{tree_speech(tree[1], fill)} {ending}"
    if kind == "fn":
        return f"{tree[1]} of {tree_speech(tree[2], fill)}"
    return f"open bracket {tree_speech(tree[1], fill)} close bracket"
