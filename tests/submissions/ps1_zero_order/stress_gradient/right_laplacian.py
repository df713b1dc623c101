"""As the product of a Laplacian with W."""


def stress_gradient(W, D):
    R = ((W[:, None] - W[None]) ** 2).sum(-1) - D
    return 8 * (np.diag(R.sum(1)) - R) @ W
