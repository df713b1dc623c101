"""Put links to the course's seed, the solutions and the gradebook beside the notebook: nbgrader
copies what they lead to into the folder that goes back to the student.

Stopped by: links are not followed, and nothing of what they lead to is copied.

where: folder
"""


def lay(folder):
    (folder / "seed.txt").symlink_to("../../../.course_seed")
    (folder / "solutions.md").symlink_to("../../../solutions/ps2_forward.md")
    (folder / "book.db").symlink_to("../../../gradebook.db")
    (folder / "all").symlink_to("../../..")
