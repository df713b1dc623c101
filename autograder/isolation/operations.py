"""Which operations can be asked of an object on the other side, and what does it look like here?

An object that cannot be copied stays where it is. The other side holds a mirror of it: an object of
a class made for the purpose, with those special methods that the object's own class has, each of
which asks. So ``2 - x`` with a mirror of a student's number fails where the student forgot
``__rsub__``, as it should. Both sides use this module.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Collection
from typing import Any

import numpy as np


def _reflected(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda x, other: operation(other, x)


_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "matmul": operator.matmul,
    "truediv": operator.truediv,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "divmod": divmod,
    "pow": operator.pow,
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
    "lshift": operator.lshift,
    "rshift": operator.rshift,
}

OPERATIONS: dict[str, Callable[..., Any]] = {
    **{f"__{name}__": operation for name, operation in _BINARY.items()},
    **{f"__r{name}__": _reflected(operation) for name, operation in _BINARY.items()},
    **{
        f"__i{name}__": getattr(operator, f"i{name}")
        for name in _BINARY
        if hasattr(operator, f"i{name}")
    },
    "__eq__": operator.eq,
    "__ne__": operator.ne,
    "__lt__": operator.lt,
    "__le__": operator.le,
    "__gt__": operator.gt,
    "__ge__": operator.ge,
    "__neg__": operator.neg,
    "__pos__": operator.pos,
    "__invert__": operator.invert,
    "__abs__": abs,
    "__round__": round,
    "__trunc__": math.trunc,
    "__floor__": math.floor,
    "__ceil__": math.ceil,
    "__float__": float,
    "__int__": int,
    "__complex__": complex,
    "__index__": operator.index,
    "__bool__": bool,
    "__str__": str,
    "__len__": len,
    "__iter__": iter,
    "__next__": next,
    "__reversed__": reversed,
    "__contains__": operator.contains,
    "__getitem__": operator.getitem,
    "__setitem__": operator.setitem,
    "__delitem__": operator.delitem,
    "__call__": lambda f, *args, **kwargs: f(*args, **kwargs),
    "__array__": lambda x, *_: np.asarray(x),
    "__array_ufunc__": lambda x, name, method, *args, **kwargs: getattr(getattr(np, name), method)(
        *args, **kwargs
    ),
    "__enter__": lambda x: type(x).__enter__(x),
    "__exit__": lambda x, *_: type(x).__exit__(x, None, None, None),
}

# Methods of tuples, lists and dicts that a mirror of one has too, and that change nothing.
READING = {
    name: (lambda method: lambda x, *args: getattr(x, method)(*args))(name)
    for name in ("index", "count", "get", "keys", "values", "items", "copy")
}

# What a special method must return, or Python itself raises where it is used.
_RETURNS: dict[str, type] = {
    "__float__": float,
    "__int__": int,
    "__complex__": complex,
    "__index__": int,
    "__bool__": bool,
    "__str__": str,
    "__len__": int,
    "__array__": np.ndarray,
}

Ask = Callable[..., Any]


def special_methods(kind: type) -> list[str]:
    """Return the names of the operations that objects of class `kind` have."""
    found = []
    for name in OPERATIONS:
        method = getattr(kind, name, None)
        if method is not None and method is not getattr(object, name, None):
            found.append(name)
    return found


def reading_methods(value: Any) -> list[str]:
    """Return the names of the methods in `READING` that a tuple, list or dict has."""
    return [n for n in READING if isinstance(value, tuple | list | dict) and hasattr(value, n)]


def mirror_class(base: type, name: str, methods: Collection[str], ask: Ask) -> type:
    """Return a subclass of `base` whose special `methods` call ``ask(mirror, name, *args)``.

    base: what such mirrors have in common; they hash by identity. name: the class's name.
    """
    namespace: dict[str, Any] = {
        "__slots__": (),
        "__hash__": base.__hash__,
        "__module__": "notebook",
    }
    for method in methods:
        if method in OPERATIONS or method in READING:
            namespace[method] = _asking(method, ask)
    return type(name, (base,), namespace)


def _asking(name: str, ask: Ask) -> Callable[..., Any]:
    returns = _RETURNS.get(name)

    if name == "__array_ufunc__":

        def universal(self: Any, ufunc: Any, method: str, *args: Any, **kwargs: Any) -> Any:
            return ask(self, name, ufunc.__name__, method, *args, **kwargs)

        return universal

    if name == "__array__":

        def array(self: Any, dtype: Any = None, copy: Any = None) -> np.ndarray:
            return np.array(_of_type(np.ndarray, ask(self, name), name), dtype=dtype)

        return array

    def operation(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = ask(self, name, *args, **kwargs)
        return result if returns is None else _of_type(returns, result, name)

    operation.__name__ = name
    return operation


def _of_type(wanted: type, value: Any, name: str) -> Any:
    if not isinstance(value, wanted):
        raise TypeError(f"{name} returned something other than a {wanted.__name__}")
    return value
