"""Hand in a time of eight megabytes, which takes a parser of dates hours.

Stopped by: a time has two hundred characters at most; the submission is not graded, with a message.

where: folder
stock: unsafe
marks: none
told: timestamp.txt
"""


def lay(folder):
    (folder / "timestamp.txt").write_text("1 " * 4_000_000)
