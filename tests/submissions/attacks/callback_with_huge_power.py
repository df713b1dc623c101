"""Call the check's function with integers whose powers take for ever.

Stopped by: numbers of the worker's that reach the check's functions are bounded; where the
function is slow for all that, the exercise's time runs out.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""


def derivative(f, x):
    return f(10**2000) if not isinstance(x, Dual) else f(x).tangent
