"""hint: orthogonalised-once

A projector on the columns so far, applied a single time.
"""


def lanczos(matvec, v, k):
    basis = np.reshape(v / np.linalg.norm(v), (-1, 1))
    diagonal, beside = [], []
    for j in range(1, k + 1):
        product = matvec(basis[:, -1])
        parts = basis.T @ product
        diagonal.append(parts[-1])
        rest = product - basis @ parts
        size = np.linalg.norm(rest)
        if j == k or size <= 1e-10 * np.linalg.norm(product):
            break
        beside.append(size)
        basis = np.column_stack([basis, rest / size])
    return np.array(diagonal), np.array(beside)
