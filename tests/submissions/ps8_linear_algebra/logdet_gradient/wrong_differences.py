"""hint: right-to-some-digits

Central differences with the step 1e-6, a row at a time.
"""

def logdet_gradient(A):
    A = np.array(A, dtype=float)
    n, h = len(A), 1e-6
    rows = []
    for i in range(n):
        E = np.zeros((n, n, n))
        E[np.arange(n), i, np.arange(n)] = h
        rows.append(np.linalg.slogdet(A + E)[1] - np.linalg.slogdet(A - E)[1])
    return np.array(rows) / (2 * h)
