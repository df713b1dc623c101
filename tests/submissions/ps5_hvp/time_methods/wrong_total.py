"""hint: total-not-mean
changes: right_two_programs

The sum of the times.
"""

def described(seconds):
    return {"mean": np.sum(seconds), "std": np.std(seconds)}
