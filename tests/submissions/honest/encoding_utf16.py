"""UTF-16, as PowerShell's redirection saves it.

where: bytes
told: it was read as UTF-16
"""


def damage(data):
    return data.decode().encode("utf-16")
