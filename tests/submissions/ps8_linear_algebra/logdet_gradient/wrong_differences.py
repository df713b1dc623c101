"""hint: right-to-some-digits

Forward differences with the step 1e-7, a column at a time.
"""


def logdet_gradient(A):
    n, h = len(A), 1e-7
    G = np.zeros((n, n))
    for i in range(n):
        moved = np.repeat(A[None].astype(float), n, axis=0)
        moved[range(n), range(n), i] += h
        G[:, i] = (np.linalg.slogdet(moved)[1] - np.linalg.slogdet(A)[1]) / h
    return G
