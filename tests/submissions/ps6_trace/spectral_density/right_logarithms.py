"""Right: everything in logarithms, added up with logaddexp."""

import numpy as np


def spectral_density(alpha, beta, grid, width):
    alpha = np.asarray(alpha, dtype=float)
    beta = np.asarray(beta, dtype=float)
    k = alpha.size
    top = np.max(np.abs(np.concatenate([alpha, beta])))
    power = np.exp2(np.frexp(top)[1]) if top > 0 else 1.0
    T = np.zeros((k, k))
    T[np.arange(k), np.arange(k)] = alpha / power
    T[np.arange(k - 1), np.arange(1, k)] = T[np.arange(1, k), np.arange(k - 1)] = beta / power
    theta, U = np.linalg.eigh(T)
    log_tau = []
    with np.errstate(all="ignore"):
        log_tau = 2 * np.log(np.abs(U[0]))
        out = []
        for t in np.asarray(grid, dtype=float):
            z = (t - theta * power) / width
            out.append(
                np.exp(
                    np.logaddexp.reduce(log_tau - z * z / 2) - np.log(width) - np.log(2 * np.pi) / 2
                )
            )
    return np.array(out)
