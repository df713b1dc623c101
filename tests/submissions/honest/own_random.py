"""The global random numbers used and seeded in cells and answers.

where: before derivative
"""

import random

random.seed(1)
np.random.seed(1)
noise = np.random.normal(size=3)
rng = np.random.default_rng()
