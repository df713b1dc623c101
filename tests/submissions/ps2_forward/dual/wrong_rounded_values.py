"""hint: wrong-value
changes: right_simple

Values are rounded to two digits.
"""


class Dual(Dual):
    def __init__(self, value, tangent=0.0):
        self.value = round(value, 2) if isinstance(value, float) else value
        self.tangent = tangent
