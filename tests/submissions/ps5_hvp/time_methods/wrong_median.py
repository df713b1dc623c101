"""hint: not-the-mean
changes: right_two_programs

The median of the times.
"""

def described(seconds):
    return {"mean": np.median(seconds), "std": np.std(seconds)}
