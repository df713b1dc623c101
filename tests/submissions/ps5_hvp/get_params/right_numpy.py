"""NumPy arrays, which are arrays too."""


def get_params(model):
    return np.concatenate([np.asarray(w).reshape(-1) for w in model])
