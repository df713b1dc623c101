"""UTF-8 with a byte order mark, as Windows' Notepad saves it.

where: bytes
"""


def damage(data):
    return b"\xef\xbb\xbf" + data
