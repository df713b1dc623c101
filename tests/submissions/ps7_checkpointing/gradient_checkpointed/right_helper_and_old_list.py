"""A helper makes the list, while the old one is still held."""


def inputs_of(chain, x, start, stop):
    found = [x]
    for i in range(start, stop):
        found.append(chain[i][0](found[-1]))
    return found


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    checkpoints = {}
    y = x
    for i in range(n):
        if i % every == 0:
            checkpoints[i] = y
        y = chain[i][0](y)
    for start in sorted(checkpoints, reverse=True):
        stop = min(start + every, n)
        xs = inputs_of(chain, checkpoints[start], start, stop)
        for i in range(stop - 1, start - 1, -1):
            g = chain[i][1](xs[i - start], g)
    return g
