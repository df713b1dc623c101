"""hint: compile-inside
changes: right_two_programs

The first run compiles.
"""

def timed(f, args, n_runs, clock):
    return [run(f, args, clock) for _ in range(n_runs)]
