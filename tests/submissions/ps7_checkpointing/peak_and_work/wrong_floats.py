"""hint: no-integers

Returns floats, from np.ceil, and not two integers.
"""


def peak_and_work(n, every):
    checkpoints = np.ceil(n / every)
    return checkpoints + np.minimum(n, every) - 1.0, n - checkpoints
