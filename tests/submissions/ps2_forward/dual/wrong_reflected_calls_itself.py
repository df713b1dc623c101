"""hint: calls-itself
changes: right_simple

__radd__ adds in the same order again, and so on without end.
"""


class Dual(Dual):
    def __radd__(self, other):
        return other + self
