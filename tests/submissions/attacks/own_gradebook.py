"""Put a gradebook, a seed and a configuration of one's own beside the notebook.

Stopped by: they are the course's own, from its own folder.

where: folder
"""


def lay(folder):
    (folder / "gradebook.db").write_bytes(b"")
    (folder / ".course_seed").write_text("2024\n")
    (folder / "nbgrader_config.py").write_text("raise SystemExit('configured by a student')\n")
