"""hint: order-in-memory

The matrices are read in the order in which they lie in memory (order="K"), which for a transposed
array is column by column.
"""

import numpy as np


def get_params(model):
    return np.concatenate([np.ravel(np.asarray(w), order="K") for w in model]).astype(np.float64)
