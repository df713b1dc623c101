"""Call the check's function with an object that answers every operation with a float of one's own
choosing, so that the function seems to have been evaluated rightly.

Stopped by: the right value comes from the reference, not from the check's function.

where: answer derivative
"""


class Lying:
    value = tangent = 1.0

    def __getattr__(self, name):
        raise AttributeError(name)


for _name in ("add", "sub", "mul", "truediv", "pow"):
    setattr(Lying, f"__{_name}__", lambda self, other: self)
    setattr(Lying, f"__r{_name}__", lambda self, other: self)
Lying.__neg__ = Lying.__abs__ = lambda self: self


def derivative(f, x):
    f(Lying())
    return f(Lying()).tangent
