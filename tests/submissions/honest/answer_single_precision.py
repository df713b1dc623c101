"""Numbers of single precision returned.

where: answer derivative
solved: dual dual_functions
marks: 10
"""
def derivative(f, x):
    y = f(Dual(x, 1.0))
    if not isinstance(y, Dual):
        return np.float32(0.0)
    return np.float32(y.tangent) if isinstance(y.tangent, float) else y.tangent
