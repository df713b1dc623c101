"""Hand in a link to the folder of a classmate.

Stopped by: links are not followed.

where: folder
marks: none
told: link
"""

import shutil


def lay(folder):
    shutil.rmtree(folder)
    folder.symlink_to("../student-02/ps2_forward")
