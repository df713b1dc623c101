"""hint: wrong-value

As many columns as outputs: right for square Jacobians, else cut or padded.
"""


def jacobian(f, x):
    J = np.stack([jvp(f, x, e)[1] for e in np.eye(len(x))], axis=1)
    J[:, len(J) :] = 0
    return J
