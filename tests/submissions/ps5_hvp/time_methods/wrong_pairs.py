"""hint: table-form
changes: right_two_programs

Pairs of mean and deviation.
"""

rightly = time_methods


def time_methods(*args, **named):
    table = rightly(*args, **named)
    return {k: v if k == "layers" else list(zip(v["mean"], v["std"])) for k, v in table.items()}
