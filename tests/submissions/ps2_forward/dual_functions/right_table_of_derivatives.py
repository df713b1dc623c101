"""One factory, closures, derivatives as lambdas."""


def elementary(function, derivative):
    def lifted(x):
        if isinstance(x, Dual):
            return Dual(lifted(x.value), derivative(x.value) * x.tangent)
        return function(x)

    return lifted


sin = elementary(np.sin, lambda x: cos(x))
cos = elementary(np.cos, lambda x: -sin(x))
exp = elementary(np.exp, lambda x: exp(x))
log = elementary(np.log, lambda x: 1 / x)
sqrt = elementary(np.sqrt, lambda x: 0.5 / sqrt(x))
tanh = elementary(np.tanh, lambda x: 1 - tanh(x) ** 2)
