"""With n − 1 below the sum of squares.

changes: right_two_programs
"""

def described(seconds):
    return {"mean": np.mean(seconds), "std": np.std(seconds, ddof=1)}
