"""How are nested tuples, lists and dicts of arrays taken apart and put together again?

Containers are tuples (named ones too), lists, dicts and None, which holds no leaf; everything else
is a leaf.  A structure is `LEAF`, or a triple (how to build the container, a dict's keys or None,
the structures of its children).
"""

from typing import Any

LEAF = None
CONTAINERS: Any = (tuple, list, dict, type(None))


def flatten(tree: Any) -> tuple[list[Any], Any]:
    """The leaves of a tree from left to right, and the structure that `unflatten` needs."""
    if not isinstance(tree, CONTAINERS):
        return [tree], LEAF
    build, keys, children = open_container(tree)
    parts = [flatten(child) for child in children]
    leaves = [leaf for leaves, _ in parts for leaf in leaves]
    return leaves, (build, keys, [structure for _, structure in parts])


def unflatten(structure: Any, leaves: Any) -> Any:
    """The tree with this structure and these leaves; the inverse of `flatten`."""
    if structure is LEAF:
        return next(iter(leaves))
    leaves = iter(leaves)
    return structure[0]([unflatten(child, leaves) for child in structure[2]])


def open_container(tree: Any) -> tuple[Any, list[Any] | None, list[Any]]:
    """How to build a container of this kind from a list of children, its keys, its children."""
    if tree is None:
        return lambda children: None, None, []
    if isinstance(tree, dict):
        keys = list(tree)
        return lambda children: dict(zip(keys, children, strict=True)), keys, list(tree.values())
    if not isinstance(tree, CONTAINERS):
        return LEAF, None, []
    return getattr(tree, "_make", type(tree)), None, list(tree)


def paths(structure: Any) -> list[str]:
    """How a program reaches each leaf of a tree with this structure: 0['w'][1] and the like."""
    if structure is LEAF:
        return [""]
    keys = structure[1] or range(len(structure[2]))
    pairs = zip(keys, structure[2], strict=True)
    return [f"[{key!r}]{rest}" for key, part in pairs for rest in paths(part)]


def matched(structure: Any, tree: Any) -> list[Any]:
    """The leaves of a tree in the order of a structure; ValueError where it nests differently."""
    build, keys, children = open_container(tree)
    if structure is LEAF and build is LEAF:
        return [tree]
    if structure is LEAF or build is LEAF or len(children) != len(structure[2]):
        raise ValueError("a container is missing, in excess or of another length")
    if (keys and set(keys)) != (structure[1] and set(structure[1])):
        raise ValueError(f"a dict has the keys {structure[1]}, the other {keys}")
    children = [tree[key] for key in structure[1]] if keys else children
    pairs = zip(structure[2], children, strict=True)
    return [leaf for child, part in pairs for leaf in matched(child, part)]
