"""hint: not-halved

The central difference is divided by h and not by 2h, so its error says nothing.
"""


def best_steps(f, derivative, x):
    ds = derivative(x)
    hs = [10.0**-k for k in range(0, 16)]
    e_fwd = [abs((f(x + h) - f(x)) / h - ds) for h in hs]
    e_ctr = [abs((f(x + h) - f(x - h)) / h - ds) for h in hs]
    return hs[e_fwd.index(min(e_fwd))], hs[e_ctr.index(min(e_ctr))]
