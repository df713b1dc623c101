"""Put a time of handing in that is no time.

Stopped by: it does not stop the grading.

where: folder
"""
def lay(folder):
    (folder / "timestamp.txt").write_text("the day before yesterday \x00 9999-99-99")
