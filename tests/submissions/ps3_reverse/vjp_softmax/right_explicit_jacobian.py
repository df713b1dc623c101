"""The Jacobian of every row."""


def vjp_softmax(g, x):
    rows, gs = x.reshape(-1, x.shape[-1]), g.reshape(-1, x.shape[-1])
    out = []
    for r, h in zip(rows, gs):
        e = np.exp(r - np.max(r))
        s = e / np.sum(e)
        J = np.diag(s) - np.outer(s, s)
        out.append(J.T @ h)
    return np.array(out).reshape(x.shape)
