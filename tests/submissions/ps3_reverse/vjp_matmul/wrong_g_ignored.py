"""hint: g-as-ones

As if L were the sum of all entries of the product.
"""


def vjp_matmul(g, A, B):
    ones = np.ones((A.shape[0], B.shape[1]))
    return ones @ B.T, A.T @ ones
