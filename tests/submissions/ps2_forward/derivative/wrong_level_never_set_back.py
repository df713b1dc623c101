"""hint: level-kept

Each call seeds a Dual one level deeper than the call before.
"""

levels_in_use = 0


def derivative(f, x):
    global levels_in_use
    before, level = levels_in_use, 1 + max(levels_in_use, depth(x))
    while depth(x) < level - 1:
        x = Dual(x, 0.0)
    levels_in_use = level
    y = f(Dual(x, 1.0))
    return y.tangent if depth(y) == level else 0.0
