"""hint: wrong-model
changes: right_two_programs

The width of the experiment in the place of the argument.
"""

def models(layer_counts, width):
    return [make_model(hidden, 2) for hidden in layer_counts]
