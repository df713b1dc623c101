"""Change the installed checks, so that from now on everybody gets full marks.

Stopped by: the checks are not in the worker's file system, and nothing there can be written.

where: first
stock: unsafe
"""

import importlib.util
import os

for name in ("autograder.checks.exercise", "autograder.isolation.wire", "numpy", "json"):
    try:
        path = importlib.util.find_spec(name).origin
        with open(path, "a") as file:
            file.write("\n")
        print("reached", path)
    except Exception as error:
        print(type(error).__name__)
