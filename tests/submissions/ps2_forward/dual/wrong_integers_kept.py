"""hint: wrong-value
changes: right_simple

Beside an integer value the tangent becomes an integer too.
"""


class Dual(Dual):
    def __init__(self, value, tangent=0.0):
        self.value = value
        self.tangent = int(tangent) if isinstance(value, int) else tangent
