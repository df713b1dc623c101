"""Plots left open, several of them, with `plt.show()` and without.

where: before derivative
"""

import matplotlib
import matplotlib.pyplot as plt

for k in range(25):
    plt.figure()
    plt.plot([0, 1], [0, k])
plt.show()
matplotlib.use("Agg")
plt.ion()
plt.plot([1, 2])
