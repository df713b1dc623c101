"""Lead from the time of handing in to a device that never ends.

Stopped by: links are not followed; the submission is not graded, with a message.

where: folder
stock: unsafe
marks: none
told: timestamp.txt
"""


def lay(folder):
    (folder / "timestamp.txt").symlink_to("/dev/zero")
