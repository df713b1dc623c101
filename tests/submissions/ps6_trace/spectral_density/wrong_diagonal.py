"""hint: beta-ignored

The diagonal alone.
"""


def spectral_density(alpha, beta, grid, width):
    z = (grid - alpha[0]) / width
    return np.exp(-(z**2) / 2) / (width * np.sqrt(2 * np.pi))
