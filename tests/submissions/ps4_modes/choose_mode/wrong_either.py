"""hint: other-words

Has a third answer, "either", for equal numbers.
"""


def choose_mode(n, m):
    if n < m:
        return "forward"
    if n > m:
        return "reverse"
    return "either"
