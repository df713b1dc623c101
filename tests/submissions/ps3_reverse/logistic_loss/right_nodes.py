"""Through the graph of nodes."""


def logistic_loss(x, w, b, t, lam):
    wn, bn = Node(w), Node(b)
    z = (wn * x).sum() + bn
    y = 1.0 / (1.0 + (-z).exp())
    loss = (y - t) ** 2 / 2.0 + lam * (wn * wn).sum() / 2.0
    bars = backward(loss)
    return loss.value, bars[wn], bars[bn]
