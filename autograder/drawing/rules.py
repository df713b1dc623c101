"""How is a primitive written: its value, and its partial derivative by each operand?

A formula is a small tree of plain lists, strings and numbers, so that it can travel to a page as
JSON, where the same tree is written out, spoken, and computed:

    2.0                  a literal
    ["a", k]             operand k of the node          ["v"]   the node itself
    ["row", x, y, …]     one after the other            ["op", "·"]   an operator
    ["frac", x, y]  ["root", x]  ["sup", x, y]  ["fn", "log", x]  ["paren", x]

What stands in the slots (a name, or a number) is decided when the tree is written out. In the rules
of a power with a constant exponent n stand the words "n", "n-1" and "|n|", which `rule` replaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Tree = float | str | list[Any]

MINUS = "\u2212"

A: Tree = ["a", 0]
B: Tree = ["a", 1]
V: Tree = ["v"]


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
    needs: str = ""
    """Where the value exists, as the end of a sentence; empty where it always does."""


ROOT: Tree = ["root", A]
POWER = power(A, B)
BY_EXPONENT = ("+", product(V, function("log", A)))
EXISTS = "this power does not exist here"
NOT_ZERO = "division needs a number other than zero"


def _power(sign: str, by_base: Tree) -> Rule:
    return Rule(POWER, ((sign, by_base), BY_EXPONENT), EXISTS)


RULES: dict[str, Rule] = {
    "log": Rule(function("log", A), (("+", frac(1, A)),), "log needs a positive number"),
    "exp": Rule(function("exp", A), (("+", V),)),
    "sin": Rule(function("sin", A), (("+", function("cos", A)),)),
    "cos": Rule(function("cos", A), ((MINUS, function("sin", A)),)),
    "tanh": Rule(function("tanh", A), (("+", ["paren", row(1, op(MINUS), power(V, 2))]),)),
    "sqrt": Rule(
        ROOT, (("+", frac(1, row(2, ROOT))),), "a root needs a number that is not negative"
    ),
    "square": Rule(power(A, 2), (("+", product(2, A)),)),
    "reciprocal": Rule(frac(1, A), ((MINUS, frac(1, power(A, 2))),), NOT_ZERO),
    "negative": Rule(row(op(MINUS), A), ((MINUS, 1),)),
    "add": Rule(row(A, op("+"), B), (("+", 1), ("+", 1))),
    "subtract": Rule(row(A, op(MINUS), B), (("+", 1), (MINUS, 1))),
    "multiply": Rule(product(A, B), (("+", B), ("+", A))),
    "divide": Rule(frac(A, B), (("+", frac(1, B)), (MINUS, frac(A, power(B, 2)))), NOT_ZERO),
    "power": _power("+", product(B, power(A, row(B, op(MINUS), 1)))),
    # With a constant exponent: one that has a shorter way of being written, or any by its sign.
    "power 0": _power("+", 0),
    "power 1": _power("+", 1),
    "power 2": _power("+", product(2, A)),
    "power -1": _power(MINUS, power(A, "n-1")),
    "power +": _power("+", product("n", power(A, "n-1"))),
    "power -": _power(MINUS, product("|n|", power(A, "n-1"))),
}
"""Every primitive that the stepper can step through; its script has this table from here."""

PRIMITIVES = tuple(name for name in RULES if " " not in name)

T: Tree = ["t"]
"""The adjoint of the node, in the rules of arrays."""


def transposed(tree: Tree) -> Tree:
    """Return a transpose."""
    return ["transpose", tree]


def called(*parts: Tree) -> Tree:
    """Return parts with commas between them, in brackets."""
    listed = [part for one in parts for part in (op(","), one)]
    return ["paren", row(*listed[1:])]


@dataclass(frozen=True)
class ArrayRule:
    """An operation on arrays: how it is written, and what each operand's adjoint gets from it."""

    expression: Tree
    shares: tuple[Tree, ...]
    words: str
    """Why, in a sentence."""


ARRAYS: dict[str, ArrayRule] = {
    "matmul": ArrayRule(
        row(A, op("@"), B),
        (row(T, transposed(B)), row(transposed(A), T)),
        "The adjoint of a product is multiplied by the transpose of the other factor, on the side "
        "where that factor stood.",
    ),
    "solve": ArrayRule(
        function("solve", called(A, B)),
        (
            row(op(MINUS), ["inverse transpose", A], T, transposed(V)),
            row(["inverse transpose", A], T),
        ),
        "One system with the transposed matrix gives the adjoint of the right-hand side, and with "
        "it that of the matrix.",
    ),
    "sum": ArrayRule(
        function("sum", A),
        (row(T, ["ones"]),),
        "Each entry counts once in the sum, and gets the adjoint of the sum.",
    ),
    "svd": ArrayRule(
        function("svd", A),
        (["svd share"],),
        "The adjoints of the singular values stand between the singular vectors; those of the "
        "vectors are zero here.",
    ),
    "getitem": ArrayRule(
        ["item", A, B],
        (T,),
        "What was taken out gets the adjoint; the rest gets zero.",
    ),
}
"""Operations on arrays that are not done entry by entry; others have the rules above, with ⊙."""


def rule(primitive: str, constants: Sequence[Any]) -> Rule:
    """Return how `primitive` is written; `constants[k]` is operand k where it is a constant.

    A primitive without a rule here is written as a function of its operands, without partials.
    """
    if primitive == "power" and constants[1] is not None:
        n = float(constants[1])
        name = f"power {n:g}"
        found = RULES[name if name in RULES else "power -" if n < 0 else "power +"]
        partials = tuple((sign, _settled(tree, n)) for sign, tree in found.partials)
        return Rule(found.expression, partials, found.needs)
    if primitive in RULES:
        return RULES[primitive]
    if primitive == "matmul":  # written with a sign
        return Rule(ARRAYS[primitive].expression, ())
    if len(constants) == 1:
        return Rule(function(primitive, A), ())
    parts: list[Tree] = []
    for k in range(len(constants)):
        parts += [op(","), ["a", k]] if parts else [["a", k]]
    return Rule(function(primitive, ["paren", row(*parts)]), ())


def _settled(tree: Tree, n: float) -> Tree:
    """Return a tree with the exponent `n` in its place."""
    if isinstance(tree, list):
        return [_settled(part, n) for part in tree]
    return {"n": n, "n-1": n - 1, "|n|": abs(n)}.get(tree, tree) if isinstance(tree, str) else tree
