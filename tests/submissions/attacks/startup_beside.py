"""Put start-up files of IPython, Python and Jupyter beside the notebook, as if it were a home.

Stopped by: no program starts in a submission's folder.

where: folder
"""

TOUCH = "open('left-behind-by-an-attack', 'w').close()\n"


def lay(folder):
    for name in (
        ".ipython/profile_default/startup/00.py",
        ".ipython/profile_default/ipython_config.py",
        ".jupyter/jupyter_config.py",
        ".pythonrc.py",
        ".matplotlib/matplotlibrc",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TOUCH)
