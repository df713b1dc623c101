"""Data, pictures, caches and an environment handed in beside the notebook.

where: folder
"""


def lay(folder):
    for name in ("data.csv", "plot.png", "__pycache__/a.pyc", ".venv/pyvenv.cfg", "Thumbs.db"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x" * 1000)
