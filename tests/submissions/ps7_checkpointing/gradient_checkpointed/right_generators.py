"""A generator for each segment, which begins to compute when it is asked for its steps."""


def gradient_checkpointed(chain, x, g, every):
    def segment(start, xs):
        stop = min(start + every, len(chain))
        for i in range(start, stop - 1):
            xs.append(chain[i][0](xs[-1]))
        for i in reversed(range(start, stop)):
            yield chain[i][1], xs.pop()

    segments = []
    for i in range(len(chain)):
        if i % every == 0:
            segments.append(segment(i, [x]))
        if i < len(chain) - 1:
            x = chain[i][0](x)
    while segments:
        for vjp, value in segments.pop():
            g = vjp(value, g)
    return g
