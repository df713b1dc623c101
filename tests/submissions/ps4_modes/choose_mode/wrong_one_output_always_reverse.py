"""hint: tie

One output is taken for reverse mode always, also for a single input, where the numbers of passes
are equal.
"""


def choose_mode(n, m):
    if m == 1:
        return "reverse"  # a scalar loss: backpropagation
    return "forward" if n <= m else "reverse"
