"""No cases at all; all three terms of the differential of the pseudoinverse, of a matrix that
is scaled by its largest entry.
"""

import numpy as np


def lstsq_vjp(A, b, x_bar):
    c = float(abs(np.asarray(A)).max())
    A1, b1, g = np.asarray(A) / c, np.asarray(b) / c, 1.0 * np.asarray(x_bar)
    P = np.linalg.pinv(A1)
    x = P.dot(b1)
    β = g.dot(P)
    inside = -np.multiply.outer(β, x)
    residual = np.multiply.outer(b1 - A1.dot(x), P.dot(β))
    outside = np.multiply.outer(x.dot(P), g - P.dot(A1.dot(g)))
    return (inside + residual + outside) / c, β / c
