"""hint: part-of-the-range

Steps are made smaller only as long as the error falls, so that the search ends at once where the
error at large steps goes up and down, as for short waves.
"""


def best_steps(f, derivative, x):
    d = derivative(x)

    def forward(h):
        return abs((f(x + h) - f(x)) / h - d)

    def central(h):
        return abs((f(x + h) - f(x - h)) / (2 * h) - d)

    def search(error):
        h = 1.0
        while h > 1e-15 and error(h / 10) <= error(h):
            h = h / 10
        return h

    return search(forward), search(central)
