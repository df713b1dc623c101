"""Lists returned where arrays are asked, and tuples where lists are.

where: answer jvp
solved: dual
marks: 8
"""


def jvp(f, x, v):
    out = f([Dual(a, b) for a, b in zip(x, v)])
    values = [y.value if isinstance(y, Dual) else y for y in out]
    tangents = [y.tangent if isinstance(y, Dual) else 0 for y in out]
    return [list(map(float, values)), tuple(map(float, tangents))]
