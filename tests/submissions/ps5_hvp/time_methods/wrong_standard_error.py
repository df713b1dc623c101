"""hint: standard-error
changes: right_two_programs

How well the mean is known.
"""

def described(seconds):
    return {"mean": np.mean(seconds), "std": np.std(seconds) / np.sqrt(len(seconds))}
