"""Mutants of a solution: programs that differ from it in one place.

The changes are the mistakes of programs with arrays: a sign, a transpose, an axis, a term, an index,
the order of operands, a statement that is missing. What kept tools change (mutmut, cosmic-ray) is
mostly what raises at once: an argument that becomes None, an operator that arrays do not have.
"""

from __future__ import annotations

import ast
import copy
import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
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


def changed(node: ast.AST, function: ast.FunctionDef | None = None) -> Changed:
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
            for i in range(len(values)):
                yield "condition", _joined(op, values[:i] + values[i + 1 :])
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
            for op in (ast.Add(), ast.Sub()):
                moved = ast.BinOp(index, op, ast.Constant(1))
                yield "index", ast.Subscript(value, moved, node.ctx)
        case ast.Slice(lower=lower, upper=upper, step=step):
            yield from _slices(lower, upper, step)
        case ast.Tuple(elts=parts, ctx=context) | ast.List(elts=parts, ctx=context):
            for i in range(len(parts) - 1):
                turned = [*parts[:i], parts[i + 1], parts[i], *parts[i + 2 :]]
                yield "order of parts", type(node)(turned, context)
        case ast.Call():
            yield from _calls(node)
        case ast.ListComp() | ast.DictComp() | ast.GeneratorExp() | ast.SetComp():
            for i, loop in enumerate(node.generators):
                for other in _loops(loop):
                    new = copy.copy(node)
                    new.generators = [*node.generators[:i], other, *node.generators[i + 1 :]]
                    yield "loop", new
        case ast.stmt():
            yield from _statements(node)


def _calls(node: ast.Call) -> Changed:
    f, given, named = node.func, node.args, node.keywords
    plain = not any(isinstance(one, ast.Starred) for one in given)
    if len(given) == 1 and plain:
        yield "call dropped", given[0]
    if isinstance(f, ast.Attribute) and not given and not isinstance(f.value, ast.Call):
        yield "call dropped", f.value
    for i in range(len(given) - 1 if plain else 0):
        yield (
            "order of arguments",
            ast.Call(f, [*given[:i], given[i + 1], given[i], *given[i + 2 :]], named),
        )
    if len(given) > 1:
        yield "argument dropped", ast.Call(f, given[:-1], named)
    for i in range(len(named)):
        yield "argument dropped", ast.Call(f, given, named[:i] + named[i + 1 :])
    if isinstance(f, ast.Name) and f.id == "range":
        for i, bound in enumerate(given):
            if not isinstance(bound, ast.Constant):
                for op in (ast.Add(), ast.Sub()):
                    moved = ast.BinOp(bound, op, ast.Constant(1))
                    yield "bound", ast.Call(f, [*given[:i], moved, *given[i + 1 :]], [])


def _slices(*parts: ast.expr | None) -> Changed:
    for i, part in enumerate(parts):
        if part is None:
            continue
        yield "bound", ast.Slice(*parts[:i], None, *parts[i + 1 :])
        if not isinstance(part, ast.Constant | ast.UnaryOp):
            for op in (ast.Add(), ast.Sub()):
                moved = ast.BinOp(part, op, ast.Constant(1))
                yield "bound", ast.Slice(*parts[:i], moved, *parts[i + 1 :])


def _loops(loop: ast.comprehension) -> Iterator[ast.comprehension]:
    if loop.ifs:
        yield ast.comprehension(loop.target, loop.iter, [], loop.is_async)
    for shorter in _shorter(loop.iter):
        yield ast.comprehension(loop.target, shorter, loop.ifs, loop.is_async)


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
            yield "condition", ast.If(ast.UnaryOp(ast.Not(), test), body, other)
            yield "condition", ast.If(ast.Constant(True), body, other)
            yield "condition", ast.If(ast.Constant(False), body, other)
        case ast.For(target=target, body=body, orelse=other):
            for shorter in _shorter(node.iter):
                yield "loop", ast.For(target, shorter, body, other)
        case ast.Expr(value=ast.Constant()):  # a docstring
            return
    yield "statement dropped", ast.Pass()


def _transposed(node: ast.expr) -> ast.expr:
    return node.value if getattr(node, "attr", "") == "T" else ast.Attribute(node, "T", ast.Load())


def _joined(op: ast.boolop, values: list[ast.expr]) -> ast.expr:
    return values[0] if len(values) == 1 else ast.BoolOp(op, values)


def _local_names(function: ast.FunctionDef | None) -> list[str]:
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


def _places(
    tree: ast.Module, wanted: set[int]
) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None], ast.FunctionDef | None]]:
    """Yield each node of the solution, how to put another in its place, and its function."""

    def below(
        parent: ast.AST, function: ast.FunctionDef | None, default: bool
    ) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None], ast.FunctionDef | None]]:
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
    changes = [
        c for c in difflib.SequenceMatcher(None, a, b, False).get_opcodes() if c[0] != "equal"
    ]
    (_, i, _, k, _), (_, _, j, _, m) = changes[0], changes[-1]
    return " → ".join("; ".join(line.strip() for line in part) for part in (a[i:j], b[k:m]))
