"""Full segments and a rest, in an array."""


def peak_and_work(n, every):
    full, rest = divmod(n, every)
    segments = full + (rest > 0)
    longest = every if full else rest
    return np.array([segments + longest - 1, full * (every - 1) + max(rest - 1, 0)])
