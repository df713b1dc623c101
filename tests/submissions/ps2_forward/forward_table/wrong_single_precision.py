"""hint: nearly-right

Tangents by differences, rounded to single precision.
"""


def forward_table(w1, w2, wrt):
    def values(w1, w2):
        v1 = np.log(w1)
        v2 = w2 * v1
        v3 = np.sqrt(v2)
        return np.array([w1, w2, v1, v2, v3, v2 + v3])

    h, weights = 1e-3, (4 / 5, -1 / 5, 4 / 105, -1 / 280)
    d1, d2 = h * (wrt == "w1"), h * (wrt == "w2")
    tangents = sum(
        a * (values(w1 + k * d1, w2 + k * d2) - values(w1 - k * d1, w2 - k * d2)) / h
        for k, a in enumerate(weights, start=1)
    )
    seeds = [float(wrt == "w1"), float(wrt == "w2")]
    return list(
        zip(
            ["w1", "w2", "v1", "v2", "v3", "L"], values(w1, w2), np.float32([*seeds, *tangents[2:]])
        )
    )
