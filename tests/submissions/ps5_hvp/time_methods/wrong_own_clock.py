"""hint: not-watched
changes: right_two_programs

A clock of its own.
"""

def run(f, args, clock):
    start = time.perf_counter()
    f(*args).block_until_ready()
    return time.perf_counter() - start
