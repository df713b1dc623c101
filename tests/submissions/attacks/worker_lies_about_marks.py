"""Forget the marks at which the tests' names are kept, so that the tests get names of later cells.

Stopped by: nothing is gained: the names are the notebook's own, now or later.

where: first
stock: unsafe
"""
import gc

for found in gc.get_objects():
    if type(found).__name__ == "Answers":
        found._marks.clear()
        type(found)._do_mark = lambda self, label: self._marks.clear()
