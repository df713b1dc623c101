"""hint: wrong-model
changes: right_two_programs

The model has the first number of layers each time.
"""


def models(layer_counts, width):
    return [make_model(layer_counts[0], width) for _ in layer_counts]
