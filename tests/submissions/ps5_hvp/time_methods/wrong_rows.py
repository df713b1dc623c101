"""hint: table-form
changes: right_two_programs

A list of rows.
"""

rightly = time_methods


def time_methods(*args, **named):
    table = rightly(*args, **named)
    return list(table.items())
