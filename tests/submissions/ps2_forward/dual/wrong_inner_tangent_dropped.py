"""hint: nested-value
changes: right_simple

Only the innermost value of a nested tangent counts.
"""


class Dual(Dual):
    def __init__(self, value, tangent=0.0):
        self.value = value
        self.tangent = tangent.value if isinstance(tangent, Dual) else tangent
