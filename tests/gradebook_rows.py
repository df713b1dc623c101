"""What stands in a course's gradebook and beside it, so that two can be compared."""

import sqlite3
import stat
from contextlib import closing


def rows(root):
    """Return every row of every table, with the random ids replaced by what they stand for."""
    with closing(sqlite3.connect(root / "gradebook.db")) as database:
        database.row_factory = sqlite3.Row
        names = database.execute("select name from sqlite_master where type = 'table'")
        tables = {
            name: [dict(row) for row in database.execute(f"select * from {name}")]
            for (name,) in names.fetchall()
        }
    meaning = {
        row["id"]: f"{row['student_id']} of {row['assignment_id']}"
        for row in tables["submitted_assignment"]
    }
    for row in tables["submitted_notebook"]:
        meaning[row["id"]] = f"{row['notebook_id']} in {meaning[row['assignment_id']]}"
    for row in tables["grade"] + tables["comment"]:
        del row["id"]
    for name in tables:
        known = [{k: meaning.get(v, v) for k, v in row.items()} for row in tables[name]]
        tables[name] = sorted(known, key=repr)
    return tables


def files(root):
    """Return every file and folder in autograded: path → mode and bytes."""
    return {
        str(path.relative_to(root)): (
            oct(stat.S_IMODE(path.stat().st_mode)),
            path.read_bytes() if path.is_file() else None,
        )
        for path in (root / "autograded").rglob("*")
    }


def same_books(one, other):
    ours, theirs = rows(one), rows(other)
    assert ours.keys() == theirs.keys()
    for table in theirs:
        assert ours[table] == theirs[table], table
    assert files(one) == files(other)
    return True
