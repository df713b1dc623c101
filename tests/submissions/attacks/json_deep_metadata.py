"""Nest metadata just as deep as JSON can still be read, for something later to overflow at.

Stopped by: metadata are dropped before anything walks through them.

where: bytes
"""


def damage(data):
    deep = b"[" * 900 + b"]" * 900
    return data.replace(b'"metadata": {}', b'"metadata": {"deep": ' + deep + b"}")
