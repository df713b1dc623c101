"""hint: step-for-its-place

Stores the activations in a dict under the step, so a step that stands in the chain twice keeps only its last input.
"""


def gradient_store_all(chain, x, g):
    inputs = {}
    for step in chain:
        inputs[step] = x
        x = step[0](x)
    for step in chain[::-1]:
        g = step[1](inputs[step], g)
    return g
