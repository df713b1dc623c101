"""Recursion from the first layer to the last and back; nested lists."""


def mlp_gradients(weights, x, y):
    b = len(x)

    def layer(v, k):
        z = np.einsum("bi,ij->bj", v, weights[k])
        if k == len(weights) - 1:
            loss, z_bar, later = np.sum((z - y) ** 2) / b, 2 / b * (z - y), []
        else:
            out = np.tanh(z)
            loss, out_bar, later = layer(out, k + 1)
            z_bar = out_bar * (1 - out**2)
        here = np.einsum("bi,bj->ij", v, z_bar)
        return loss, np.einsum("bj,ij->bi", z_bar, weights[k]), [here.tolist(), *later]

    loss, _, gradients = layer(x, 0)
    return loss, gradients
