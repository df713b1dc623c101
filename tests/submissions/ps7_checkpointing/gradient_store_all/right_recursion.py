"""Each call reverses one step and the rest."""


def gradient_store_all(chain, x, g):
    if not chain:
        return g
    (forward, vjp), *rest = chain
    if rest:
        g = gradient_store_all(rest, forward(x), g)
    return vjp(x, g)
