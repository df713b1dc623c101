"""hint: truncated

The values stand in an array like the grid, which may be of integers.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    values = np.empty_like(grid)
    for i in range(len(grid)):
        z = (grid[i] - nodes) / width
        values[i] = U[0] ** 2 @ np.exp(-(z**2) / 2) / width / np.sqrt(2 * np.pi)
    return values
