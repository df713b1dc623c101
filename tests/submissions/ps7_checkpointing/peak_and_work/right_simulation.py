"""Simulates the run with sets of names of the activations, and counts."""


def peak_and_work(n, every):
    checkpoints = {i for i in range(n) if i % every == 0}
    peak, extra = len(checkpoints), 0
    for start in sorted(checkpoints, reverse=True):
        further = set()
        for i in range(start + 1, n):
            if i in checkpoints:
                break
            further.add(i)
            extra += 1
        peak = max(peak, len(checkpoints | further))
    return peak, extra
