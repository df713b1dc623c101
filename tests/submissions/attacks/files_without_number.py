"""Put more files beside the notebook than anybody counts.

Stopped by: a submission's files are counted, and at ten thousand it is not graded, with a message.

where: folder
stock: unsafe
marks: none
told: Move away what does not belong
"""


def lay(folder):
    for i in range(10_100):
        (folder / str(i)).touch()
