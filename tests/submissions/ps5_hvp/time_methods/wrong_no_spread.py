"""hint: no-spread
changes: right_two_programs

The deviation of the mean.
"""

def described(seconds):
    return {"mean": np.mean(seconds), "std": np.std(np.mean(seconds))}
