"""Marks reach each LMS as its importer reads them: who is in doubt is named and left alone."""

import csv
import io
import math
import os
import re
import shutil
import sys
from collections import Counter
from unicodedata import normalize

import lms_files
import nbformat
import pytest
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.books.roster import COLUMNS, Person, Roster
from autograder.classroom.grade import grade
from autograder.classroom.report import ClassReport, Row, Score, class_report
from autograder.classroom.table import table
from autograder.cli import main
from autograder.lms.marks import for_moodle
from autograder.lms.moodle import Worksheet
from autograder.problem_sets.release import release
from autograder.submission.cells import find_cell

LONG = "x" * 90
NFD = normalize("NFD", "Zoë Größe")
# id, first name, last name, e-mail, LMS number, marks of 5; None: nothing handed in.
PEOPLE = [
    ("a+b@uni.edu", "Anna_Lena", "von der_Au", "a+b@uni.edu", "101", 5),
    ("o'brien (2)", "Pat", "O'Brien, Jr.", "ob@uni.edu", "102", 3),
    ("Анна К.", "Анна", "Кузнецова", "ak@uni.edu", "103", 2),
    ("=1+1", "=1+1", "@sum", "f@uni.edu", "104", 0),
    (LONG, ".hidden", 'The "Quoted"', "long@uni.edu", "105", 5),
    ("twin-1", "Kim", "Lee", "kim1@uni.edu", "106", 3),
    ("twin-2", "Kim", "Lee", "kim2@uni.edu", "107", 2),
    ("zoe", "Zoë", "Größe", "zoe@uni.edu", "108", 5),
    ("absent", "Ab", "Sent", "absent@uni.edu", "109", None),
]
ANSWERS = {5: (DOUBLE, NEGATE), 3: (DOUBLE, None), 2: (None, NEGATE), 0: (None, None)}
MARKS = {person[0]: person[5] for person in PEOPLE}
STRANGER = ("199", "Stran Ger", "stranger@uni.edu")


@pytest.fixture(scope="module")
def graded(released_course, tmp_path_factory):
    """Return a graded course of people with odd names."""
    root = tmp_path_factory.mktemp("marks") / "course"
    shutil.copytree(released_course, root)
    Roster(Person(*person[:5]) for person in PEOPLE).write(root / "roster.csv")
    for student, *_, marks in PEOPLE:
        if marks is not None:
            double, negate = ANSWERS[marks]
            submit(root, student, double=double, negate=negate)
    submit(root, "broken").write_text("{")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", dict(os.environ))
        patch.setattr(sys, "path", list(sys.path))
        grade(root, "tiny", tell=lambda _: None, jobs=1)
    return root


def run(root, *arguments):
    return main([*map(str, arguments), "--course", str(root)])


def worksheet_people(change=None):
    people = []
    for _, first, last, email, number, _ in PEOPLE:
        person = [number, f"{first} {last}", email, False, "-", ""]
        people.append((change or {}).get(number, person))
    return [*people, STRANGER]


def moodle_imports(data, before, language, *, delimiter=",", comma=False):
    """Return participant → grade as Moodle's importer takes it, by its rules.

    Columns are found by the site's own strings; a number is read by the site's decimal sign;
    skipped are a grade that is as it was, below 0, above the maximum, or locked.
    """
    headers = lms_files.HEADERS[language].split("|")
    text = data.decode("utf-8").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    at = {name: rows[0].index(name) for name in headers}
    prefix = lms_files.PARTICIPANT[language]
    old = list(csv.reader(io.StringIO(before.decode("utf-8-sig")), delimiter=delimiter))
    grades = {}
    for row, was in zip(rows[1:], old[1:], strict=True):
        assert row[0].startswith(prefix)
        number = row[at[headers[0]]][len(prefix) :]
        said = row[at[headers[4]]]
        if said == was[at[headers[4]]] or row[at[headers[6]]] != lms_files.YES_NO[language][0]:
            continue
        assert re.fullmatch(r"\d+(,\d+)?" if comma else r"\d+(\.\d+)?", said)
        value = float(said.replace(",", "."))
        assert 0 <= value <= float(row[at[headers[5]]].replace(",", "."))
        grades[number] = value
    return grades


WANTED = {number: marks for *_, number, marks in PEOPLE if marks is not None}


@pytest.mark.parametrize(
    ("language", "delimiter", "maximum", "end", "bom"),
    [
        ("en", ",", "5.00", "\r\n", True),
        ("de", ";", "5,00", "\r\n", True),
        ("ru", ",", "5,00", "\n", False),
        ("ru", ";", "5.00", "\r\n", True),
    ],
)
def test_moodle_s_worksheet_is_filled_in_and_nothing_else_of_it_changes(
    graded, tmp_path, capsys, language, delimiter, maximum, end, bom
):
    how = {"delimiter": delimiter, "end": end, "bom": bom, "maximum": maximum}
    path = tmp_path / "worksheet.csv"
    before = lms_files.worksheet(worksheet_people(), language, **how)
    path.write_bytes(before)
    assert run(graded, "marks", "tiny", "--moodle", path) == 1
    told = capsys.readouterr().out
    data = path.read_bytes()
    comma = "," in maximum
    found = moodle_imports(data, before, language, delimiter=delimiter, comma=comma)
    assert found == WANTED
    assert "Stran Ger): nobody of the roster" in told
    assert "absent (Ab Sent)): has not handed in" in told
    filled = [
        (*person[:5], "" if person[0] not in WANTED else f"{WANTED[person[0]]:g}")
        for person in [
            tuple(p) if len(p) == 6 else (*p, False, "-", "") for p in worksheet_people()
        ]
    ]
    assert data == lms_files.worksheet(filled, language, **how)
    assert run(graded, "marks", "tiny", "--moodle", path) == 1  # a second time changes nothing
    assert path.read_bytes() == data
    assert "0 written, 8 have theirs already" in capsys.readouterr().out


def test_another_case_normal_form_and_order_of_the_name_are_one_person(graded, tmp_path):
    people = {
        "101": ("101", "VON DER_AU anna_lena", "A+B@UNI.EDU"),
        "108": ("108", NFD.upper(), ""),
    }
    before = lms_files.worksheet(worksheet_people(people))
    (tmp_path / "w.csv").write_bytes(before)
    run(graded, "marks", "tiny", "--moodle", tmp_path / "w.csv", "--out", tmp_path / "out.csv")
    assert moodle_imports((tmp_path / "out.csv").read_bytes(), before, "en") == WANTED
    assert (tmp_path / "w.csv").read_bytes() == before


def test_locked_rows_and_namesakes_without_an_address_are_named_and_left(graded, tmp_path, capsys):
    people = {
        "101": ("101", "Anna_Lena von der_Au", "a+b@uni.edu", True),
        "106": ("106", "Kim Lee", ""),
        "107": ("107", "Kim Lee", ""),
    }
    before = lms_files.worksheet(worksheet_people(people))
    path = tmp_path / "w.csv"
    path.write_bytes(before)
    assert run(graded, "marks", "tiny", "--moodle", path) == 1
    told = capsys.readouterr().out
    assert "locked in Moodle" in told
    assert told.count("may be any of twin-1 (Kim Lee), twin-2 (Kim Lee)") == 2
    assert told.count("graded, and in no row of the file") == 2  # the twins
    left = {"101", "106", "107"}
    expected = {number: marks for number, marks in WANTED.items() if number not in left}
    assert moodle_imports(path.read_bytes(), before, "en") == expected
    who = ["--as", "106=twin-1", "--as", "Participant 107=twin-2"]
    assert run(graded, "marks", "tiny", "--moodle", path, *who) == 1
    found = moodle_imports(path.read_bytes(), before, "en")
    assert (found["106"], found["107"]) == (3, 2)
    assert run(graded, "marks", "tiny", "--moodle", path, "--as", "106=nobody") == 2


def test_two_rows_of_one_person_are_both_left(graded, tmp_path, capsys):
    people = [*worksheet_people(), ("110", "Zoë Größe", "zoe@uni.edu")]
    before = lms_files.worksheet(people)
    path = tmp_path / "w.csv"
    path.write_bytes(before)
    assert run(graded, "marks", "tiny", "--moodle", path) == 1
    assert capsys.readouterr().out.count("more than one row may be zoe (Zoë Größe)") == 2
    found = moodle_imports(path.read_bytes(), before, "en")
    assert found == {number: marks for number, marks in WANTED.items() if number != "108"}


def test_another_maximum_is_refused_unless_marks_are_to_be_scaled(graded, tmp_path, capsys):
    before = lms_files.worksheet(worksheet_people(), maximum="100.00")
    path = tmp_path / "w.csv"
    path.write_bytes(before)
    assert run(graded, "marks", "tiny", "--moodle", path) == 2
    assert "100 there, and 5 in tiny" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert run(graded, "marks", "tiny", "--moodle", path, "--scale") == 1
    found = moodle_imports(path.read_bytes(), before, "en")
    assert found == {number: 20 * marks for number, marks in WANTED.items()}


def row(student, marks, total, **more):
    results = {"double": Score(marks), "negate": Score(0.0, ["sign"])}
    return Row(student, results, total, **more)


def of_one(tmp_path, rows):
    path = tmp_path / "w.csv"
    path.write_bytes(lms_files.worksheet([(str(i), r.student, "") for i, r in enumerate(rows)]))
    roster = Roster(Person(r.student, r.student) for r in rows)
    report = ClassReport("tiny", {"double": 3.0, "negate": 2.0}, rows)
    return for_moodle(Worksheet.read(path), report, roster, {}), report, roster


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 5.01, -0.5])
def test_no_nan_and_nothing_that_moodle_refuses_is_written(tmp_path, bad):
    out, report, roster = of_one(tmp_path, [row("one", 3.0, bad), row("two", 1.25, 1.25)])
    assert out.written == 1
    assert len(out.left) == 1
    assert "(one)" in out.left[0]
    text = out.data.decode("utf-8-sig").lower()
    assert "nan" not in text
    assert "inf" not in text
    assert "1.25" in text
    whole = ClassReport("tiny", report.points, [row("one", bad, bad)])
    cells = next(csv.DictReader(io.StringIO(table(whole, roster, Counter()).decode())))
    assert cells["total"] == (f"{bad:g}" if math.isfinite(bad) else "")


def test_answers_to_mark_are_held_back_unless_asked_for(course, tmp_path, capsys):
    written = (
        '\n\n## Why? (4 points)\n\n+++ {"nbgrader": {"schema_version": 3, "grade": true, '
        '"grade_id": "why", "locked": false, "solution": true, "points": 4, '
        '"cell_type": "markdown"}}\n\nA reason.\n'
    )
    source = course / "solutions" / "tiny.md"
    source.write_text(source.read_text().rstrip() + written)
    release(course)

    def answer(notebook: nbformat.NotebookNode):
        find_cell(notebook, "why").source = "Because."

    for i in (1, 2):
        submit(course, f"student-0{i}", answer, double=DOUBLE, negate=NEGATE)
    grade(course, "tiny", tell=lambda _: None, jobs=1)
    assert run(course, "mark", "tiny", "student-02", "why", "2.5") == 0
    path = tmp_path / "w.csv"
    Roster(Person(f"student-0{i}", "Student", f"N{i}") for i in (1, 2)).write(course / "roster.csv")
    people = [("1", "Student N1", ""), ("2", "N2 Student", "")]
    before = lms_files.worksheet(people, maximum="9")
    path.write_bytes(before)
    capsys.readouterr()
    assert run(course, "marks", "tiny", "--moodle", path) == 1
    assert "1 answer is still to be marked" in capsys.readouterr().out
    assert moodle_imports(path.read_bytes(), before, "en") == {"2": 7.5}
    assert run(course, "marks", "tiny", "--moodle", path, "--unfinished") == 0
    assert moodle_imports(path.read_bytes(), before, "en") == {"1": 5, "2": 7.5}
    assert run(course, "marks", "tiny", "--csv", tmp_path / "t.csv") == 0
    rows = {r["id"]: r for r in spreadsheet(tmp_path / "t.csv")}
    assert [rows[f"student-0{i}"]["to_mark"] for i in (1, 2)] == ["1", "0"]
    assert [rows[f"student-0{i}"]["why"] for i in (1, 2)] == ["", "2.5"]


# ------------------------------------------------------------------- Canvas


CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def canvas_export(titles=("tiny (77)", "Other (78)"), *, extra=(), delimiter=",", points="5.00"):
    rows = [[*CANVAS, *titles, "Final Score"], ["", "", "", "", "", *["Manual Posting"] * 2, ""]]
    rows.append(["    Points Possible", "", "", "", "", points, "1,000.00", "(read only)"])
    for student, first, last, email, number, _ in PEOPLE:
        name = f"{last}, {first}"
        rows.append([name, number, student, email, "Section, 1", "", "12.5", "99"])
    rows += [["Ger, Stran", "199", "", "", "S", "", "1", ""], *extra]
    rows.append(["Student, Test", "200", "", "", "S", "", "", ""])
    return lms_files.csv_bytes(rows, delimiter=delimiter, end="\n", bom=False)


def canvas_imports(data):
    """Return (assignment, points, student number → score) as Canvas's importer reads it.

    The delimiter is the one of which the first three lines have most; the last comma or full stop
    of a number is the decimal sign; columns after the last "Section" are assignments.
    """
    text = data.decode("utf-8-sig")
    first = "".join(text.splitlines(keepends=True)[:3])
    delimiter = max(",;\t", key=first.count)
    header, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    assert "Student" in header[0]
    assert "ID" in header[1]
    last = max(i for i, name in enumerate(header) if "Section" in name)
    [title] = header[last + 1 :]
    points, scores = None, {}
    for row in rows:
        value = row[last + 1]
        if re.fullmatch(r"[\d.,]+", value):
            *whole, part = re.split(r"[.,]", value)
            number = float(f"{''.join(whole)}.{part}") if whole else float(part)
        else:
            number = None
        if row[0].startswith("    Points Possible"):
            points = number
        elif row[0]:
            scores[row[1]] = number
    return title, points, scores


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_canvas_takes_one_assignment_for_those_who_have_a_mark(graded, tmp_path, capsys, delimiter):
    path = tmp_path / "export.csv"
    before = canvas_export(delimiter=delimiter)
    path.write_bytes(before)
    out = tmp_path / "out.csv"
    assert run(graded, "marks", "tiny", "--canvas", path, "--out", out) == 1
    told = capsys.readouterr().out
    assert canvas_imports(out.read_bytes()) == ("tiny (77)", 5, WANTED)
    assert "(Ger, Stran): nobody of the roster" in told
    assert path.read_bytes() == before


def test_who_is_excused_in_canvas_stays_so(graded, tmp_path, capsys):
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    data = canvas_export().decode()
    line = next(line for line in data.splitlines() if ",108,zoe," in line)
    excused = line.replace('"Section, 1",,', '"Section, 1",EX,')
    assert excused != line
    path.write_bytes(data.replace(line, excused).encode())
    assert run(graded, "marks", "tiny", "--canvas", path, "--out", out) == 1
    assert "excused in Canvas" in capsys.readouterr().out
    assert "108" not in canvas_imports(out.read_bytes())[2]


def test_canvas_s_assignment_is_named_where_it_is_in_doubt(graded, tmp_path, capsys):
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    path.write_bytes(canvas_export(("Problem set 1 (1234)", "Problem set 1 (99)")))
    assert run(graded, "marks", "tiny", "--canvas", path, "--out", out) == 2
    assert "--title" in capsys.readouterr().err
    title = ["--title", "Problem set 1"]
    assert run(graded, "marks", "tiny", "--canvas", path, "--out", out, *title) == 2
    assert "more than one" in capsys.readouterr().err
    title = ["--title", "Problem set 1 (1234)"]
    assert run(graded, "marks", "tiny", "--canvas", path, "--out", out, *title) == 1
    assert canvas_imports(out.read_bytes())[0] == "Problem set 1 (1234)"
    path.write_bytes(canvas_export(points="1,000.00"))
    assert run(graded, "marks", "tiny", "--canvas", path, "--out", out) == 2
    assert run(graded, "marks", "tiny", "--canvas", path, "--out", out, "--scale") == 1
    found = canvas_imports(out.read_bytes())[2]
    assert found == {number: 200 * marks for number, marks in WANTED.items()}
    assert "1,000" not in re.sub(r".*Points.*\n", "", out.read_text())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--canvas", "x.csv"],
        ["--canvas", "x.csv", "--out", "x.csv"],
        ["--csv", "x.csv", "--out", "y.csv"],
        ["--moodle", "missing.csv"],
    ],
)
def test_what_is_unclear_is_refused_in_one_line(graded, tmp_path, capsys, arguments, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(graded, "marks", "tiny", *arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("autograder: ")
    assert said.count("\n") == 1


# -------------------------------------------------------------- the table


def spreadsheet(path):
    """Return the rows of a CSV file as a spreadsheet shows them: no cell may be a formula."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    for found in rows:
        for cell in found.values():
            assert cell.isprintable()
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
            assert cell.lower() not in ("nan", "inf")
    return rows


def test_the_table_has_a_line_a_student_with_all_that_is_known(graded, tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    assert run(graded, "marks", "tiny", "--csv", one) == 1
    assert run(graded, "report", "tiny", "--csv", two) == 1
    assert one.read_bytes() == two.read_bytes()
    rows = {found["id"].removeprefix("'"): found for found in spreadsheet(one)}
    assert set(rows) == {*MARKS, "broken"}
    assert list(rows["zoe"])[:7] == [*COLUMNS, "double", "negate"]
    for student, first, last, email, number, marks in PEOPLE:
        found = rows[student]
        names = [found[c].removeprefix("'") for c in COLUMNS[1:]]
        assert names == [first, last, email, number]
        assert found["total"] == ("" if marks is None else f"{marks:g}")
        assert found["attempts"] == ("0" if marks is None else "1")
        assert found["isolated"] == ("" if marks is None else "yes")
    assert rows["absent"]["not_graded"] == "has not handed in"
    assert "not graded" in rows["broken"]["not_graded"]
    assert rows["o'brien (2)"]["hints"] == "negate: not-solved"
    assert (rows["zoe"]["penalty"], rows["zoe"]["points"], rows["zoe"]["late"]) == ("0", "5", "no")


def test_the_penalty_stands_in_the_table_and_in_the_total(course, tmp_path):
    (course / "course.toml").write_text(
        '[late]\npolicy = "percent"\npercent_per_day = 10\n\n'
        '[sets.tiny]\ndue = "2026-03-01 20:00 UTC"\n'
    )
    path = submit(course, "student-01", double=DOUBLE, negate=NEGATE)
    path.with_name("timestamp.txt").write_text("2026-03-01 22:00 UTC")
    grade(course, "tiny", tell=lambda _: None, jobs=1)
    assert run(course, "marks", "tiny", "--csv", tmp_path / "t.csv") == 0
    [found] = spreadsheet(tmp_path / "t.csv")
    assert (found["double"], found["negate"], found["penalty"]) == ("3", "2", "0.5")
    assert (found["total"], found["late"]) == ("4.5", "yes")
    assert class_report(course, "tiny").rows[0].total == 4.5
    assert Course.at(course).graded("student-01", "tiny").is_file()
