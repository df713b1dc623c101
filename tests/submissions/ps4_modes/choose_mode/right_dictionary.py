"""The passes in a dictionary; min takes the first of equals."""


def choose_mode(n, m):
    passes = {"forward": n, "reverse": m}
    return min(passes, key=passes.get)
