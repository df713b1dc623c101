"""How do submissions get from an LMS's archive into ``submitted/<student>/<set>/``?

By the roster's id, number in the LMS, or name; a grading worksheet of Moodle tells it better. Who
cannot be told without doubt is named, and nothing is made for them. What lay in a place before is
moved to ``submitted/.replaced/``, never lost. The time of handing in is written only where it is
certain: Moodle's archive holds none, its worksheet does, and Canvas says only who was late.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath

from autograder.books.course import Course
from autograder.books.roster import Person, Roster, key, trouble_with
from autograder.books.submitted import LARGEST_FOLDER
from autograder.errors import CourseError, NotebookError
from autograder.lms.archives import Contents, Found, contents, copy
from autograder.lms.canvas import name_in_archives
from autograder.lms.moodle import Line, Worksheet, name_in_files, person_of
from autograder.lms.names import AGAIN, Owner, owner_of
from autograder.lms.times import moodle_time
from autograder.submission.cells import read_released
from autograder.submission.reading import (
    DEEPEST_FOLDER,
    LARGEST_FILE,
    TIMESTAMP,
    files_in,
    find_notebook,
)
from autograder.terminal import printable

REPLACED = ".replaced"
STAGED = ".collecting"
SHOWN = 5


@dataclass
class Collected:
    """What became of the archives; sentences where it is not students' ids."""

    placed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    timeless: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    missing: list[Person] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


@dataclass
class Submission:
    """What an LMS holds of one person: whose it is by its names, and the files."""

    owner: Owner
    files: dict[PurePosixPath, Found] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    late: bool = False


def collect(
    root: Path,
    problem_set: str,
    places: Sequence[Path],
    *,
    said: Mapping[str, str] | None = None,
    worksheet: Path | None = None,
    zone: tzinfo | None = None,
) -> Collected:
    """Put what `places`, archives or folders, hold of `problem_set` into the course in `root`.

    said: a name or number of the archive → the id that the instructor says it is. worksheet:
    Moodle's, for who is who and when they handed in. zone: in which Moodle wrote the times; the
    course's where None.

    Raises CourseError where there is no roster, or nothing can be read.
    """
    course = Course.at(root)
    roster = Roster.of(course)
    if not roster.people:
        raise CourseError(
            f"{course.root}: nobody is in the roster, so no submission can be told. Run "
            "`autograder roster FILE` first, with the participants' list of your LMS."
        )
    told = _checked(said or {}, roster)
    sheet = Worksheet.read(worksheet) if worksheet is not None else None
    lines = {line.number: line for line in sheet.lines} if sheet else {}
    zone = zone or course.settings.zone
    done = Collected()
    submissions = _by_owner(contents(list(places)), done)
    whose = _matched(submissions, roster, told, lines, done)
    meant = {key(w) for s in submissions for w in (s.owner.label, s.owner.number, s.owner.name)}
    done.problems += [
        f"--as {printable(name)}=…: nobody in the archive is called so"
        for name in (said or {})
        if key(name) not in meant
    ]
    with course.only_writer():
        for student, submission in sorted(whose.items()):
            line = lines.get(submission.owner.number) if _is_moodle(submission) else None
            _place(course, problem_set, student, submission, line, zone, done)
    there = course.students(problem_set)
    known = {person.id for person in roster.people}
    done.missing = [person for person in roster.people if person.id not in there]
    done.strangers = [student for student in there if student not in known]
    return done


def _checked(said: Mapping[str, str], roster: Roster) -> dict[str, str]:
    """Return what the instructor said, names folded; raises CourseError for an unknown id."""
    told = {}
    for name, student in said.items():
        person = roster.by_id(student)
        if person is None:
            raise CourseError(
                f"--as {printable(name)}={printable(student)}: nobody of the roster has the id "
                f"`{printable(student)}`. Add them to roster.csv first."
            )
        told[key(name)] = person.id
    return told


def _by_owner(found: Contents, done: Collected) -> list[Submission]:
    """Return the submissions in archives; what names nobody is told in `done`."""
    done.problems += found.problems
    nobodys = []
    submissions: dict[tuple[str, str, str], Submission] = {}
    newest: dict[tuple[str, str, str, PurePosixPath], int] = {}
    for file in found.files:
        owner = owner_of(file.path)
        if owner is None:
            nobodys.append(str(file.path))
            continue
        whose = (owner.lms, owner.number, "" if owner.lms == "Canvas" else owner.name)
        submission = submissions.setdefault(whose, Submission(owner))
        submission.late |= owner.late
        path = owner.path
        if path is None:
            submission.dropped.append(f"{file.path.name} (a text, no file)")
        elif path == PurePosixPath(TIMESTAMP) or key(path.name) == TIMESTAMP:
            submission.dropped.append(f"{path} (only you say when something was handed in)")
        elif any(part.startswith(".") for part in path.parts) or len(path.parts) > DEEPEST_FOLDER:
            submission.dropped.append(str(path))
        else:
            before = newest.get((*whose, path), -1)
            if before >= 0:
                submission.dropped.append(f"{path} (it is there twice; the newer one counts)")
            if owner.attachment >= before:
                newest[*whose, path] = owner.attachment
                submission.files[path] = file
    if nobodys:
        shown = ", ".join(printable(name, 80) for name in nobodys[:SHOWN])
        more = f" and {len(nobodys) - SHOWN} more" if len(nobodys) > SHOWN else ""
        done.problems.append(
            f"{len(nobodys)} files have names that no archive of submissions of Moodle or Canvas "
            f"gives: {shown}{more}; left out"
        )
    return list(submissions.values())


def _matched(
    submissions: Sequence[Submission],
    roster: Roster,
    told: Mapping[str, str],
    lines: Mapping[str, Line],
    done: Collected,
) -> dict[str, Submission]:
    """Return the submissions by the student whose they are without doubt."""
    moodle: dict[str, list[Person]] = {}
    canvas: dict[str, list[Person]] = {}
    for each in roster.people:
        moodle.setdefault(name_in_files(each.name), []).append(each)
        canvas.setdefault(name_in_archives(each), []).append(each)
    claims: dict[str, list[Submission]] = {}
    for submission in submissions:
        owner = submission.owner
        person: Person | None = None
        why = ""
        words = [w for w in (owner.label, owner.number, owner.name) if key(w) in told]
        if words:
            person = roster.by_id(told[key(words[0])])
        elif owner.lms == "Moodle" and owner.number in lines:
            person, why = person_of(lines[owner.number], roster, told)
        elif owner.lms == "Moodle":
            person, why = _only(moodle.get(name_in_files(owner.name), []))
        else:
            by_number = roster.by_lms_id(owner.number)
            named = [p for p in canvas.get(key(owner.name), []) if not p.lms_id]
            person, why = _only(by_number or named)
        if person is None:
            _doubt(submission, why, done)
        else:
            claims.setdefault(person.id, []).append(submission)
    for student, several in claims.items():
        if len(several) > 1:
            labels = ", ".join(f"`{printable(s.owner.label)}`" for s in several)
            for submission in several:
                _doubt(submission, f"{labels} all look like {printable(student)}", done)
    return {student: several[0] for student, several in claims.items() if len(several) == 1}


def _only(found: Sequence[Person]) -> tuple[Person | None, str]:
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, f"may be any of {', '.join(map(printable, found))}"
    return None, "nobody of the roster has this name or number"


def _doubt(submission: Submission, why: str, done: Collected) -> None:
    owner = submission.owner
    files = ", ".join(printable(path, 60) for path in list(submission.files)[:SHOWN]) or "no file"
    done.unmatched.append(
        f"{printable(owner.name)}, number {owner.number} in {owner.lms} ({files}): {why}. Say who "
        f'it is: --as "{printable(owner.label)}=ID"'
    )


def _is_moodle(submission: Submission) -> bool:
    return submission.owner.lms == "Moodle"


# -------------------------------------------------------------------- into the folder


def _place(
    course: Course,
    problem_set: str,
    student: str,
    submission: Submission,
    line: Line | None,
    zone: tzinfo | None,
    done: Collected,
) -> None:
    trouble = trouble_with(student)
    folder = course.submitted(student, problem_set)
    alike = [
        other
        for other in (p.name for p in folder.parent.parent.glob("*"))
        if key(other) == key(student) and other != student
    ]
    if trouble or alike:
        why = trouble or f"there is a folder {printable(alike[0])} already, another spelling of it"
        done.problems.append(f"{printable(student)}: not collected: the id {why}")
        return
    dropped = ", ".join(printable(name, 80) for name in submission.dropped[:SHOWN])
    if dropped:
        done.notes.append(f"{student}: left out: {dropped}")
    if not submission.files:
        done.problems.append(f"{student}: handed in no file that can be graded")
        return
    staged = course.folder("submitted", ".", ".") / STAGED
    if staged.exists():
        shutil.rmtree(staged)
    staged.mkdir(parents=True)
    try:
        try:
            _unpack(submission, staged, problem_set)
        except CourseError as error:
            done.problems.append(f"{student}: not collected: {error}")
            return
        when = _when(line, zone)
        if folder.is_dir() and _digests(folder) == _digests(staged):
            done.unchanged.append(student)
            _stamp_unchanged(folder, when)
        else:
            _note_notebook(course, problem_set, student, staged, done)
            if when is not None:
                _stamp(staged, when)
            _publish(course, problem_set, student, folder, staged, done)
    finally:
        if staged.exists():
            shutil.rmtree(staged)
    if submission.late:
        done.late.append(student)
    if not (folder / TIMESTAMP).exists():
        done.timeless.append(student)


def _unpack(submission: Submission, staged: Path, problem_set: str) -> None:
    """Copy the files into `staged`; what Canvas added to the notebook's name goes."""
    paths = dict(submission.files)
    if not _is_moodle(submission):
        expected = PurePosixPath(f"{problem_set}.ipynb")
        again = [
            p
            for p in paths
            if p.suffix == expected.suffix
            and AGAIN.sub("", p.stem) == problem_set
            and p != expected
        ]
        if expected not in paths and len(again) == 1:
            paths[expected] = paths.pop(again[0])
    size = 0
    for path, found in paths.items():
        target = staged / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            size += copy(found, target, LARGEST_FILE)
        except (FileExistsError, NotADirectoryError):
            raise CourseError(f"two files are called {printable(path, 80)}") from None
        if size > LARGEST_FOLDER:
            raise CourseError(f"its files unpack to more than {LARGEST_FOLDER // 2**20} MiB")


def _digests(folder: Path) -> dict[str, str]:
    """Return what lies in `folder`, the time of handing in aside."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files_in(folder)
        if path != folder / TIMESTAMP
    }


def _note_notebook(
    course: Course, problem_set: str, student: str, staged: Path, done: Collected
) -> None:
    released = course.released(problem_set)
    try:
        find_notebook(staged, problem_set, read_released(released) if released.is_file() else None)
    except NotebookError as error:
        names = sorted(str(path.relative_to(staged)) for path in files_in(staged))[:SHOWN]
        done.notes.append(
            f"{student}: collected, but it cannot be graded: {error} Handed in: "
            f"{', '.join(printable(name, 60) for name in names)}"
        )


def _when(line: Line | None, zone: tzinfo | None) -> datetime | None:
    if line is None or zone is None:
        return None
    return moodle_time(line.submitted, zone)


def _stamp(folder: Path, when: datetime) -> None:
    (folder / TIMESTAMP).write_text(f"{when:%Y-%m-%d %H:%M:%S} UTC\n", encoding="utf-8")


def _stamp_unchanged(folder: Path, when: datetime | None) -> None:
    # The same files handed in again were there the first time: an earlier time stays.
    if when is not None and not (folder / TIMESTAMP).exists():
        _stamp(folder, when)


def _publish(
    course: Course, problem_set: str, student: str, folder: Path, staged: Path, done: Collected
) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not folder.exists():
        staged.rename(folder)
    else:
        kept = _free_place(course.folder("submitted", ".", ".") / REPLACED / student / problem_set)
        try:
            folder.rename(kept)
            staged.rename(folder)
        except BaseException:  # stopped between the two: what was there counts on
            if kept.exists() and not folder.exists():
                kept.rename(folder)
            raise
        where = kept.relative_to(course.root)
        done.replaced.append(f"{student}: what was there before is now in {where}")
    done.placed.append(student)


def _free_place(kept: Path) -> Path:
    """Return a numbered place in `kept`, which is made, where nothing lies."""
    kept.mkdir(parents=True, exist_ok=True)
    number = 1
    while (kept / str(number)).exists():
        number += 1
    return kept / str(number)
