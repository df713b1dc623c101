"""Put links that lead to themselves, and to each other's folders, beside the notebook.

Stopped by: links are not followed.

where: folder
"""


def lay(folder):
    (folder / "loop").symlink_to("loop")
    (folder / "here").symlink_to(".")
    (folder / "up").symlink_to("..")
