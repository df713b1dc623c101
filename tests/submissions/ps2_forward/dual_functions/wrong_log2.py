"""hint: another-base

The logarithm to the base 2.
"""

def lifted(function, slope):
    def call(z):
        if isinstance(z, Dual):
            return Dual(call(z.value), slope(z.value) * z.tangent)
        return function(z)

    return call


sin = lifted(np.sin, lambda x: cos(x))
cos = lifted(np.cos, lambda x: -sin(x))
exp = lifted(np.exp, lambda x: exp(x))
log = lifted(np.log2, lambda x: 1 / x)
sqrt = lifted(np.sqrt, lambda x: 0.5 / sqrt(x))
tanh = lifted(np.tanh, lambda x: 1 - tanh(x) * tanh(x))
