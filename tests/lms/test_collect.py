"""Submissions come out of an LMS's archive under the right student, or are asked about by name."""

import stat
import unicodedata
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import nbformat
import pytest
from lms_files import canvas_name, moodle_zip, worksheet, write_zip
from nbgrader.apps.api import NbGraderAPI
from tiny_course import DOUBLE, NEGATE

from autograder.books.course import Course
from autograder.books.grades import class_grades
from autograder.classroom.grade import grade
from autograder.cli import main
from autograder.lms.collect import collect
from autograder.submission.cells import find_cell

PEOPLE = [
    # id, first name, last name, number in the LMS
    ("student-01", "Anna", "K.", "101"),
    ("student-02", "Under_Score", "Mid_dle", "102"),
    ("student-03", "Жанна", "Ёлкина", "103"),
    ("student-04", "=1+1", "O'Brien (2)", "104"),
    ("student-05", "Same", "Name", "105"),
    ("student-06", "Same", "Name", "106"),
    ("student-07", "N" * 90, "Long", "107"),
    ("student-08", ".dot", "Ahead", "108"),
    ("student-09", "Never", "Came", "109"),
]


def write_roster(root, *, numbers=True):
    lines = ["id,first_name,last_name,email,lms_id"]
    for student, first, last, number in PEOPLE:
        lines.append(f"{student},{first},{last},{student}@uni.edu,{number if numbers else ''}")
    (root / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def answers(course):
    """Return the bytes of a solved notebook, and write the roster."""
    write_roster(course)
    notebook = nbformat.read(course / "exercises" / "tiny" / "tiny.ipynb", as_version=4)
    find_cell(notebook, "double").source = DOUBLE
    find_cell(notebook, "negate").source = NEGATE
    return nbformat.writes(notebook).encode()


def moodle(path, answers, people=PEOPLE[:8], **how):
    submissions = [
        (f"{first} {last}", number, {"tiny.ipynb": answers}) for _, first, last, number in people
    ]
    return moodle_zip(path, submissions, **how)


def there(root):
    return Course.at(root).students("tiny")


def test_moodle_s_archive_is_told_by_the_worksheet_whatever_people_are_called(
    course, answers, tmp_path
):
    (course / "course.toml").write_text(
        'time_zone = "Europe/Berlin"\n[late]\npolicy = "percent"\n'
        '[sets.tiny]\ndue = "2026-03-01 20:00"\n'
    )
    times = ["Sunday, 1 March 2026, 6:30 PM"] * 7 + ["Monday, 2 March 2026, 6:30 PM"]
    sheet = tmp_path / "grades.csv"
    sheet.write_bytes(
        worksheet(
            [
                (n, f"{first} {last}", f"{student}@uni.edu", False, when)
                for (student, first, last, n), when in zip(PEOPLE, times, strict=False)
            ]
        )
    )
    done = collect(course, "tiny", [moodle(tmp_path / "a.zip", answers)], worksheet=sheet)
    assert done.unmatched == done.problems == []
    assert done.placed == [student for student, *_ in PEOPLE[:8]] == there(course)
    assert [person.id for person in done.missing] == ["student-09"]
    results = grade(course, "tiny", tell=lambda _: None)
    assert {r.marks for r in results} == {5}
    late = {s: g.grades.late_penalty for s, g in class_grades(Course.at(course), "tiny").items()}
    assert {s for s, penalty in late.items() if penalty} == {"student-08"}


@pytest.mark.parametrize("slash", ["/", "_/", "_"])
def test_each_form_of_moodle_s_archive_is_told_by_name(course, answers, tmp_path, slash):
    people = [*PEOPLE[:4], *PEOPLE[6:8]]
    done = collect(course, "tiny", [moodle(tmp_path / "a.zip", answers, people, slash=slash)])
    assert done.placed == [student for student, *_ in people] == there(course)
    assert all(
        (course / "submitted" / student / "tiny" / "tiny.ipynb").read_bytes() == answers
        for student in done.placed
    )


def test_a_worksheet_in_another_language_tells_when_or_nobody_does(course, answers, tmp_path):
    sheet = tmp_path / "grades.csv"
    times = ["воскресенье, 1 марта 2026, 18:30", "01.03.2026 18:30"]
    people = [
        (n, f"{first} {last}", f"{student}@uni.edu", False, when)
        for (student, first, last, n), when in zip(PEOPLE[4:6], times, strict=True)
    ]
    sheet.write_bytes(worksheet(people, "ru", maximum="5,00"))
    archive = moodle(tmp_path / "a.zip", answers, PEOPLE[4:6])
    done = collect(course, "tiny", [archive], worksheet=sheet, zone=ZoneInfo("Europe/Moscow"))
    assert done.placed == ["student-05", "student-06"]
    assert done.timeless == ["student-06"]
    stamp = course / "submitted" / "student-05" / "tiny" / "timestamp.txt"
    assert stamp.read_text() == "2026-03-01 15:30:00 UTC\n"


def test_without_the_worksheet_two_of_one_name_are_asked_about(course, answers, tmp_path):
    archive = moodle(tmp_path / "a.zip", answers)
    done = collect(course, "tiny", [archive])
    assert "student-05" not in there(course)
    assert len(done.unmatched) == 2
    assert all('--as "Same Name_10' in line for line in done.unmatched)
    said = {"Same Name_105": "student-06", "Same Name_106": "student-05"}
    done = collect(course, "tiny", [archive], said=said)
    assert done.unmatched == []
    assert done.placed == ["student-05", "student-06"]
    assert done.replaced == []


def test_a_second_run_changes_nothing_and_another_version_keeps_the_first(
    course, answers, tmp_path
):
    archive = moodle(tmp_path / "a.zip", answers, PEOPLE[:2])
    collect(course, "tiny", [archive])
    before = {p: p.stat().st_mtime_ns for p in (course / "submitted").rglob("*")}
    done = collect(course, "tiny", [archive])
    assert done.unchanged == ["student-01", "student-02"]
    assert {p: p.stat().st_mtime_ns for p in (course / "submitted").rglob("*.ipynb")} == {
        p: t for p, t in before.items() if p.suffix == ".ipynb"
    }
    (course / "submitted" / "student-01" / "tiny" / "timestamp.txt").write_text("then")
    moodle(tmp_path / "b.zip", answers + b"\n", PEOPLE[:1])
    done = collect(course, "tiny", [tmp_path / "b.zip"])
    assert done.placed == ["student-01"]
    assert done.replaced == [
        "student-01: what was there before is now in submitted/.replaced/student-01/tiny/1"
    ]
    kept = course / "submitted" / ".replaced" / "student-01" / "tiny" / "1"
    assert (kept / "tiny.ipynb").read_bytes() == answers
    assert (kept / "timestamp.txt").read_text() == "then"


def test_what_is_kept_aside_is_nobody_s(course, answers, tmp_path):
    (course / "submitted" / ".replaced" / "tiny").mkdir(parents=True)  # as for one called so
    collect(course, "tiny", [moodle(tmp_path / "a.zip", answers, PEOPLE[:1])])
    assert there(course) == ["student-01"]
    seen_by_nbgrader = NbGraderAPI(config=Course.at(course).config).get_submitted_students("tiny")
    assert seen_by_nbgrader == {"student-01"}


@pytest.mark.parametrize("failing", [1, 2])
def test_stopped_between_two_versions_the_first_one_counts(
    course, answers, tmp_path, monkeypatch, failing
):
    collect(course, "tiny", [moodle(tmp_path / "a.zip", answers, PEOPLE[:1])])
    rename, calls = Path.rename, []

    def stopped(path, target):
        calls.append(target)
        if len(calls) == failing:
            raise KeyboardInterrupt
        return rename(path, target)

    second = moodle(tmp_path / "b.zip", answers + b"\n", PEOPLE[:1])
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stopped)
        with pytest.raises(KeyboardInterrupt):
            collect(course, "tiny", [second])
    notebook = course / "submitted" / "student-01" / "tiny" / "tiny.ipynb"
    assert notebook.read_bytes() == answers
    assert collect(course, "tiny", [second]).placed == ["student-01"]
    assert notebook.read_bytes() == answers + b"\n"


def test_canvas_s_archive_is_told_by_number_and_says_who_was_late(course, answers, tmp_path):
    entries = {
        canvas_name("Anna", "K.", "101", 7009, "tiny-1.ipynb"): answers,
        canvas_name("Under_Score", "Mid_dle", "102", 7002, "tiny.ipynb", late=True): answers,
        canvas_name("Жанна", "Ёлкина", "103", 7003, "tiny (1).ipynb"): answers,
        canvas_name("Somebody", "Else", "999", 7004, "tiny.ipynb"): answers,
    }
    done = collect(course, "tiny", [write_zip(tmp_path / "c.zip", entries)])
    assert there(course) == ["student-01", "student-02", "student-03"]
    assert done.late == ["student-02"]
    [line] = done.unmatched
    assert "nobody of the roster has this name or number" in line
    assert {r.marks for r in grade(course, "tiny", tell=lambda _: None)} == {5}


def test_canvas_s_archive_is_told_by_name_where_there_is_no_number(course, answers, tmp_path):
    write_roster(course, numbers=False)
    entries = {
        canvas_name("=1+1", "O'Brien (2)", "12", 1, "tiny.ipynb"): answers,
        canvas_name("Жанна", "Ёлкина", "13", 2, "a_1_2_b.txt"): b"no notebook",
    }
    done = collect(course, "tiny", [write_zip(tmp_path / "c.zip", entries)])
    assert done.placed == ["student-03", "student-04"]
    assert "student-03: collected, but it cannot be graded" in done.notes[0]
    assert (course / "submitted" / "student-03" / "tiny" / "a_1_2_b.txt").exists()


def test_another_form_of_a_letter_is_the_same_name(course, answers, tmp_path):
    write_roster(course, numbers=False)
    name = unicodedata.normalize("NFD", "Жанна ЁЛКИНА")
    archive = moodle_zip(tmp_path / "a.zip", [(name, "55", {"tiny.ipynb": answers})])
    assert collect(course, "tiny", [archive]).placed == ["student-03"]


def test_a_name_without_the_mark_of_its_encoding_is_read(course, answers, tmp_path):
    path = moodle(tmp_path / "a.zip", answers, PEOPLE[2:3])
    # The flag for UTF-8 goes from the local and from the central header.
    data = path.read_bytes()
    data = data.replace(b"PK\x03\x04\x14\x00\x00\x08", b"PK\x03\x04\x14\x00\x00\x00")
    data = data.replace(b"\x14\x00\x00\x08\x08\x00", b"\x14\x00\x00\x00\x08\x00")
    path.write_bytes(data)
    assert not zipfile.ZipFile(path).namelist()[0].startswith("Жанна")
    assert collect(course, "tiny", [path]).placed == ["student-03"]


def test_nothing_leads_out_of_the_archive_and_the_others_are_collected(course, answers, tmp_path):
    good = "Anna K._101_assignsubmission_file/tiny.ipynb"
    bad = {
        "../../Anna K._101_assignsubmission_file/x.ipynb": b"out",
        "/etc/Under_Score Mid_dle_102_assignsubmission_file/x.ipynb": b"out",
        "C:\\Anna K._101_assignsubmission_file\\x.ipynb": b"out",
        "Anna K._101_assignsubmission_file/../../../x.ipynb": b"out",
        "../../../x.ipynb": b"out",
        "C:/x.ipynb": b"out",
        "readme.txt": b"no name in it",
    }
    archive = write_zip(tmp_path / "a.zip", {good: answers, **bad})
    with zipfile.ZipFile(archive, "a") as more:
        link = zipfile.ZipInfo("Anna K._101_assignsubmission_file/seed.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        more.writestr(link, "../../../.course_seed")
    done = collect(course, "tiny", [archive])
    assert done.placed == ["student-01"]
    assert len(done.problems) == 8
    files = [p for p in (course / "submitted").rglob("*") if p.is_file()]
    assert [p.name for p in files] == ["tiny.ipynb"]
    assert not list(tmp_path.rglob("x.ipynb"))


def test_an_archive_that_unpacks_to_more_than_it_says_is_stopped(course, answers, tmp_path):
    entries = {
        "Anna K._101_assignsubmission_file/tiny.ipynb": answers,
        "Under_Score Mid_dle_102_assignsubmission_file/tiny.ipynb": b"\0" * (200 * 2**20),
    }
    archive = write_zip(tmp_path / "bomb.zip", entries)
    done = collect(course, "tiny", [archive])
    assert there(course) == ["student-01"]
    assert any("larger than 128 MiB" in line for line in done.problems)
    data = bytearray(archive.read_bytes())
    size = (200 * 2**20).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:  # it says that it holds little
        data[at : at + 4] = (1000).to_bytes(4, "little")
    archive.write_bytes(data)
    done = collect(course, "tiny", [archive])
    assert there(course) == ["student-01"]
    assert done.unchanged == ["student-01"]
    assert any("student-02: not collected" in line for line in done.problems)


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"PK\x03\x04 cut off", "no zip archive"), (b"<html>", "no zip archive"), (b"", "no zip")],
)
def test_what_is_no_archive_is_named(course, answers, tmp_path, data, why, capsys):
    (tmp_path / "a.zip").write_bytes(data)
    assert main(["collect", "tiny", str(tmp_path / "a.zip"), "--course", str(course)]) == 2
    assert why in capsys.readouterr().err
    assert there(course) == []


def test_a_truncated_and_an_encrypted_archive_are_named(course, answers, tmp_path, capsys):
    archive = moodle(tmp_path / "a.zip", answers)
    data = archive.read_bytes()
    archive.write_bytes(data[: len(data) // 2])
    assert main(["collect", "tiny", str(archive), "--course", str(course)]) == 2
    assert "no zip archive" in capsys.readouterr().err
    encrypted = bytearray(data)
    at = encrypted.find(b"PK\x01\x02")
    encrypted[at + 8] |= 1
    archive.write_bytes(encrypted)
    done = collect(course, "tiny", [archive])
    assert any("is encrypted" in line for line in done.problems)
    assert len(there(course)) == 5  # without the one that is encrypted, and the two of one name


def test_an_unpacked_folder_and_several_notebooks(course, answers, tmp_path):
    folder = tmp_path / "unpacked" / "Anna K._101_assignsubmission_file"
    folder.mkdir(parents=True)
    (folder / "my solution.ipynb").write_bytes(answers)
    (folder / "dual.py").write_text("x = 1")
    (folder / ".hidden").write_text("x = 1")
    (folder / "timestamp.txt").write_text("1999-01-01 00:00:00 UTC")
    other = tmp_path / "unpacked" / "Under_Score Mid_dle_102_assignsubmission_file"
    other.mkdir()
    (other / "one.ipynb").write_bytes(answers)
    (other / "two.ipynb").write_bytes(answers)
    done = collect(course, "tiny", [tmp_path / "unpacked"])
    assert there(course) == ["student-01", "student-02"]
    assert any("student-02: collected, but it cannot be graded" in line for line in done.notes)
    assert sorted(
        path.name for path in (course / "submitted" / "student-01" / "tiny").iterdir()
    ) == [
        "dual.py",
        "my solution.ipynb",
    ]
    results = {r.student: r for r in grade(course, "tiny", tell=lambda _: None)}
    assert results["student-01"].marks == 5
    assert "rename the one that is meant" in results["student-02"].problem


def test_the_command_says_what_became_of_everybody(course, answers, tmp_path, capsys):
    archive = moodle(tmp_path / "a.zip", answers)
    words = ["collect", "tiny", str(archive), "--course", str(course)]
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "6 collected" in said
    assert "2 not matched, 3 missing" in said
    assert "missing: student-05 (Same Name)" in said
    more = ["--as", "Same Name_105=student-05", "--as", "Same Name_106=student-06"]
    assert main([*words, *more]) == 0
    assert main([*words, "--as", "Same Name_105=student-77"]) == 2
    assert "nobody of the roster has the id `student-77`" in capsys.readouterr().err


def test_without_a_roster_nobody_can_be_told(course, answers, tmp_path, capsys):
    (course / "roster.csv").unlink()
    archive = moodle(tmp_path / "a.zip", answers)
    assert main(["collect", "tiny", str(archive), "--course", str(course)]) == 2
    assert "nobody is in the roster" in capsys.readouterr().err


def test_a_name_that_nobody_has_and_a_file_that_is_there_twice_are_told(course, answers, tmp_path):
    folder = "Anna K._101_assignsubmission_file"
    archive = write_zip(tmp_path / "a.zip", {f"{folder}/tiny.ipynb": answers})
    with zipfile.ZipFile(archive, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr(f"{folder}/tiny.ipynb", answers + b"\n")
    done = collect(course, "tiny", [archive], said={"Ana K.": "student-01"})
    assert any("--as Ana K.=…: nobody in the archive" in line for line in done.problems)
    assert any("it is there twice" in line for line in done.notes)
    assert done.placed == ["student-01"]
