"""What goes back to an LMS is what was exported, but for the marks: read by the LMS's own rules."""

import csv
import io
import re

import pytest
from lms.lms_files import HEADERS, PARTICIPANT, csv_bytes, worksheet

from autograder.books.tables import Table
from autograder.errors import CourseError
from autograder.lms.canvas import CanvasGradebook
from autograder.lms.moodle import Worksheet

PEOPLE = [
    (101, 'Анна "К.", x', "anna@uni.edu"),
    (102, "=1+1", "f@uni.edu", True),
    (103, "under_score\nline", "u@uni.edu", False, "-", "1,50"),
]


def moodle_reads(data, language):
    """The importer: headers must be the translations, the number ends the identifier."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    names = HEADERS[language].split("|")
    index = {name: header.index(names[i]) for name, i in (("id", 0), ("grade", 4), ("time", 8))}
    found = {}
    for row in rows:
        number = int(row[index["id"]][len(PARTICIPANT[language]) :])
        grade = row[index["grade"]].replace(" ", "").replace(",", ".")
        found[number] = float(grade) if grade else None
    return found


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("maximum", ["5,00", "5.00"])
def test_moodle_reads_the_grades_and_nothing_else_changed(tmp_path, language, maximum):
    data = worksheet(PEOPLE, language, maximum=maximum)
    (tmp_path / "w.csv").write_bytes(data)
    sheet = Worksheet.read(tmp_path / "w.csv")
    assert [line.locked for line in sheet.lines] == [False, True, False]
    assert sheet.maximum == 5
    out = sheet.with_grades({1: 2.5, 3: 5.0})
    assert moodle_reads(out, language) == {101: 2.5, 102: None, 103: 5.0}
    assert (b"2,5" in out) == ("," in maximum)
    assert sheet.with_grades({}) == data
    assert out.startswith(b"\xef\xbb\xbf")
    assert out.count(b"\r\n") == data.count(b"\r\n")


def test_what_is_no_worksheet_is_refused_in_a_line(tmp_path):
    (tmp_path / "w.csv").write_bytes(csv_bytes([["a", "b"], ["1", "2"]]))
    with pytest.raises(CourseError, match="no identifiers such as") as error:
        Worksheet.read(tmp_path / "w.csv")
    assert "\n" not in str(error.value)


def canvas_reads(data):
    """The importer: last comma or stop is the decimal sign; no row without a student's number."""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert rows[0][0].startswith("    Points Possible")
    column = header.index("Homework, 1 (77)")
    found = {}
    for row in rows[1:]:
        text = row[column]
        if re.fullmatch(r"-?[0-9.,]+", text):
            *front, last = re.split("[,.]", text)
            text = f"{''.join(front)}.{last}" if front else last
        found[int(row[1])] = float(text)
    return found


def test_canvas_reads_the_marks_of_one_assignment_and_no_other(tmp_path):
    rows = [
        [
            "Student",
            "ID",
            "SIS Login ID",
            "Section",
            "Homework, 1 (77)",
            "Other (78)",
            "Final Score",
        ],
        ["    Points Possible", "", "", "", "2000", "3", "(read only)"],
        ['К., "Анна"', "11", "anna", "A, B", "", "1", "9"],
        ["=1+1", "12", "f", "A", "EX", "2", "9"],
        ["Student, Test", "99", "", "A", "", "", ""],
    ]
    (tmp_path / "c.csv").write_bytes(csv_bytes(rows, bom=False))
    book = CanvasGradebook(Table.read(tmp_path / "c.csv"))
    column = book.column("homework, 1")
    assert book.points(column) == 2000
    assert [book.is_excused(line.row, column) for line in book.lines] == [False, True]
    out = book.with_marks(column, {2: 1234.5})
    assert canvas_reads(out) == {11: 1234.5}
    assert b"Other" not in out
    with pytest.raises(CourseError, match="--title TITLE"):
        book.column("Final Score")
