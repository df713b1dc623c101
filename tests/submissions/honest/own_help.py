"""A question mark after a name, left in.

where: before derivative
"""
np.linalg.solve?
