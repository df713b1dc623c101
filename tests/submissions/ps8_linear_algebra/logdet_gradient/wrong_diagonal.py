"""hint: trace-of-the-inverse

Only the diagonal of the inverse.
"""


def logdet_gradient(A):
    out = np.zeros(A.shape)
    inverse = np.linalg.inv(A)
    for i in range(len(A)):
        out[i, i] = inverse[i, i]
    return out
