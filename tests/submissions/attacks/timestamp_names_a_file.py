"""Name a file of the machine as the zone of the time, so that the grader reads it.

Stopped by: a zone is words and slashes, and no path; the submission is not graded, with a message.

where: folder
marks: none
told: timestamp.txt
"""


def lay(folder):
    (folder / "zone").write_bytes(b"TZif2" + b"\0" * 15 + b"\x7f" * 24)
    (folder / "timestamp.txt").write_text("2026-03-01 18:30:00 :/proc/self/cwd/zone")
