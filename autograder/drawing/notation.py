"""How are a node, its number and its formula written in mathematics?

The formulas are the trees of `autograder.drawing.rules`; a node's names and constants are put into
their slots as they are written out.
"""

from __future__ import annotations

import html
import itertools
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from autograder.drawing.rules import MINUS, Partial, Rule, Tree, rule
from autograder.reference import Ref

DOT, BAR = "\u0307", "\u0304"
MARKS = {"value": "", "tangent": DOT, "adjoint": BAR, "mixed": BAR + DOT}
"""The four numbers of a node, and the mark that its name carries for each."""
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
        return words + {"": "", DOT: " dot", BAR: " bar", BAR + DOT: " bar dot"}[mark]


# --- named graphs ----------------------------------------------------------------------------


@dataclass(frozen=True)
class NamedNode:
    """A node of a traced graph with its name and its formulas."""

    index: int
    name: Name
    primitive: str
    operands: tuple[Any, ...]
    """One entry an operand: for a traced one its node, for a constant its value or its `Name`."""
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
    numbered = (v for k in itertools.count(1) if (v := f"v{k}") not in given)
    for node, text in zip(graph.nodes, given, strict=True):
        if text is None and [node.index] == graph.outputs:
            text = "L"
        if text is None:
            text = next(numbered)
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
        assert isinstance(slot, list)
        if slot[0] == "v":
            return node.name
        k = slot[1]
        operand = node.operands[k]
        if node.traced[k]:
            return nodes[int(operand)].name
        return operand if isinstance(operand, Name) else shape_or_number(operand)

    return fill


def shape_or_number(value: Any) -> str:
    """Return a scalar's digits, or for an array the dimensions of its space."""
    shape = getattr(value, "shape", ())
    if shape == ():
        return format_number(float(value))
    return "R" + "×".join(map(str, shape))


# --- writing formulas out --------------------------------------------------------------------


def _kind(tree: Tree) -> str:
    return tree[0] if isinstance(tree, list) else "literal"


def _needs_parentheses(text: str) -> bool:
    return text.startswith(MINUS)


def tree_html(tree: Tree, fill: Callable[[Tree], Name | str], loose: bool = True) -> str:
    """Return a formula as HTML; `loose` where a negative number may stand without parentheses."""
    if not isinstance(tree, list):
        text = format_number(float(tree))
        return f"({text})" if _needs_parentheses(text) and not loose else text
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
        if _kind(tree[1]) == "op":  # a leading minus is a sign, not an operator
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
    if kind == "t":  # the adjoint that comes in
        return str(fill(tree))
    if kind in RAISED:
        return f"{tree_html(tree[1], fill, False)}<sup>{RAISED[kind][0]}</sup>"
    if kind == "item":
        return f"{tree_html(tree[1], fill)}[{tree_html(tree[2], fill)}]"
    if kind in SIGNS:
        return SIGNS[kind][0]
    return f"({tree_html(tree[1], fill)})"


RAISED = {"transpose": ("⊤", "transposed"), "inverse transpose": ("−⊤", "inverse transposed")}
SIGNS = {
    "ones": ("<b>1</b>", "the array of ones"),
    "svd share": (
        "<i>U</i> diag(<i>s\u0304</i>) <i>V</i><sup>⊤</sup>",
        "U times the diagonal matrix of s bar times V transposed",
    ),
}
"""Signs of the rules of arrays, written and said."""
SAID = {
    "·": "times",
    "⊙": "entry by entry times",
    "+": "plus",
    MINUS: "minus",
    ",": "and",
    "@": "matrix times",
}

Run = tuple[str, str]
"""A piece of a line of text in an SVG: its style (i, n for upright, sub, sup) and its letters."""


def name_runs(name: Name, mark: str = "") -> list[Run]:
    """Return a name as runs of text."""
    runs = [("i", name.marked(mark))]
    return [*runs, ("sub", name.subscript)] if name.subscript else runs


def tree_runs(tree: Tree, fill: Callable[[Tree], Name | str], loose: bool = True) -> list[Run]:
    """Return a formula as one line of text: a fraction becomes a slash."""
    if not isinstance(tree, list):
        text = format_number(float(tree))
        return [("n", f"({text})" if _needs_parentheses(text) and not loose else text)]
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
        if _kind(tree[2]) == "row":
            below = [("n", "("), *below, ("n", ")")]
        return [*tree_runs(tree[1], fill), ("n", "\u200a/\u200a"), *below]
    if kind == "root":
        return [("n", "√"), *tree_runs(tree[1], fill, False)]
    if kind == "sup":
        # A power is at most one level deep here, so its exponent is a name or a number.
        exponent = "".join(text for _, text in tree_runs(tree[2], fill))
        plain = not isinstance(tree[2], list) or isinstance(fill(tree[2]), str)
        return [*tree_runs(tree[1], fill, False), ("sup" if plain else "supi", exponent)]
    if kind == "fn":
        return [("n", tree[1] + "\u2009"), *tree_runs(tree[2], fill, False)]
    if kind == "item":
        return [*tree_runs(tree[1], fill), ("n", "["), *tree_runs(tree[2], fill), ("n", "]")]
    return [("n", "("), *tree_runs(tree[1], fill), ("n", ")")]


def tree_speech(tree: Tree, fill: Callable[[Tree], Name | str]) -> str:
    """Return a formula in words for a screen reader."""
    if not isinstance(tree, list):
        return format_number(float(tree)).replace(MINUS, "minus ")
    kind = tree[0]
    if kind in ("a", "v"):
        content = fill(tree)
        return content.speech() if isinstance(content, Name) else content.replace(MINUS, "minus ")
    if kind == "op":
        return SAID[tree[1]]
    if kind == "row":
        words = ""
        for part, before in zip(tree[1:], [["op"], *tree[1:]], strict=False):
            # 2√x is said "2 times the root of x".
            words += " times " if "op" not in (_kind(part), _kind(before)) else " "
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
    if kind == "t":
        return str(fill(tree))
    if kind in RAISED:
        return f"{tree_speech(tree[1], fill)} {RAISED[kind][1]}"
    if kind == "item":
        return f"item {tree_speech(tree[2], fill)} of {tree_speech(tree[1], fill)}"
    if kind in SIGNS:
        return SIGNS[kind][1]
    return f"open bracket {tree_speech(tree[1], fill)} close bracket"
