"""hint: adjoints

The table of reverse mode.
"""


def forward_table(w1, w2, wrt):
    v1 = np.log(w1)
    v2 = w2 * v1
    v3 = np.sqrt(v2)
    b2 = 1 + 1 / (2 * v3)
    adjoints = [b2 * w2 / w1, b2 * v1, b2 * w2, b2, 1.0, 1.0]
    return list(zip(["w1", "w2", "v1", "v2", "v3", "L"], [w1, w2, v1, v2, v3, v2 + v3], adjoints))
