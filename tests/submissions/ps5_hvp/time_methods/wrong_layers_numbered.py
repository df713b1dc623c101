"""hint: table-form
changes: right_two_programs

Indices in the place of the numbers of layers.
"""

rightly = time_methods


def time_methods(*args, **named):
    table = rightly(*args, **named)
    return table | {"layers": list(range(len(table["layers"])))}
