"""Settings of NumPy and Python changed and left so.

where: first
"""

import sys
import warnings

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=2, suppress=True)
np.random.seed(0)
sys.setrecursionlimit(50_000)
warnings.simplefilter("error")
