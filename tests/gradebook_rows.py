"""What stands in a course's gradebook and beside it, so that two can be compared."""

import sqlite3
import stat
from contextlib import closing

from nbgrader import api
from sqlalchemy import create_engine, select


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


def marks(url):
    """Return what the gradebook at `url`, of whatever kind, says of each student and cell.

    A list: what stands there twice is there twice.
    """
    own, notebook, cell = (
        table.__table__ for table in (api.SubmittedAssignment, api.SubmittedNotebook, api.BaseCell)
    )
    found = []
    engine = create_engine(url)
    with engine.connect() as connection:
        for table in (api.Grade.__table__, api.Comment.__table__):
            about = [c for c in table.c if c.name not in ("id", "cell_id", "notebook_id")]
            rows = connection.execute(
                select(
                    own.c.student_id,
                    own.c.timestamp,
                    notebook.c.late_submission_penalty,
                    cell.c.name,
                    *about,
                )
                .join_from(own, notebook, notebook.c.assignment_id == own.c.id)
                .join(table, table.c.notebook_id == notebook.c.id)
                .join(cell, cell.c.id == table.c.cell_id)
            )
            found += [tuple(row) for row in rows]
        students = connection.execute(select(own.c.student_id)).scalars().all()
    engine.dispose()
    return sorted(found, key=repr) + sorted(students)
