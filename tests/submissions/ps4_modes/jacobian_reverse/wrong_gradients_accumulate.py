"""hint: seed-not-reset

Each product is added to those before, as where gradients are never set back to zero.
"""


def jacobian_reverse(vjp, m):
    J, grad = [], 0.0
    for u in np.eye(m):
        grad = grad + np.asarray(vjp(u))
        J.append(grad)
    return np.array(J)
