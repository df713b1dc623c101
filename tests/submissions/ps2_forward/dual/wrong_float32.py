"""hint: single-precision
changes: right_simple

Parts that are numbers are kept as float32.
"""


import numpy as np


class Dual(Dual):
    def __init__(self, value, tangent=0.0):
        self.value = value if isinstance(value, Dual) else np.float32(value)
        self.tangent = tangent if isinstance(tangent, Dual) else np.float32(tangent)
