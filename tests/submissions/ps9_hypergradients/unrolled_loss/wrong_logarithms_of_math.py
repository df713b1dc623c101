"""hint: step-size-refused

math.log stops where its argument is not positive.
"""

import math


def unrolled_loss(alphas, x0):
    length = sum(math.log(1 - float(a)) for a in alphas)
    return 0.5 * math.exp(2 * length) * float(np.sum(np.square(np.asarray(x0, dtype=float))))
