"""Random bytes are taken apart into bits, and a bit b becomes 1 − 2b."""

import numpy as np


def rademacher(rng, n):
    raw = np.frombuffer(rng.bytes(-(-n // 8)), dtype=np.uint8)
    bits = np.unpackbits(raw, count=n)
    return 1.0 - 2.0 * bits
