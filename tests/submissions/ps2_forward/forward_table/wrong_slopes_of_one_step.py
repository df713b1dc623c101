"""hint: local-derivatives

Beside v1, v2 and v3 stand the derivatives of one operation.
"""


def forward_table(w1, w2, wrt):
    first = wrt == "w1"
    v1 = np.log(w1)
    v2 = w2 * v1
    v3 = np.sqrt(v2)
    whole = (w2 / w1 if first else v1) * (1 + 0.5 / v3)
    tangents = [float(first), float(not first), 1 / w1, w2 if first else v1, 0.5 / v3, whole]
    return [*zip(["w1", "w2", "v1", "v2", "v3", "L"], [w1, w2, v1, v2, v3, v2 + v3], tangents)]
