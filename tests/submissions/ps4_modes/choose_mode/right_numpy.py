"""argmin of both."""


def choose_mode(n, m):
    return ["forward", "reverse"][int(np.argmin([n, m]))]
