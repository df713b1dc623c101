"""hint: no-wait
changes: right_two_programs

The time of the dispatch.
"""

def run(f, args, clock):
    start = clock()
    f(*args)
    return clock() - start
