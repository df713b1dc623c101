"""Hand in a link to the instructor's notebook with the solutions.

Stopped by: links are not followed.

where: folder
marks: none
told: link
"""


def lay(folder):
    (folder / "ps2_forward.ipynb").unlink()
    (folder / "ps2_forward.ipynb").symlink_to(
        "../../../_build/source/ps2_forward/ps2_forward.ipynb"
    )
