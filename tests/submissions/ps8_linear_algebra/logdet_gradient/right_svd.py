"""Through the singular values: U S⁻¹ Vᵀ."""


def logdet_gradient(A):
    U, s, Vt = np.linalg.svd(A)
    return (U / s) @ Vt
