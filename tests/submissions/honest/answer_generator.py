"""An answer as a lambda, with partial application, or as an object that can be called.

where: answer forward_table
"""

from functools import partial


class Table:
    def __call__(self, w1, w2, wrt):
        a, b = Dual(w1, 1.0 * (wrt == "w1")), Dual(w2, 1.0 * (wrt == "w2"))
        v1 = log(a)
        v2 = b * v1
        v3 = sqrt(v2)
        rows = zip(["w1", "w2", "v1", "v2", "v3", "L"], [a, b, v1, v2, v3, v2 + v3])
        return [(n, z.value, z.tangent) for n, z in rows]


forward_table = partial(Table().__call__)
