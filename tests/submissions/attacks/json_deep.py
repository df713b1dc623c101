"""Nest the JSON so deep that reading it overflows the stack.

Stopped by: it is refused with a message.

where: bytes
marks: none
told: cannot be read as a notebook
"""


def damage(data):
    return b'{"cells": ' + b"[" * 10**6 + b"]" * 10**6 + b"}"
