"""No recursion, but a stack of things to do and a stack of shapes, as in a pocket calculator."""


def accumulation_cost(dims, order):
    dims = [int(d) for d in dims]
    agenda, shapes, price = [order], [], 0
    while agenda:
        job = agenda.pop()
        if job == "multiply":
            (q2, r), (p, q) = shapes.pop(), shapes.pop()
            assert q == q2
            price += p * q * r
            shapes.append((p, r))
        elif isinstance(job, (tuple, list)):
            a, b = job
            agenda += ["multiply", b, a]
        else:
            shapes.append((dims[job], dims[job - 1]))
    return price
