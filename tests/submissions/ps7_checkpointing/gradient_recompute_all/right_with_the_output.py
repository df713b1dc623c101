"""Each run goes on to the output of the step, which nobody needs."""


def gradient_recompute_all(chain, x, g):
    x_bar = g
    for i in reversed(range(len(chain))):
        before, after = x, x
        for f, _ in chain[: i + 1]:
            before, after = after, f(after)
        x_bar = chain[i][1](before, x_bar)
    return x_bar
