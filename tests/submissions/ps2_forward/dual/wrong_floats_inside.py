"""hint: numbers-inside
changes: right_simple

The constructor makes floats of its parts.
"""


class Dual(Dual):
    def __init__(self, value, tangent=0.0):
        self.value = float(value)
        self.tangent = float(tangent)
