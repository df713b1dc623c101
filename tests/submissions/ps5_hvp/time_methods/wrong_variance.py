"""hint: variance
changes: right_two_programs

The square of the deviation.
"""

def described(seconds):
    return {"mean": np.mean(seconds), "std": np.var(seconds)}
