"""hint: one-branch-only

Adds the cost of one factor only, the more expensive one, as if the other could be done beside it.
"""


def accumulation_cost(dims, order):
    def walk(node):
        if isinstance(node, tuple):
            hi, mid, cl = walk(node[0])
            mid2, lo, cr = walk(node[1])
            assert mid == mid2
            return hi, lo, max(cl, cr) + dims[hi] * dims[mid] * dims[lo]
        return node, node - 1, 0

    return walk(order)[2]
