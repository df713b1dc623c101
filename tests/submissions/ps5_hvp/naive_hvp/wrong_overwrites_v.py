"""hint: v-overwritten

The entries of the result are written over those of v while later rows still need them.
"""


def naive_hvp(hessian, v):
    out = np.array(v)
    for i in range(len(out)):
        out[i] = np.dot(hessian[i], out)
    return jnp.asarray(out)
