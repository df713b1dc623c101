"""Copy the answers out of a classmate's notebook at grading time.

Stopped by: no other submission is in the worker's file system.

where: first
"""

import json
import os

place = os.getcwd()
while place != os.path.dirname(place):
    path = os.path.join(place, "submitted", "student-02", "ps2_forward", "ps2_forward.ipynb")
    if os.path.exists(path):
        cells = json.load(open(path))["cells"]
        print("reached", "".join(cells[-1]["source"]))
        answers = [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]
        code = "\n".join("".join(c["source"]) for c in answers)
        get_ipython().events.register("pre_run_cell", lambda info: exec(code, globals()))
        break
    place = os.path.dirname(place)
