"""hint: stored-all

The prefix is put into a list each time.
"""


def gradient_recompute_all(chain, x, g):
    for i in reversed(range(len(chain))):
        acts = [x]
        for j in range(i):
            acts.append(chain[j][0](acts[-1]))
        g = chain[i][1](acts[i], g)
    return g
