"""hint: too-many-evaluations

One more evaluation to learn the number of outputs.
"""


def jacobian(f, x):
    J = np.zeros((len(f([Dual(a) for a in x])), len(x)))
    for j, e in enumerate(np.eye(len(x))):
        J[:, j] = jvp(f, x, e)[1]
    return J
