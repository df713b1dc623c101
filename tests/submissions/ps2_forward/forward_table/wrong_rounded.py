"""hint: rounded

The numbers are rounded to three places, as they are printed in the book.
"""


def forward_table(w1, w2, wrt):
    x1 = Dual(w1, float(wrt == "w1"))
    x2 = Dual(w2, float(wrt == "w2"))
    v1 = log(x1)
    v2 = x2 * v1
    v3 = sqrt(v2)
    L = v2 + v3
    table = []
    for name, d in [("w1", x1), ("w2", x2), ("v1", v1), ("v2", v2), ("v3", v3), ("L", L)]:
        table.append((name, round(float(d.value), 3), round(float(d.tangent), 3)))
    return table
