"""A plotting backend that needs a window.

where: first
"""

import matplotlib

matplotlib.use("TkAgg")
import matplotlib.pyplot as plt

plt.figure()
