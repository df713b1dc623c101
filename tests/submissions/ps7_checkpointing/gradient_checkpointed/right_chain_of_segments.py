"""Each segment becomes a step (forward, vjp) of a shorter chain, whose vjp stores everything; the short chain is reversed with the same function."""


def store_all(chain, x, g):
    inputs = [x]
    for forward, _ in chain[:-1]:
        inputs.append(forward(inputs[-1]))
    for _, vjp in reversed(chain):
        g = vjp(inputs.pop(), g)
    return g


class Segment:
    def __init__(self, steps):
        self.steps = steps

    def forward(self, x):
        for f, _ in self.steps:
            x = f(x)
        return x

    def vjp(self, x, g):
        return store_all(self.steps, x, g)


def gradient_checkpointed(chain, x, g, every):
    segments = [Segment(chain[i : i + every]) for i in range(0, len(chain), every)]
    return store_all([(s.forward, s.vjp) for s in segments], x, g)
