"""hint: zeros-of-the-table-skipped

Pairs with a zero in the table are left out, but two different points may have D_ij = 0.
"""


def stress(W, D):
    # zero means: there is no measurement (this is the diagonal)
    mask = D != 0
    delta = W[:, None, :] - W[None, :, :]
    residual = np.einsum("ijk,ijk->ij", delta, delta) - D
    return float(np.sum(residual[mask] ** 2))
