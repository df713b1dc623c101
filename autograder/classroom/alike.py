"""Which answers are the same program, and how is one shown without its author?

Two answers are the same where they differ only in layout, comments, docstrings and the names that
their authors chose. For the lecture room those names become ``v1``, ``v2``, texts become ``…``, and
what stays are words of the released notebook, of Python and of NumPy.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import keyword
import math
import re
from collections.abc import Set
from functools import lru_cache

import numpy as np

# Longer answers are compared as they stand: syntax trees take a hundred times their memory.
LONGEST = 50_000
MODULES = frozenset("""
    np numpy math cmath random itertools functools operator collections time jax jnp lax linalg
    scipy grad vmap jit jvp vjp
""".split())  # fmt: skip  # noqa: SIM905
LIBRARY = frozenset(
    name
    for thing in (builtins, math, np, np.linalg, np.random, np.ndarray, list, dict, set, str, tuple)
    for name in dir(thing)
)
TEXT = "…"
# Characters of a number that could be somebody's; steps such as 1e-06 are shorter.
LONG_NUMBER = 5


def vocabulary(released: str) -> frozenset[str]:
    """Return the words that give nobody away: those of `released`, a notebook's whole text."""
    return frozenset(re.findall(r"\w+", released)) | LIBRARY | MODULES | frozenset(keyword.kwlist)


@lru_cache(maxsize=4096)
def same_as(source: str, known: frozenset[str]) -> str:
    """Return a hash that `source` has in common with answers that are the same program.

    known: names that keep their meaning, from `vocabulary`.
    """
    tree = _parsed(source)
    if tree is None:
        text = " ".join(source.split())
    else:
        text = ast.dump(_Renamed(known, only=_bound(tree)).visit(tree))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def without_author(source: str, known: Set[str]) -> str | None:
    """Return the program without comments, texts and names of its author's; None for no program."""
    tree = _parsed(source)
    if tree is None:
        return None
    try:
        return ast.unparse(_Renamed(known).visit(tree))
    except (RecursionError, ValueError):
        return None


def _parsed(source: str) -> ast.Module | None:
    if len(source) > LONGEST:
        return None
    try:
        tree = ast.parse(source)
        # Walking is recursive here and in `ast`: what is nested deeper is compared as text.
        if _depth(tree) > 80:
            return None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return tree


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
    return depth


def _bound(tree: ast.AST) -> set[str]:
    """Return the names that a program gives: another name would do as well."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(getattr(node, "ctx", None), ast.Store) or not hasattr(node, "ctx"):
            # Names, attributes, arguments, functions, handlers, patterns, imports.
            names = [getattr(node, key, None) for key in ("id", "attr", "name", "asname", "rest")]
            names.append(node.arg if isinstance(node, ast.arg) else None)
            found |= {name for name in names if isinstance(name, str)}
    return found


class _Renamed(ast.NodeTransformer):
    """Drops docstrings and gives each name that is not known the number of its first use.

    only: the names to be renamed, and texts stay; where None, all, and texts go.
    """

    def __init__(self, known: Set[str], only: Set[str] | None = None) -> None:
        self._known = known
        self._only = only
        self._names: dict[str, str] = {}

    def _name(self, name: str) -> str:
        if name in self._known or (self._only is not None and name not in self._only):
            return name
        return self._names.setdefault(name, f"v{len(self._names) + 1}")

    def _dotted(self, name: str) -> str:
        return ".".join(map(self._name, name.split(".")))

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Rename whatever a field holds that is a name, and go on below."""
        body = getattr(node, "body", None)
        if isinstance(body, list) and isinstance(
            node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            # Docstrings, and other texts that stand alone.
            kept = [s for s in body if not _is_text(s)]
            node.body = kept or ([] if isinstance(node, ast.Module) else [ast.Pass()])
        for field in ("id", "arg", "attr", "name", "asname", "module", "rest", "kwd_attrs"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                setattr(node, field, self._dotted(value))
        for field in ("names", "kwd_attrs"):
            names = getattr(node, field, None)
            if isinstance(names, list) and all(isinstance(name, str) for name in names):
                setattr(node, field, [self._name(name) for name in names])
        return super().generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """Replace a text, and a number that could be somebody's."""
        if self._only is not None:
            return node
        if isinstance(node.value, str | bytes):
            text = TEXT if isinstance(node.value, str) else b"..."
            return ast.copy_location(ast.Constant(text), node)
        if isinstance(node.value, int | float | complex) and len(repr(node.value)) > LONG_NUMBER:
            return ast.copy_location(ast.Name("number", ast.Load()), node)
        return node


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
