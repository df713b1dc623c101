"""Mutants of a solution: programs that differ from it in one place.

The changes are mistakes in programs with arrays: a sign, a transpose, an axis, a term, an index,
the order of operands, another variable, a statement that is missing. Those of the tools that are
kept, mutmut and cosmic-ray, are others: most of them raise at once.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from operator import eq
from typing import Any

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
Function = ast.FunctionDef | None
Place = tuple[ast.AST, Callable[[ast.AST], None], Function]
Changed = Iterator[tuple[str, ast.AST]]  # the kind of a change, and what then stands there


def _pairs(text: str) -> dict[str, str]:
    pairs = [pair.split() for pair in text.split(", ")]
    return {a: b for a, b in pairs} | {b: a for a, b in pairs}


OTHER_OPERATORS = {"FloorDiv": "Div", "Mod": "FloorDiv", "MatMult": "Mult", "Pow": "Mult"} | _pairs(
    "Add Sub, Mult Div, Lt LtE, Gt GtE, Eq NotEq, In NotIn, Is IsNot, And Or"
)
OTHER_NAMES = _pairs(
    "sin cos, exp log, min max, argmin argmax, minimum maximum, sum mean, any all, zeros ones, "
    "zeros_like ones_like, std var, jvp vjp, inner outer, inv pinv, stack concatenate, ceil floor"
)
ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)


@dataclass(frozen=True)
class Mutant:
    """name: the function, the line before and after. kind: of change. source: of the whole cell."""

    name: str
    kind: str
    line: int
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return the mutants of a cell, each once.

    Changed is what stands between the two marks of the solution, and the numbers among the defaults
    of the function around it; all of a cell without marks.
    """
    tree = ast.parse(source)
    wanted = _solution_lines(source)
    before = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    names: Counter[str] = Counter()
    for node, put, function in _places(tree, wanted):
        for kind, new in changed(node, function):
            if not hasattr(new, "lineno"):  # a part of the node has its own
                ast.copy_location(new, node)
            put(new)
            after = ast.unparse(tree)
            put(node)
            if after == before or after in found:
                continue
            name = f"{function.name if function else 'cell'}: {_difference(before, after)}"
            names[name] += 1
            number = f" ({names[name]})" if names[name] > 1 else ""
            found[after] = Mutant(name + number, kind, node.lineno, after)
    return list(found.values())


def taken_for(op: ast.AST) -> ast.AST:
    """Return an operator that is taken for this one."""
    return getattr(ast, OTHER_OPERATORS[type(op).__name__])()


def changed(node: ast.AST, function: Function = None) -> Changed:
    """Yield what may stand in place of a node of the syntax tree, each with the kind of change."""
    match node:
        case ast.BinOp(left=a, op=op, right=b):
            yield "operator", ast.BinOp(a, taken_for(op), b)
            yield "term or factor dropped", a
            yield "term or factor dropped", b
            if isinstance(op, ORDERED):
                yield "operands swapped", ast.BinOp(b, op, a)
            if isinstance(op, ast.MatMult):
                yield "transpose", ast.BinOp(_transposed(a), op, b)
                yield "transpose", ast.BinOp(a, op, _transposed(b))
        case ast.UnaryOp(operand=operand):
            yield "sign or not dropped", operand
        case ast.Compare(left=a, ops=[op], comparators=[b]):
            yield "comparison", ast.Compare(a, [taken_for(op)], [b])
            if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
                yield "comparison", ast.Compare(b, [op], [a])
        case ast.BoolOp(op=op, values=values):
            yield "condition", ast.BoolOp(taken_for(op), values)
            for fewer in _without_one(values):
                yield "condition", fewer[0] if len(fewer) == 1 else ast.BoolOp(op, fewer)
        case ast.IfExp(test=test, body=body, orelse=other):
            yield "condition", ast.IfExp(test, other, body)
            yield "condition", body
            yield "condition", other
        case ast.Attribute(value=value, attr="T"):
            yield "transpose", value
        case ast.Attribute(value=value, attr=name) if name in OTHER_NAMES:
            yield "function", ast.Attribute(value, OTHER_NAMES[name], ast.Load())
        case ast.Constant(value=bool(value)):
            yield "constant", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            for other in dict.fromkeys((value + 1, value - 1, 0)):
                if other >= 0:
                    yield "constant", ast.Constant(type(value)(other))
                else:
                    yield "constant", ast.UnaryOp(ast.USub(), ast.Constant(-other))
        case ast.Name(id=name, ctx=ast.Load()):
            if name in OTHER_NAMES:
                yield "function", ast.Name(OTHER_NAMES[name], ast.Load())
            local = _local_names(function)
            if name in local:
                other = local[(local.index(name) + 1) % len(local)]
                yield "another variable", ast.Name(other, ast.Load())
        case ast.Subscript(value=value, slice=ast.Name() as index):
            for moved in _beside(index):
                yield "index", ast.Subscript(value, moved, node.ctx)
        case ast.Subscript(value=value, slice=ast.Tuple(elts=parts)):
            for i, part in enumerate(parts):
                for moved in _beside(part) if isinstance(part, ast.Name) else ():
                    several = ast.Tuple([*parts[:i], moved, *parts[i + 1 :]], ast.Load())
                    yield "index", ast.Subscript(value, several, node.ctx)
        case ast.Slice():
            for name in ("lower", "upper", "step"):
                part = getattr(node, name)
                if part is not None:
                    for new in (None, *_beside(part)):
                        yield "bound", _with(node, name, new)
        case ast.Tuple(elts=parts, ctx=context) | ast.List(elts=parts, ctx=context):
            for turned in _two_swapped(parts):
                yield "order of parts", type(node)(turned, context)
        case ast.Call():
            yield from _calls(node)
        case ast.ListComp() | ast.DictComp() | ast.GeneratorExp() | ast.SetComp():
            loops = node.generators
            for i, loop in enumerate(loops):
                others = [_with(loop, "iter", shorter) for shorter in _shorter(loop.iter)]
                for other in [*others, _with(loop, "ifs", [])]:
                    yield "loop", _with(node, "generators", [*loops[:i], other, *loops[i + 1 :]])
        case ast.stmt():
            yield from _statements(node)


def _calls(node: ast.Call) -> Changed:
    f, given, named = node.func, node.args, node.keywords
    plain = not any(isinstance(one, ast.Starred) for one in given)
    if len(given) == 1 and plain:
        yield "call dropped", given[0]
    if isinstance(f, ast.Attribute) and not given and not isinstance(f.value, ast.Call):
        yield "call dropped", f.value
    for turned in _two_swapped(given) if plain else ():
        yield "order of arguments", ast.Call(f, turned, named)
    if len(given) > 1:
        yield "argument dropped", ast.Call(f, given[:-1], named)
    for fewer in _without_one(named):
        yield "argument dropped", ast.Call(f, given, fewer)
    if isinstance(f, ast.Name) and f.id == "range":
        for i, bound in enumerate(given):
            for moved in _beside(bound):
                yield "bound", ast.Call(f, [*given[:i], moved, *given[i + 1 :]], [])


def _shorter(iterable: ast.expr) -> Iterator[ast.expr]:
    """Yield the iterable without its first and without its last item; a range has bounds."""
    if not (isinstance(iterable, ast.Call) and ast.unparse(iterable.func) == "range"):
        for bounds in ("1:", ":-1"):
            yield ast.parse(f"list({ast.unparse(iterable)})[{bounds}]", mode="eval").body


def _statements(node: ast.stmt) -> Changed:
    match node:
        case ast.FunctionDef() | ast.ClassDef() | ast.Return() | ast.Global() | ast.Pass():
            return
        case ast.AugAssign(target=target, op=op, value=value):
            yield "accumulation", ast.Assign([target], value)
            if type(op).__name__ in OTHER_OPERATORS:
                yield "operator", ast.AugAssign(target, taken_for(op), value)
        case ast.Break():
            yield "break or continue", ast.Continue()
        case ast.Continue():
            yield "break or continue", ast.Break()
        case ast.If(test=test, body=body, orelse=other):
            for new in ast.UnaryOp(ast.Not(), test), ast.Constant(True), ast.Constant(False):
                yield "condition", ast.If(new, body, other)
        case ast.For(target=target, body=body, orelse=other):
            for shorter in _shorter(node.iter):
                yield "loop", ast.For(target, shorter, body, other)
        case ast.Expr(value=ast.Constant()):  # a docstring
            return
    yield "statement dropped", ast.Pass()


def _transposed(node: ast.expr) -> ast.expr:
    return node.value if getattr(node, "attr", "") == "T" else ast.Attribute(node, "T", ast.Load())


def _beside(node: ast.expr) -> list[ast.expr]:
    """Return node + 1 and node - 1; constants are changed by themselves."""
    if isinstance(node, ast.Constant | ast.UnaryOp):
        return []
    return [ast.BinOp(node, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub())]


def _two_swapped(parts: list[Any]) -> list[list[Any]]:
    return [[*parts[:i], b, a, *parts[i + 2 :]] for i, (a, b) in enumerate(pairwise(parts))]


def _without_one(parts: list[Any]) -> list[list[Any]]:
    return [parts[:i] + parts[i + 1 :] for i in range(len(parts))]


def _with(node: Any, field: str, value: Any) -> Any:
    new = copy.copy(node)
    setattr(new, field, value)
    return new


def _local_names(function: Function) -> list[str]:
    """Return the function's arguments and the names that it assigns, in this order."""
    if function is None:
        return []
    arguments = function.args
    found = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
    return list(dict.fromkeys(name for name in found if name not in ("self", "_")))


def _solution_lines(source: str) -> set[int]:
    lines, inside = set(), BEGIN not in source
    for number, line in enumerate(source.splitlines(), 1):
        inside = (inside or BEGIN in line) and END not in line
        lines |= {number} if inside else set()
    return lines


def _places(tree: ast.Module, wanted: set[int]) -> Iterator[Place]:
    """Yield each node of the solution, how to put another in its place, and its function."""

    def below(parent: ast.AST, function: Function, default: bool) -> Iterator[Place]:
        for field, value in ast.iter_fields(parent):
            for i, child in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(child, ast.AST):
                    continue

                def put(new: ast.AST) -> None:
                    if isinstance(value, list):
                        value[i] = new
                    else:
                        setattr(parent, field, new)

                given = default or field in ("defaults", "kw_defaults")
                if getattr(child, "lineno", 0) in wanted or (given and hasattr(child, "lineno")):
                    yield child, put, function
                inner = child if isinstance(child, ast.FunctionDef) else function
                yield from below(child, inner, given)

    return below(tree, None, False)


def _difference(before: str, after: str) -> str:
    """Return the lines that differ, before → after."""
    a, b = before.splitlines(), after.splitlines()
    first = sum(1 for _ in takewhile(bool, map(eq, a, b)))
    last = sum(1 for _ in takewhile(bool, map(eq, a[first:][::-1], b[first:][::-1])))
    parts = a[first : len(a) - last], b[first : len(b) - last]
    return " → ".join("; ".join(line.strip() for line in part) for part in parts)
