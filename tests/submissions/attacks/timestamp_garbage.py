"""Put a time of handing in that is no time.

Stopped by: the submission is not graded, with a message; the others are.

where: folder
marks: none
told: timestamp.txt
"""


def lay(folder):
    (folder / "timestamp.txt").write_text("the day before yesterday \x00 9999-99-99")
