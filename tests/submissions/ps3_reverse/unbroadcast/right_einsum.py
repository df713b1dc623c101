"""One einsum over the axes that are kept."""


def unbroadcast(g, shape):
    g = np.asarray(g)
    letters = "abcdefgh"[: g.ndim]
    tail = letters[g.ndim - len(shape) :]
    kept = "".join(c for c, n in zip(tail, shape) if n > 1)
    return np.einsum(f"{letters}->{kept}", g).reshape(shape)
