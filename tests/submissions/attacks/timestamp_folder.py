"""Put a folder where the time of handing in stands.

Stopped by: only regular files are read; the submission is not graded, with a message.

where: folder
marks: none
told: timestamp.txt
"""


def lay(folder):
    (folder / "timestamp.txt").mkdir()
