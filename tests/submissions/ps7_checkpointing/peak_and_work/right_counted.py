"""Counted step by step."""


def peak_and_work(n, every):
    checkpoints = [i for i in range(n) if i % every == 0]
    again = [i for i in range(n) if i % every]
    longest = max(sum(1 for i in again if i // every == c // every) for c in checkpoints)
    return len(checkpoints) + longest, len(again)
