"""Submissions come out of an LMS's archive to whom they belong, and nothing gets out of place."""

import stat
import zipfile
from zoneinfo import ZoneInfo

import pytest
from lms.lms_files import canvas_name, moodle_zip, worksheet, write_zip

from autograder.books.course import Course
from autograder.books.roster import Person, Roster
from autograder.cli import main
from autograder.errors import CourseError
from autograder.lms.collect import collect

LONG = "x" * 90
PEOPLE = [
    Person("student-01", "Ada", "Love_lace", "ada@uni.edu"),
    Person("o'brien (2)", "Sean", "O'Brien", "s@uni.edu"),
    Person("Анна К.", "Анна", "К.", "anna@uni.edu"),
    Person(LONG, LONG, "", "long@uni.edu"),
    Person("=1+1", "=1+1", "", "f@uni.edu"),
    Person("twin-1", "Ivan", "Petrov", "i1@uni.edu"),
    Person("twin-2", "Ivan", "Petrov", "i2@uni.edu"),
    Person("absent", "Away", "Always"),
]


@pytest.fixture
def with_roster(course):
    Roster(PEOPLE).write(course / "roster.csv")
    return course


@pytest.fixture
def notebook(with_roster):
    return (with_roster / "exercises" / "tiny" / "tiny.ipynb").read_bytes()


def handed_in(root, student):
    return sorted(
        str(path.relative_to(root / "submitted" / student / "tiny"))
        for path in (root / "submitted" / student / "tiny").rglob("*")
        if path.is_file()
    )


@pytest.mark.parametrize("slash", ["/", "_/", "_"])
def test_moodles_archive_is_matched_by_name(with_roster, notebook, tmp_path, slash):
    names = [person.name for person in PEOPLE[:5]]
    submissions = [(name, 100 + i, {"tiny.ipynb": notebook}) for i, name in enumerate(names)]
    done = collect(with_roster, "tiny", [moodle_zip(tmp_path / "a.zip", submissions, slash=slash)])
    assert sorted(done.placed) == sorted(person.id for person in PEOPLE[:5])
    assert all(handed_in(with_roster, p.id) == ["tiny.ipynb"] for p in PEOPLE[:5])
    assert [p.id for p in done.missing] == ["twin-1", "twin-2", "absent"]
    assert not done.unmatched
    assert not done.problems


def test_people_of_one_name_are_named_and_nothing_is_made_for_them(
    with_roster, notebook, tmp_path, capsys
):
    zip_ = moodle_zip(
        tmp_path / "a.zip",
        [("Ivan Petrov", n, {"tiny.ipynb": notebook}) for n in (7, 8)]
        + [("Nobody Known", 9, {"tiny.ipynb": notebook})],
    )
    assert main(["collect", "tiny", str(zip_), "--course", str(with_roster)]) == 1
    out = capsys.readouterr().out
    assert out.count("NOT MATCHED: Ivan Petrov") == 2
    assert '--as "Ivan Petrov_7=ID"' in out
    assert "NOT MATCHED: Nobody Known" in out
    assert Course.at(with_roster).students("tiny") == []
    said = ["--as", "Ivan Petrov_7=twin-2", "--as", "8=twin-1", "--as", "Nobody Known=absent"]
    assert main(["collect", "tiny", str(zip_), "--course", str(with_roster), *said]) == 0
    assert Course.at(with_roster).students("tiny") == ["absent", "twin-1", "twin-2"]


def test_a_worksheet_tells_people_of_one_name_apart_and_when(with_roster, notebook, tmp_path):
    sheet = tmp_path / "grades.csv"
    when = "воскресенье, 1 марта 2026, 18:30"
    sheet.write_bytes(
        worksheet(
            [
                (7, "Ivan Petrov", "i1@uni.edu", False, when),
                (8, "Ivan Petrov", "i2@uni.edu", False, "01.03.2026 18:30"),
            ],
            "ru",
            maximum="5,00",
        )
    )
    zip_ = moodle_zip(
        tmp_path / "a.zip", [("Ivan Petrov", n, {"tiny.ipynb": notebook}) for n in (7, 8)]
    )
    done = collect(with_roster, "tiny", [zip_], worksheet=sheet, zone=ZoneInfo("Europe/Moscow"))
    assert done.placed == ["twin-1", "twin-2"]
    assert done.timeless == ["twin-2"]
    stamp = with_roster / "submitted" / "twin-1" / "tiny" / "timestamp.txt"
    assert stamp.read_text() == "2026-03-01 15:30:00 UTC\n"


def test_canvas_archive_is_matched_by_number_then_name(with_roster, notebook, tmp_path):
    roster = Roster.read(with_roster / "roster.csv")
    roster.merge([("", Person("twin-1", lms_id="4711"))])
    roster.write(with_roster / "roster.csv")
    zip_ = write_zip(
        tmp_path / "c.zip",
        {
            canvas_name("Ivan", "Petrov", 4711, 1, "tiny-1.ipynb", late=True): notebook,
            canvas_name("Sean", "O'Brien", 12, 2, "tiny.ipynb"): notebook,
            canvas_name("Анна", "К.", 13, 3, "a_1_2_b.txt"): b"no notebook",
        },
    )
    done = collect(with_roster, "tiny", [zip_])
    assert sorted(done.placed) == ["o'brien (2)", "twin-1", "Анна К."]
    assert done.late == ["twin-1"]
    assert handed_in(with_roster, "twin-1") == ["tiny.ipynb"]
    assert handed_in(with_roster, "Анна К.") == ["a_1_2_b.txt"]
    assert "cannot be graded" in done.notes[0]


def test_what_lay_there_is_kept_aside_and_counts_for_nobody(with_roster, notebook, tmp_path):
    from nbgrader.apps.api import NbGraderAPI

    def archive(name, data):
        return moodle_zip(tmp_path / name, [("Ada Love_lace", 1, {"tiny.ipynb": data})])

    collect(with_roster, "tiny", [archive("1.zip", notebook)])
    (with_roster / "submitted" / "student-01" / "tiny" / "timestamp.txt").write_text("t")
    assert collect(with_roster, "tiny", [archive("1.zip", notebook)]).unchanged == ["student-01"]
    done = collect(with_roster, "tiny", [archive("2.zip", notebook + b"\n")])
    assert done.replaced == [
        "student-01: what was there before is now in submitted/.replaced/student-01/tiny/1"
    ]
    kept = with_roster / "submitted" / ".replaced" / "student-01" / "tiny" / "1"
    assert (kept / "tiny.ipynb").read_bytes() == notebook
    assert (kept / "timestamp.txt").read_text() == "t"
    (with_roster / "submitted" / ".replaced" / "tiny").mkdir()  # as for a student called so
    opened = Course.at(with_roster)
    assert opened.students("tiny") == ["student-01"]
    assert NbGraderAPI(config=opened.config).get_submitted_students("tiny") == {"student-01"}


@pytest.mark.parametrize(
    "path",
    ["../../../evil.ipynb", "/evil.ipynb", "..\\evil.ipynb", "C:/evil.ipynb"],
)
def test_no_path_leads_out(with_roster, notebook, tmp_path, path):
    before = {p for p in tmp_path.rglob("*") if "submitted" not in str(p)}
    entries = {f"Ada Love lace_1_assignsubmission_file_/{path}": notebook}
    entries[path] = notebook
    done = collect(with_roster, "tiny", [write_zip(tmp_path / "a.zip", entries)])
    assert done.problems
    after = {p for p in tmp_path.rglob("*") if "submitted" not in str(p)}
    assert not [p for p in after - before if "evil" in p.name]


def test_links_bombs_and_a_students_own_time_stay_outside(
    with_roster, notebook, tmp_path, monkeypatch
):
    monkeypatch.setattr("autograder.lms.collect.LARGEST_FILE", 2**20)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = "Ada Love lace_1_assignsubmission_file"
        link = zipfile.ZipInfo(f"{folder}/link.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(f"{folder}/timestamp.txt", "1999-01-01 00:00:00 UTC")
        archive.writestr(f"{folder}/.hidden", "x")
        archive.writestr(f"{folder}/sub/tiny.ipynb", notebook)
        archive.writestr("Анна К._2_assignsubmission_file/tiny.ipynb", bytes(2**22))
    done = collect(with_roster, "tiny", [path])
    assert handed_in(with_roster, "student-01") == ["sub/tiny.ipynb"]
    assert done.placed == ["student-01"]
    assert any("link.ipynb` is a link" in problem for problem in done.problems)
    assert any("Анна К.: not collected" in problem for problem in done.problems)
    assert not (with_roster / "submitted" / "Анна К.").exists()


def test_a_name_without_the_mark_of_its_encoding_is_read(with_roster, notebook, tmp_path):
    path = moodle_zip(tmp_path / "a.zip", [("Анна К.", 2, {"tiny.ipynb": notebook})])
    data = path.read_bytes()
    name = "Анна К._2_assignsubmission_file/tiny.ipynb".encode()
    assert data.count(name) == 2
    # Take the flag for UTF-8 out of the local and the central header.
    unmarked = data.replace(b"PK\x03\x04\x14\x00\x00\x08", b"PK\x03\x04\x14\x00\x00\x00")
    unmarked = unmarked.replace(b"\x14\x00\x00\x08\x08\x00", b"\x14\x00\x00\x00\x08\x00")
    path.write_bytes(unmarked)
    assert zipfile.ZipFile(path).namelist()[0] != name.decode()
    assert collect(with_roster, "tiny", [path]).placed == ["Анна К."]


def test_without_a_roster_nothing_is_guessed(course, tmp_path):
    path = moodle_zip(tmp_path / "a.zip", [("Ada", 1, {"tiny.ipynb": b"{}"})])
    with pytest.raises(CourseError, match="autograder roster FILE"):
        collect(course, "tiny", [path])
