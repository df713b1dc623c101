"""Python lists and floats."""


def unrolled_loss(alphas, x0):
    x = [float(v) for v in x0]
    for a in alphas:
        x = [v - float(a) * v for v in x]
    return sum(v * v for v in x) / 2
