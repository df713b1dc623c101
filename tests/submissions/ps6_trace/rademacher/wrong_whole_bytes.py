"""hint: whole-bytes

Eight signs are made of each byte, and n // 8 bytes are drawn.
"""


def rademacher(rng, n):
    data = np.frombuffer(rng.bytes(n // 8), dtype=np.uint8)
    return 1.0 - 2.0 * np.unpackbits(data)
