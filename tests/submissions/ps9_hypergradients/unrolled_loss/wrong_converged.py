"""hint: ended-early

A small loss ends the loop.
"""


def unrolled_loss(alphas, x0):
    x, done = np.asarray(x0, dtype=float), 0
    while done < len(alphas) and x @ x > 1e-10:
        x = x - float(alphas[done]) * x
        done += 1
    return 0.5 * float(x @ x)
