"""np.bincount of the segments' numbers gives their lengths."""


def peak_and_work(n, every):
    lengths = np.bincount(np.arange(n) // every)
    return int(lengths.size + lengths.max() - 1), int((lengths - 1).sum())
