"""Put bytes that are no text where the time of handing in stands.

Stopped by: the submission is not graded, with a message; the others are.

where: folder
marks: none
told: timestamp.txt
"""


def lay(folder):
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe\x00\xd8" * 1000)
