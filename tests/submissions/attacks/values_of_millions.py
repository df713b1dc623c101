"""Hand in a small file that takes gigabytes of memory when it is read.

Stopped by: values are counted before the file is read as JSON.

where: bytes
marks: none
stock: unsafe
told: values
"""


def damage(data):
    return data.replace(b'"cells": [', b'"x": [' + b"[]," * 10_000_000 + b'0], "cells": [', 1)
