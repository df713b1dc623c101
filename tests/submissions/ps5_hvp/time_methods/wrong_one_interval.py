"""hint: one-interval
changes: right_two_programs

One reading around all runs.
"""

def timed(f, args, n_runs, clock):
    f(*args).block_until_ready()
    start = clock()
    for _ in range(n_runs):
        f(*args).block_until_ready()
    return [(clock() - start) / n_runs]
