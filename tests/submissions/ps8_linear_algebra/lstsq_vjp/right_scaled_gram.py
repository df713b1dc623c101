"""The normal equations after a division by the size of A; the rule of the solve is used."""


def lstsq_vjp(A, b, x_bar):
    c = np.abs(A).max()
    A = A / c
    if A.shape[0] >= A.shape[1]:
        G = A.T @ A
        G_bar, h_bar = solve_vjp(G, A.T @ (b / c), x_bar / c * c)
        A_bar = A @ (G_bar + G_bar.T) + np.outer(b / c, h_bar)
        return A_bar / c, A @ h_bar / c
    G = A @ A.T
    y = np.linalg.solve(G, b / c)
    G_bar, b_bar = solve_vjp(G, b / c, A @ x_bar)
    return (np.outer(y, x_bar) + (G_bar + G_bar.T) @ A) / c, b_bar / c
