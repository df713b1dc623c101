"""hint: not-watched
changes: right_two_programs

Without the arguments for clock and compiler.
"""

with_clock_and_compiler = time_methods


def time_methods(layer_counts, n_runs, width):
    return with_clock_and_compiler(layer_counts, n_runs, width)
