"""The first segment after the rest."""


def gradient_checkpointed(chain, x, g, every):
    segment, rest = chain[:every], chain[every:]
    if rest:
        y = x
        for f, _ in segment:
            y = f(y)
        g = gradient_checkpointed(rest, y, g, every)
    inputs = [x]
    for f, _ in segment[:-1]:
        inputs.append(f(inputs[-1]))
    for i in range(len(segment) - 1, -1, -1):
        g = segment[i][1](inputs[i], g)
    return g
