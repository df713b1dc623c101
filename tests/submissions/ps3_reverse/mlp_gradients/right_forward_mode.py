"""Forward mode: one pass for each entry of each matrix."""


def mlp_gradients(weights, x, y):
    b = len(x)

    def run(k=None, place=None):
        v, v_dot = x, np.zeros(x.shape)
        for i, w in enumerate(weights):
            z, z_dot = v @ w, v_dot @ w
            if i == k:
                z_dot[:, place[1]] += v[:, place[0]]
            if i + 1 < len(weights):
                v = np.tanh(z)
                v_dot = (1 - v**2) * z_dot
            else:
                v, v_dot = z, z_dot
        r = v - y
        return np.sum(r**2) / b, 2 * np.sum(r * v_dot) / b

    gradients = []
    for k, w in enumerate(weights):
        slopes = np.zeros(w.shape)
        for place in np.ndindex(w.shape):
            slopes[place] = run(k, place)[1]
        gradients.append(slopes)
    return run()[0], gradients
