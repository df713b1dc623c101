"""hint: not-seconds
changes: right_two_programs

Milliseconds.
"""

in_seconds = run


def run(f, args, clock):
    return 1e3 * in_seconds(f, args, clock)
