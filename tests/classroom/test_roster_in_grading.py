"""Who is in the roster and did not hand in is told; a folder that is nobody's is asked about."""

import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.classroom.grade import grade
from autograder.classroom.report import class_report, to_text
from autograder.cli import main

ROSTER = """id,first_name,last_name,email,lms_id
student-01,Ada,L.,a@uni.edu,1
student-02,,,,
Анна К.,,,,
Müller,,,,
"""


@pytest.fixture
def listed(course):
    (course / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for student in ("student-01", "studnet-02", "ÖTHER", "MÜLLER"):
        submit(course, student, double=DOUBLE, negate=NEGATE)
    return course


def test_a_folder_that_is_nobody_s_is_asked_about_and_the_others_are_graded(listed):
    said = []
    results = {r.student: r for r in grade(listed, "tiny", tell=said.append)}
    assert results["student-01"].marks == 5
    assert "is student-02 meant?" in results["studnet-02"].problem
    assert "is Müller meant?" in results["MÜLLER"].problem
    assert "nobody in roster.csv is called 'ÖTHER'." in results["ÖTHER"].problem
    assert sum("Rename the folder, or add a line" in line for line in said) == 3
    with Course.at(listed).gradebook() as gradebook:
        assert [s.id for s in gradebook.students] == ["student-01"]


def test_a_line_more_or_another_name_mends_it(listed):
    grade(listed, "tiny", tell=lambda _: None)
    (listed / "submitted" / "studnet-02").rename(listed / "submitted" / "student-02")
    with (listed / "roster.csv").open("a", encoding="utf-8") as file:
        file.write("ÖTHER,,,,\n")
    results = {r.student: r for r in grade(listed, "tiny", tell=lambda _: None)}
    assert results["student-02"].marks == results["ÖTHER"].marks == 5


def test_the_report_has_who_did_not_hand_in(listed):
    grade(listed, "tiny", tell=lambda _: None)
    report = class_report(listed, "tiny")
    assert report.missing == ["student-02", "Анна К.", "Müller"]
    text = to_text(report)
    assert "Анна К.     not handed in" in text.replace("  not", "  not")
    assert "1 of 1 graded, mean 5.0" in text
    assert text.count("a folder that is nobody's in the roster") == 3


def test_what_the_settings_and_folders_name_and_is_not_there_is_asked_about(listed, capsys):
    (listed / "course.toml").write_text(
        '[sets.tny]\ndue = "2026-03-01 20:00"\n\n[sets.tiny]\ndue = "2026-03-01 20:00"\n'
        'extensions = { student-1 = "1 day" }\n'
    )
    (listed / "submitted" / "student-01" / "tinny").mkdir()
    said = []
    grade(listed, "tiny", tell=said.append)
    for words in (
        "[sets.tny]: no such set; is tiny meant?",
        "sets.tiny.extensions: nobody is called 'student-1'; is student-01 meant?",
        "tinny: no such set; is tiny meant?",
    ):
        assert any(words in line for line in said), words
    assert main(["status", "--course", str(listed)]) == 0
    assert "is student-01 meant?" in capsys.readouterr().out


def test_without_a_roster_everybody_is_graded(listed):
    (listed / "roster.csv").unlink()
    assert all(r.marks == 5 for r in grade(listed, "tiny", tell=lambda _: None))
    (listed / "roster.csv").write_text("id,first_name,last_name,email,lms_id\n")
    assert all(r.unchanged for r in grade(listed, "tiny", tell=lambda _: None))


def test_a_roster_that_cannot_be_read_is_named(listed, capsys):
    (listed / "roster.csv").write_text("name,mail\nx,y\n")
    assert main(["grade", "tiny", "--course", str(listed)]) == 2
    assert "roster.csv: its first line names no column `id`" in capsys.readouterr().err
