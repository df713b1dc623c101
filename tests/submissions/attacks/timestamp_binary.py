"""Put bytes that are no text where the time of handing in stands.

Stopped by: it does not stop the grading.

where: folder
"""
def lay(folder):
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe\x00\xd8" * 1000)
