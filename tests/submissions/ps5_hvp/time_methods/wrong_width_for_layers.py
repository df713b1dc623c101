"""hint: wrong-model
changes: right_two_programs

The two arguments exchanged.
"""

def models(layer_counts, width):
    return [make_model(width, hidden) for hidden in layer_counts]
