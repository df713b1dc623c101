"""A failing assertion in a scratch cell at the end.

where: last
"""

assert derivative(lambda x: x * x, 3.0) == 7.0, "why?"
