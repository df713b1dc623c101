"""hint: depends-on-earlier-calls

The result of the first call is kept for ever.
"""

found = {}


def derivative(f, x):
    if "y" not in found:
        found["y"] = f(Dual(x, 1.0))
    return found["y"].tangent if isinstance(found["y"], Dual) else 0.0
