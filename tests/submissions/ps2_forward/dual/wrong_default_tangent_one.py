"""hint: constant-has-tangent
changes: right_simple

Dual(c) has tangent 1.
"""


class Dual(Dual):
    def __init__(self, value, tangent=1.0):
        self.value = value
        self.tangent = tangent
