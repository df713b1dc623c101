"""A plain list of numbers."""


def get_params(model):
    return [float(number) for w in model for row in w for number in row]
