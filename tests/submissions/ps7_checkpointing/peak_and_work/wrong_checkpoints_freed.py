"""hint: last-checkpoint-missing

Lets a checkpoint go when its segment is reversed, and takes the largest number over the run: they are stored until the end.
"""


def peak_and_work(n, every):
    starts = list(range(0, n, every))
    held = []
    for number, s in enumerate(starts, start=1):  # so many checkpoints are left at this segment
        L = min(every, n - s)
        held.append(number + L - 1)
    return max(held), n - len(starts)
