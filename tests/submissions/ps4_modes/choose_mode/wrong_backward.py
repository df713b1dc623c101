"""hint: other-words

Says "backward" for reverse mode.
"""


def choose_mode(n, m):
    return ("forward", "backward")[n > m]
