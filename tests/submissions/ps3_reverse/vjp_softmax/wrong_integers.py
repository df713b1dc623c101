"""hint: truncated

The result goes into an array of the type of x.
"""


def vjp_softmax(g, x):
    x_bar = np.empty_like(x)
    for i in np.ndindex(x.shape[:-1]):
        s = np.exp(x[i] - x[i].max())
        s /= s.sum()
        x_bar[i] = s * (g[i] - s @ g[i])
    return x_bar
