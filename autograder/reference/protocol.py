"""What makes a tracer pass for an array, with NumPy and with Python's operators?"""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference import ufuncs  # noqa: F401, its rules are needed below
from autograder.reference.arrays import GETITEM, cast
from autograder.reference.composed import PROGRAMS
from autograder.reference.core import RULES, Primitive, Tracer, accepts, apply


class NoRuleError(TypeError):
    """A NumPy function, or one of its options, that would cut the derivative or has no rule.

    The message names it and says what to write instead, or how to declare a rule.
    """


# ---------------------------------------------------------------- NumPy's two protocols


def array_ufunc(self: Tracer, ufunc: Any, method: str, *operands: Any, **keywords: Any) -> Any:
    """NumPy calls this for np.sin(x), a + x and the like when x is a tracer."""
    rule = RULES.get(ufunc)
    if rule is None or keywords or method != "__call__" or list in map(type, operands):
        operands = tuple(np.asarray(x) if type(x) is list else x for x in operands)
        return dispatch(ufunc if method == "__call__" else (ufunc, method), operands, keywords)
    return rule(*operands)


def array_function(
    self: Tracer, function: Any, types: Any, operands: Any, keywords: dict[str, Any]
) -> Any:
    """NumPy calls this for np.sum(x), np.linalg.solve(a, x) and the like when x is a tracer."""
    return dispatch(function, operands, keywords)


def dispatch(function: Any, operands: Any, keywords: dict[str, Any]) -> Any:
    """Call the rule of a NumPy function that met a tracer, or say that there is none."""
    rule = RULES.get(function) or PROGRAMS.get(function)
    if rule is None:
        whole, *method = function if isinstance(function, tuple) else (function,)
        name = ".".join([getattr(whole, "__module__", None) or "numpy", whole.__name__, *method])
        raise NoRuleError(
            f"{name} has no differentiation rule. Compute it from functions that have one, or "
            "declare a rule with elementwise, linear, general or derived of "
            "autograder.reference.core, as ufuncs.py, arrays.py and linalg.py do"
        )
    if keywords.get("out") is not None:
        raise NoRuleError(
            f"{function.__name__} cannot write its result into out=; use the value it returns"
        )
    places, options = rule.accepts if isinstance(rule, Primitive) else accepts(rule)
    if (
        len(operands) > places
        or Tracer in map(type, keywords.values())
        or (options is not None and not all(map(options.__contains__, keywords)))
    ):
        operands, keywords = fit(function, places, options, operands, keywords)
    return rule(*operands, **keywords)


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
            f"the differentiation rule of {function.__name__} takes {places} operands"
        )
    operands, beyond = list(operands[:places]), zip(names[places:], operands[places:], strict=False)
    fitted: dict[str, Any] = {}
    for name, value in (dict(beyond) | keywords).items():
        default = parameters[name].default if name in parameters else NotImplemented
        renamed = options[names.index(name)] if options and name in names[:places] else name
        if options is None or renamed in options:
            fitted[renamed] = value
        elif value is not default and (type(value) is not type(default) or value != default):
            raise NoRuleError(
                f"the differentiation rule of {function.__name__} does not cover the option {name}="
            )
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
    array = np.asarray
    return (
        lambda x, y: apply(primitive, (x, array(y) if type(y) is list else y)),
        lambda x, y: apply(primitive, (array(y) if type(y) is list else y, x)),
    )


def in_place(operation: Callable[..., Any]) -> Callable[..., Any]:
    """x += y: a new value for a traced number; NumPy would change an array, which raises."""

    def changed(x: Any, y: Any) -> Any:
        if x.shape:
            raise NoRuleError(
                "x += y changes an array in place, so the derivative would lose its old value; "
                "write x = x + y (and so for -=, *=, …)"
            )
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
    give(f"__i{name}__", in_place(forwards))
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
    return apply(POWER, (x, y))


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
give("flatten", method(np.ravel))
give("conj", method(np.conjugate))
give("__round__", method(np.round))
give("astype", cast)
give("reshape", lambda x, *s, **k: np.reshape(x, s[0] if len(s) == 1 else s, **k))
give("transpose", lambda x, *axes: np.transpose(x, axes[0] if len(axes) == 1 else axes or None))
give("ndim", property(lambda x: len(x.shape)))
give("size", property(lambda x: x.value.size))
give("T", property(np.transpose))
give("mT", property(lambda x: np.swapaxes(x, -1, -2)))
give("real", property(lambda x: x))
give("imag", property(np.imag))
give("__getitem__", lambda x, index: GETITEM(x, index))
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
    "functions instead of math's, and stop_gradient where a constant is meant",
    *("__float__", "__int__", "__index__", "__complex__", "__trunc__", "item", "tolist"),
)
refuse(
    "a traced value cannot be put into a plain array: its derivative would be cut; use np.stack or "
    "np.concatenate instead of np.array([…]) and a[i] = x, np.broadcast_to instead of np.full",
    *("__array__", "__reduce_ex__"),
)
