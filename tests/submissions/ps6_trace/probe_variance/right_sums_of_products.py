"""‖S‖² from the squares of A and the products of opposite entries, which leaves rounding for S = 0."""


def probe_variance(A, kind):
    if kind not in ("gaussian", "rademacher"):
        raise ValueError(kind)
    A = np.array(A, dtype=float)
    whole = np.einsum("ij,ij->", A, A) + np.einsum("ij,ji->", A, A)
    return whole if kind == "gaussian" else whole - 2 * np.einsum("ii,ii->", A, A)
