"""hint: nearly-right

Tangents by central differences.
"""


def forward_table(w1, w2, wrt):
    def values(w1, w2):
        v1 = np.log(w1)
        v2 = w2 * v1
        v3 = np.sqrt(v2)
        return np.array([w1, w2, v1, v2, v3, v2 + v3])

    h = 1e-6 * np.array([wrt == "w1", wrt == "w2"])
    up, down = values(w1 + h[0], w2 + h[1]), values(w1 - h[0], w2 - h[1])
    tangents = (up - down) / 2e-6
    return list(zip(["w1", "w2", "v1", "v2", "v3", "L"], values(w1, w2), tangents))
