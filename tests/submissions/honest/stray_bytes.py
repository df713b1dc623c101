"""NUL bytes at the end of the file, after a crash, and a stray control character in a text.

where: bytes
"""


def damage(data):
    return data.replace(
        b"No automatic differentiation", b"No\\u0000 automatic differentiation"
    ) + bytes(512)
