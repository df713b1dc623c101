"""One call of jvp of the whole table."""


def forward_table(w1, w2, wrt="w1"):
    def rows(w):
        v1 = log(w[0])
        v2 = w[1] * v1
        v3 = sqrt(v2)
        return [w[0], w[1], v1, v2, v3, v2 + v3]

    values, tangents = jvp(rows, [w1, w2], [wrt == "w1", wrt == "w2"])
    return tuple(zip("w1 w2 v1 v2 v3 L".split(), values, tangents))
