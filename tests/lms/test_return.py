"""Feedback goes back through Moodle's own archive, whatever people and sets are called."""

import io
import zipfile

import lms_files
import pytest
from tiny_course import DOUBLE, submit

from autograder.books.roster import Person, Roster
from autograder.classroom.grade import grade
from autograder.cli import main
from autograder.lms.returning import page_name, plain_name

PEOPLE = [
    ("under", "Anna_Lena", "von_der_Au", "11"),
    ("dots", "..hidden", "~home", "12"),
    ("quoted", 'Pat "P", /x\\', "O'Brien & Sons: 1_2_3", "13"),
    ("Анна К.", "Анна", "К.", "14"),
    ("=1+1", "=1+1", "_", "15"),
    ("x" * 90, "x" * 90, "y_" * 45, "16"),
    ("kim-1", "Kim", "Lee", "17"),
    ("kim-2", "Kim", "Lee", "18"),
]


def moodle_reads(data, participants):
    """Return participant → {file: bytes} as Moodle's importer of feedback finds them.

    A file whose own name begins with a dot or a tilde is ignored. Of the path each part is split at
    "_" into five; the second must be a number, and a participant's; then come kind and plugin.
    """
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            base = name.rsplit("/", 1)[-1]
            assert not base.startswith((".", "~")), name
            parts = ["", "import", *name.split("/")]
            while parts:
                info = parts.pop(0).split("_", 4)
                if len(info) < 4 or not info[1].isdigit() or info[1] not in participants:
                    continue
                assert (info[2], info[3]) == ("assignsubmission", "file"), name
                parts.insert(0, info[4] if len(info) > 4 else "")
                file = "/".join(parts).strip("/")
                assert file not in found.get(info[1], {}), name
                found.setdefault(info[1], {})[file] = archive.read(name)
                break
            else:
                raise AssertionError(f"Moodle ignores {name}")
    return found


@pytest.fixture
def graded(course):
    Roster(
        Person(student, first, last, f"u{number}@uni.edu")
        for student, first, last, number in PEOPLE
    ).write(course / "roster.csv")
    for student, *_ in PEOPLE[:-1]:
        submit(course, student, double=DOUBLE)
    grade(course, "tiny", tell=lambda _: None, jobs=1)
    return course


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_each_page_reaches_its_student(graded, tmp_path, capsys, language):
    people = [(n, f"{first} {last}", f"u{n}@uni.edu") for _, first, last, n in PEOPLE]
    sheet, out = tmp_path / "w.csv", tmp_path / "feedback.zip"
    sheet.write_bytes(lms_files.worksheet([*people, ("99", "Some_Body", "")], language))
    arguments = ["--moodle", str(sheet), "--out", str(out), "--course", str(graded)]
    assert main(["return", "tiny", *arguments]) == 1
    told = capsys.readouterr().out
    assert "kim-2 (Kim Lee)): has not handed in" in told
    assert "(Some_Body): nobody of the roster" in told
    assert "7 written, 2 left" in told
    found = moodle_reads(out.read_bytes(), {*(p[3] for p in PEOPLE), "99"})
    assert set(found) == {number for *_, number in PEOPLE[:-1]}
    for student, *_, number in PEOPLE[:-1]:
        page = graded / "feedback" / student / "tiny" / "tiny.html"
        assert found[number] == {"tiny.html": page.read_bytes()}


def test_a_mark_by_hand_is_in_the_page_that_goes_back(graded, tmp_path):
    assert main(["mark", "tiny", "kim-1", "negate", "1.5", "--course", str(graded)]) == 0
    sheet, out = tmp_path / "w.csv", tmp_path / "feedback.zip"
    sheet.write_bytes(lms_files.worksheet([("17", "Kim Lee", "u17@uni.edu")]))
    arguments = ["--moodle", str(sheet), "--out", str(out), "--course", str(graded)]
    main(["return", "tiny", *arguments])
    [page] = moodle_reads(out.read_bytes(), {"17"})["17"].values()
    assert b"<strong>4.5</strong> of 5" in page


def test_an_archive_for_nobody_is_not_written(graded, tmp_path, capsys):
    sheet, out = tmp_path / "w.csv", tmp_path / "feedback.zip"
    sheet.write_bytes(lms_files.worksheet([("99", "Some Body", "")]))
    arguments = ["--moodle", str(sheet), "--out", str(out), "--course", str(graded)]
    assert main(["return", "tiny", *arguments]) == 2
    assert "no page for anybody" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("name", ["a_b", "__", "", "..", "~x", "1_2_3", "x" * 90, "Анна_К.", "a/b"])
def test_a_name_in_the_archive_survives_moodle_s_splitting(name):
    plain = plain_name(name)
    assert plain
    assert "_" not in plain
    assert "/" not in plain
    assert len(plain) <= 60
    assert plain[0] not in ".~"


def test_a_page_s_name_is_not_one_that_moodle_ignores():
    assert page_name("~.ps1_x") == "ps1_x.html"
