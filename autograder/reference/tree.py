"""How are nested tuples, lists and dicts of arrays taken apart and put together again?"""

from collections.abc import Callable
from typing import Any

LEAF = None


def flatten(tree: Any) -> tuple[list[Any], Any]:
    """The leaves of a tree from left to right, and the structure that `unflatten` needs.

    Containers are tuples (named ones too), lists, dicts and None, which holds no leaf; everything
    else is a leaf.  A structure is `LEAF` or a pair (how to build the container, structures).
    """
    build, children = open_container(tree)
    if build is LEAF:
        return [tree], LEAF
    leaves, structures = [], []
    for child in children:
        more, structure = flatten(child)
        leaves += more
        structures.append(structure)
    return leaves, (build, structures)


def unflatten(structure: Any, leaves: list[Any]) -> Any:
    """The tree with this structure and these leaves; the inverse of `flatten`."""
    return _rebuild(structure, iter(leaves))


def open_container(tree: Any) -> tuple[Callable[[list[Any]], Any] | None, list[Any]]:
    """How to build a container of this kind from a list of children, and its children."""
    if tree is None:
        return _nothing, []
    if isinstance(tree, dict):
        keys = list(tree)
        return lambda children: dict(zip(keys, children, strict=True)), list(tree.values())
    if isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return lambda children: type(tree)(*children), list(tree)
    if isinstance(tree, tuple | list):
        return type(tree), list(tree)
    return LEAF, []


def same_structure(one: Any, other: Any) -> bool:
    """Whether two trees nest in the same way, so that their leaves correspond."""
    build, children = open_container(one)
    other_build, other_children = open_container(other)
    if build is LEAF or other_build is LEAF:
        return build is other_build
    if isinstance(one, dict) != isinstance(other, dict):
        return False
    if isinstance(one, dict) and list(one) != list(other):
        return False
    return len(children) == len(other_children) and all(
        same_structure(a, b) for a, b in zip(children, other_children, strict=True)
    )


def _nothing(children: list[Any]) -> None:
    return None


def _rebuild(structure: Any, leaves: Any) -> Any:
    if structure is LEAF:
        return next(leaves)
    build, structures = structure
    return build([_rebuild(child, leaves) for child in structures])
