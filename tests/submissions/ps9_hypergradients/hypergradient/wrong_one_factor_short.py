"""hint: factor-missing

The square of the product of the others.
"""


def hypergradient(alphas, x0):
    g = []
    for k in range(len(alphas)):
        product = 1.0
        for j in range(len(alphas)):
            if j != k:
                product *= (1 - alphas[j]) ** 2
        g.append(-product * np.sum(np.asarray(x0, float) ** 2))
    return np.array(g)
