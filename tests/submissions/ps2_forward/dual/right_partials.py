"""One helper for all binary operations, from a table of partial derivatives; methods are attached in a loop."""

import operator


def _natural_log(z):
    return Dual(_natural_log(z.value), z.tangent / z.value) if depth(z) else np.log(z)


def _power_x(x, y):
    """Return the derivative of x ** y with respect to x; for y = 0 it is 0, whatever x."""
    if not depth(y) and y == 0:
        return 0.0
    return y * x ** (y - 1)


_BINARY = {
    "add": (operator.add, lambda x, y: 1.0, lambda x, y: 1.0),
    "sub": (operator.sub, lambda x, y: 1.0, lambda x, y: -1.0),
    "mul": (operator.mul, lambda x, y: y, lambda x, y: x),
    "truediv": (operator.truediv, lambda x, y: 1.0 / y, lambda x, y: -(x / y / y)),
    "pow": (operator.pow, _power_x, lambda x, y: x**y * _natural_log(x)),
}


class Dual:
    """A value and its tangent."""

    def __init__(self, value, tangent=0.0):
        self.value, self.tangent = value, tangent

    def __repr__(self):
        return f"Dual({self.value}, {self.tangent})"

    def __neg__(self):
        return Dual(0 - self.value, 0 - self.tangent)

    def __abs__(self):
        sign = 1 if self.value > 0 else -1
        return Dual(sign * self.value, sign * self.tangent)


def _run(name, x, y):
    function, by_x, by_y = _BINARY[name]
    level = max(depth(x), depth(y))
    a = x.value if depth(x) == level else x
    b = y.value if depth(y) == level else y
    tangent = 0.0
    if depth(x) == level:
        tangent = tangent + by_x(a, b) * x.tangent
    if depth(y) == level:
        tangent = tangent + by_y(a, b) * y.tangent
    return Dual(function(a, b), tangent)


def _compare(compare):
    def method(self, other):
        x, y = self, other
        while depth(x):
            x = x.value
        while depth(y):
            y = y.value
        return bool(compare(x, y))

    return method


for _name in _BINARY:
    setattr(Dual, f"__{_name}__", lambda self, other, name=_name: _run(name, self, other))
    setattr(Dual, f"__r{_name}__", lambda self, other, name=_name: _run(name, other, self))
for _name in ("eq", "lt", "le", "gt", "ge"):
    setattr(Dual, f"__{_name}__", _compare(getattr(operator, _name)))
