"""What makes a tracer pass for an array, with NumPy and with Python's operators?"""

import functools
import inspect
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference import products, reductions, ufuncs  # noqa: F401, the rules are needed below
from autograder.reference.arrays import cast, getitem
from autograder.reference.composed import PROGRAMS
from autograder.reference.core import RULES, Primitive, Tracer, accepts, apply, bare
from autograder.reference.values import NoRuleError

# ---------------------------------------------------------------- NumPy's two protocols


def array_ufunc(self: Tracer, ufunc: Any, method: str, *operands: Any, **keywords: Any) -> Any:
    """NumPy calls this for np.sin(x), a + x and the like when x is a tracer."""
    rule = RULES.get(ufunc)
    if not SEQUENCES.isdisjoint(map(type, operands)):
        operands = tuple(np.asarray(x) if type(x) in SEQUENCES else x for x in operands)
    if rule is None or keywords or method != "__call__":
        return dispatch(ufunc if method == "__call__" else (ufunc, method), operands, keywords)
    return rule(*operands)


SEQUENCES = {list, tuple}


def array_function(
    self: Tracer, function: Any, types: Any, operands: Any, keywords: dict[str, Any]
) -> Any:
    """NumPy calls this for np.sum(x), np.linalg.solve(a, x) and the like when x is a tracer."""
    return dispatch(function, operands, keywords)


def name_of(function: Any) -> str:
    """A function of NumPy, or a pair of a ufunc and its method, as a program calls it."""
    whole, *method = function if isinstance(function, tuple) else (function,)
    module = getattr(whole, "__module__", None) or "numpy"
    if isinstance(whole, np.ufunc) and getattr(np, whole.__name__, None) is not whole:
        homes = [k for k, m in [*sys.modules.items()] if vars(m).get(whole.__name__) is whole]
        module = min(
            (k for k in homes if "._" not in k), key=len, default="a ufunc of another module,"
        )
    return ".".join([module, whole.__name__, *method])


HINTS = {
    np.copyto: "np.full, np.full_like, np.copyto and a[…] = x write into a plain array; write "
    "np.broadcast_to(x, shape), np.where or np.stack",
    (np.add, "at"): "it changes an array in place; write np.bincount(index, weights=x, "
    "minlength=n), or a sum of x[…]",
}


accepted = functools.cache(accepts)  # of the programs, which stay


def dispatch(function: Any, operands: Any, keywords: dict[str, Any]) -> Any:
    """Call the rule of a NumPy function that met a tracer, or say that there is none."""
    rule = RULES.get(function) or PROGRAMS.get(function)
    if rule is None:
        remedy = HINTS.get(function) or (
            "compute it from functions that have one, or declare a rule with elementwise, linear, "
            "general or derived of autograder.reference.core, as ufuncs.py, arrays.py and "
            "linalg.py do"
        )
        raise NoRuleError(f"{name_of(function)} has no differentiation rule: {remedy}")
    if keywords.get("out") is not None:
        if operands and keywords["out"] == (operands[0],):
            raise NoRuleError(IN_PLACE.format(name_of(function)))
        raise NoRuleError(
            f"{name_of(function)} cannot write its result into out=; use the value it returns"
        )
    places, options = rule.accepts if isinstance(rule, Primitive) else accepted(rule)
    if (
        len(operands) > places
        or Tracer in map(type, keywords.values())
        or (options is not None and not all(map(options.__contains__, keywords)))
    ):
        operands, keywords = fit(function, places, options, operands, keywords)
    return rule(*operands, **keywords)


IN_PLACE = (
    "{} cannot change an array in place, because the derivative would lose its old value; write "
    "x = x + y for x += y (and so for -=, *=, …)"
)


def fit(
    function: Any, places: int, options: Any, operands: Any, keywords: dict[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a NumPy function under a rule's names, without options at their defaults.

    A rule takes its operands by place and in NumPy's order, but may call them otherwise.
    """
    try:
        parameters = dict(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # ufuncs and their methods may have none
        parameters = {}
    names = [k for k, parameter in parameters.items() if parameter.kind != parameter.VAR_POSITIONAL]
    if len(operands) > max(places, len(names)):
        raise NoRuleError(
            f"the differentiation rule of {name_of(function)} takes {places} operands"
        )
    operands, beyond = list(operands[:places]), zip(names[places:], operands[places:], strict=False)
    fitted: dict[str, Any] = {}
    for name, value in (dict(beyond) | keywords).items():
        default = parameters[name].default if name in parameters else None
        renamed = options[names.index(name)] if options and name in names[:places] else name
        if options is None or renamed in options:
            fitted[renamed] = value
        elif value is not default and (type(value) is not type(default) or value != default):
            raise NoRuleError(f"the rule of {name_of(function)} does not cover the option {name}=")
    places, order = min(places, len(names)), options or names
    while len(operands) < places and order[len(operands)] in fitted:
        operands.append(fitted.pop(order[len(operands)]))
    return operands, fitted


# ---------------------------------------------------------------- Python's operators


def give(name: str, attribute: Any) -> None:
    """Give tracers an attribute."""
    setattr(Tracer, name, attribute)


def binary(operation: Callable[..., Any]) -> tuple[Any, Any]:
    """x ∘ y and y ∘ x for a tracer x, without the detour through NumPy's dispatch."""
    if not isinstance(operation, Primitive):
        return operation, lambda x, y: operation(y, x)
    primitive = operation
    return (
        lambda x, y: apply(primitive, (x, beside(x, y, primitive) if type(y) in SEQUENCES else y)),
        lambda x, y: apply(primitive, (beside(x, y, primitive) if type(y) in SEQUENCES else y, x)),
    )


def beside(x: Tracer, y: Any, primitive: Primitive) -> Any:
    """A list as an array; beside a number * would repeat it, which NumPy refuses."""
    if primitive is RULES[np.multiply] and not x.shape:
        raise TypeError("can't multiply a sequence by a floating-point number; write np.array([…])")
    return np.asarray(y)


def in_place(name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
    """x += y: a new value for a traced number; NumPy would change an array, which raises."""

    def changed(x: Any, y: Any) -> Any:
        if x.shape:
            raise NoRuleError(IN_PLACE.format(name))
        return operation(x, y)

    return changed


for name, function in {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "truediv": np.divide,
    "pow": np.power,
    "matmul": np.matmul,
    "mod": np.remainder,
    "floordiv": np.floor_divide,
    "divmod": np.divmod,
}.items():
    forwards, backwards = binary(RULES[function])
    give(f"__{name}__", forwards)
    give(f"__r{name}__", backwards)
    give(f"__i{name}__", in_place(name_of(function), forwards))
for name, function in {
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "ne": np.not_equal,
}.items():
    give(f"__{name}__", binary(RULES[function])[0])
for name, function in {"neg": np.negative, "pos": np.positive, "abs": np.absolute}.items():
    give(f"__{name}__", lambda x, p=RULES[function]: apply(p, (x,)))

POWER, SQUARE = RULES[np.power], RULES[np.square]


def power(x: Any, y: Any) -> Any:
    """x ** y, where y = 2 is a multiplication, as it is for NumPy."""
    if type(y) is int and y == 2:
        return apply(SQUARE, (x,))
    return apply(POWER, (x, np.asarray(y) if type(y) in SEQUENCES else y))


give("__pow__", power)
give("__array_ufunc__", array_ufunc)
give("__array_function__", array_function)
give("__hash__", object.__hash__)
give("__bool__", lambda x: bool(x.value))
give("__repr__", lambda x: f"Tracer({x.value!r})")
give("__format__", lambda x, specification: format(x.value, specification))

# ---------------------------------------------------------------- an array's attributes, methods


def method(function: Callable[..., Any]) -> Callable[..., Any]:
    """A NumPy function as a method."""
    return lambda x, *operands, **keywords: function(x, *operands, **keywords)


def refuse(message: str, *names: str) -> None:
    """Give tracers methods that say why they cannot be."""

    def refused(*_: Any, **__: Any) -> Any:
        raise NoRuleError(message)

    for name in names:
        give(name, refused)


def unknown(x: Tracer, name: str) -> Any:
    """Say what a tracer lacks; an AttributeError, because NumPy asks for attributes to try."""
    raise AttributeError(
        f"a traced array has no attribute {name!r}; use a NumPy function that has a rule, or "
        "stop_gradient(x) where a constant is meant"
    )


for numpy_function in (
    *(np.sum, np.mean, np.prod, np.max, np.min, np.var, np.std, np.cumsum, np.cumprod, np.dot),
    *(np.ravel, np.swapaxes, np.squeeze, np.repeat, np.take, np.diagonal, np.trace, np.clip),
    *(np.argmax, np.argmin, np.argsort, np.searchsorted, np.all, np.any, np.nonzero, np.round),
    *(np.conjugate, np.copy),
):
    give(numpy_function.__name__, method(numpy_function))
for numpy_function in [f for f in RULES if isinstance(f, np.ufunc) and f.nin == 1]:
    # NumPy calls x.sin() for each x of np.sin(np.array([x, y])), an array of objects.
    give(numpy_function.__name__, method(numpy_function))
give("flatten", method(np.ravel))
give("conj", method(np.conjugate))
give(
    "__round__",
    lambda x, *n: np.round(x, *n) if isinstance(bare(x), np.generic) else round(bare(x), *n),
)
give("astype", cast)
give("reshape", lambda x, *s, **k: np.reshape(x, s[0] if len(s) == 1 else s, **k))
give("transpose", lambda x, *axes: np.transpose(x, axes[0] if len(axes) == 1 else axes or None))
give("ndim", property(lambda x: len(x.shape)))
give("size", property(lambda x: x.value.size))
give("T", property(np.transpose))
give("mT", property(lambda x: np.swapaxes(x, -1, -2) if len(x.shape) > 1 else x.value.mT))
give("real", property(lambda x: x))
give("imag", property(np.imag))
give("__getitem__", getitem)
give("__getattr__", unknown)
give("__len__", lambda x: len(x.value))
give("__iter__", lambda x: (x[i] for i in range(len(x))))
give("__copy__", lambda x: x)
give("__deepcopy__", lambda x, memo: x)  # a copy of the trace would lose the derivative
refuse(
    "x[i] = y changes a traced array in place, so the derivative would lose its old value; "
    "build the new array with np.where, np.concatenate or np.stack, and sort with np.sort",
    *("__setitem__", "__delitem__", "fill", "sort", "partition", "put", "resize", "setfield"),
)
refuse(
    "a traced number cannot become a Python number: its derivative would be cut; use NumPy's "
    "functions instead of math's, np.stack instead of a[i] = x and of np.mean([x, y]), f'{x:.3f}' "
    "instead of '%.3f' % x, and stop_gradient where a constant is meant",
    *("__float__", "__int__", "__index__", "__complex__", "__trunc__", "item", "tolist"),
)
refuse(
    "a traced value cannot be pickled: its derivative would be cut; pass stop_gradient(x)",
    "__reduce_ex__",
)


def as_array(x: Tracer, *_: Any, **__: Any) -> Any:
    """np.array([x, y]) asks each traced number for an array: an array of objects keeps them.

    What meets such an array next makes a traced array of it.
    """
    if x.shape:
        raise NoRuleError(
            "np.array(x), np.asarray(x), np.array([x, …]) and a[i] = x would put a traced array "
            "into a plain array, and its derivative would be cut; use x as it is, np.stack or "
            "np.concatenate, and for S @ x with a sparse or masked S its plain array, S.toarray() "
            "or np.asarray(S)"
        )
    array = np.empty((), object)
    array[()] = x
    return array


give("__array__", as_array)
