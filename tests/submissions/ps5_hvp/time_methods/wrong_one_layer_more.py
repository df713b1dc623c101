"""hint: wrong-model
changes: right_two_programs

One hidden layer more.
"""

def models(layer_counts, width):
    return [make_model(hidden + 1, width) for hidden in layer_counts]
