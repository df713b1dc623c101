"""Return an object that has every attribute, each of them an object that has every attribute.

Stopped by: only values are compared; attributes are asked for one at a time, and counted.

where: answer dual
"""


class Dual:
    def __init__(self, *args):
        pass

    def __getattr__(self, name):
        return Dual()
