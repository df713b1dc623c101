"""Hand in a link to a classmate's notebook.

Stopped by: links are not followed.

where: folder
marks: none
told: link
"""


def lay(folder):
    (folder / "ps2_forward.ipynb").unlink()
    (folder / "ps2_forward.ipynb").symlink_to("../../student-02/ps2_forward/ps2_forward.ipynb")
