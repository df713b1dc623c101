"""Put modules with the names of those that a grader imports beside the notebook.

Stopped by: the grader imports nothing from a submission's folder, and the worker does not see it.

where: folder
"""

FORGED = """\
open("left-behind-by-an-attack", "w").close()
import sys
def __getattr__(name):
    return lambda *args, **kwargs: 2.0
"""
NAMES = """
    numpy autograder sitecustomize usercustomize conftest nbgrader_config ipython_config
    jupyter_config json nbformat random
""".split()


def lay(folder):
    for name in NAMES:
        (folder / f"{name}.py").write_text(FORGED)
    (folder / "autograder_checks.pth").write_text("import os; os._exit(0)")
    for name in ("numpy", "autograder"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(FORGED)
