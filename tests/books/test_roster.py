"""The roster loses nobody, guesses nobody, and says which ids no folder can have."""

import csv
import io
import unicodedata

import pytest

from autograder.books.course import Course
from autograder.books.roster import Person, Roster, key, trouble_with, write_students
from autograder.books.tables import Table, guarded, unguarded
from autograder.errors import CourseError

ODD = [
    "a+b@uni.edu",
    "o'brien (2)",
    "[x]",
    "Анна К.",
    "=1+1",
    "two words",
    "ümit",
    "x" * 90,
    'quo"te, comma',
    "'=x",
]


@pytest.mark.parametrize("student", ODD)
def test_an_odd_id_survives_the_file(tmp_path, student):
    path = tmp_path / "roster.csv"
    Roster([Person(student, "Ada", "_x_; y", "a@b.c", "7", {"group": "1\n2"})]).write(path)
    (person,) = Roster.read(path).people
    assert person == Person(student, "Ada", "_x_; y", "a@b.c", "7", {"group": "1\n2"})
    cells = next(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert not cells["id"].startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("student", "why"),
    [
        ("a/b", "separate folders"),
        ("a\\b", "separate folders"),
        (".hidden", "hidden"),
        ("-rf", "option"),
        ("a\nb", "line end"),
        ("a\x07b", "cannot be seen"),
        ("a\u202eb", "cannot be seen"),
        ("*", "any name"),
        ("x" * 129, "longer than"),
        ("я" * 101, "longer than"),
        ("", "empty"),
    ],
)
def test_an_id_that_no_folder_can_have_is_refused_with_the_reason(tmp_path, student, why):
    assert why in trouble_with(student)
    path = tmp_path / "roster.csv"
    file = io.StringIO()
    csv.writer(file).writerows([["id", "email"], ["student-01", ""], [student, "x@y.z"]])
    path.write_text(file.getvalue(), encoding="utf-8", newline="")
    with pytest.raises(CourseError, match="line 3") as error:
        Roster.read(path)
    assert why in str(error.value)


@pytest.mark.parametrize(
    "other", ["STUDENT-01", "student-01", unicodedata.normalize("NFD", "stüdent-01")]
)
def test_two_ids_that_would_be_one_folder_are_named(tmp_path, other):
    first = "stüdent-01" if "u" in other and other != "student-01" and "̈" in other else "student-01"
    path = tmp_path / "roster.csv"
    path.write_text(f"id\n{first}\n{other}\n", encoding="utf-8")
    with pytest.raises(CourseError, match="line 3") as error:
        Roster.read(path)
    assert first in str(error.value)


def test_names_are_found_whatever_their_case_form_and_order():
    nfd = unicodedata.normalize("NFD", "Zoë Müller")
    roster = Roster(
        [
            Person("student-01", "Zoë", "Müller", "zoe@uni.edu", "11"),
            Person("student-02", "Анна", "К."),
            Person("student-03", "Анна", "К.", "anna@uni.edu"),
        ]
    )
    assert [p.id for p in roster.find("MÜLLER, zoë")] == ["student-01"]
    assert [p.id for p in roster.find(nfd)] == ["student-01"]
    assert [p.id for p in roster.find("ZOE@UNI.EDU")] == ["student-01"]
    assert [p.id for p in roster.find("11")] == ["student-01"]
    assert [p.id for p in roster.find("К.  Анна")] == ["student-02", "student-03"]
    assert roster.find("nobody") == roster.find("") == []
    assert key("Straße") == key("STRASSE")


def test_an_import_loses_nobody_and_says_what_it_did():
    roster = Roster(
        [Person("student-01", "Ada", "L.", "ada@uni.edu", more={"seat": "4"}), Person("student-02")]
    )
    done = roster.merge(
        [
            ("line 2", Person("", "Ada", "Lovelace", "ada@uni.edu", "77", {"Groups": "A"})),
            ("line 3", Person("", "Bob", "B.", "bob@uni.edu")),
            ("line 4", Person("", "Bob", "B.", "BOB@uni.edu")),
            ("line 5", Person("", "Nameless", "One")),
            ("line 6", Person("student-02")),
        ]
    )
    assert [p.id for p in roster.people] == ["student-01", "student-02", "bob@uni.edu"]
    assert roster.people[0] == Person(
        "student-01", "Ada", "Lovelace", "ada@uni.edu", "77", {"seat": "4", "Groups": "A"}
    )
    assert done.added == ["bob@uni.edu (Bob B.)"]
    assert done.unchanged == 1
    assert "last_name L. → Lovelace" in done.changed[0]
    assert [p.partition(":")[0] for p in done.problems] == ["line 4", "line 5"]
    assert "--columns id=NAME" in done.problems[1]


def test_two_people_of_one_name_are_named_and_not_guessed():
    roster = Roster([Person("s1", "Анна", "К."), Person("s2", "анна", "к.")])
    done = roster.merge([("line 2", Person("", "Анна", "К.", "new@uni.edu"))])
    assert len(roster.people) == 2
    assert "s1 (Анна К.), s2 (анна к.)" in done.problems[0]


def test_an_address_of_somebody_else_is_no_second_person():
    roster = Roster([Person("s1", email="a@uni.edu")])
    done = roster.merge([("line 2", Person("s9", email="A@uni.edu"))])
    assert [p.id for p in roster.people] == ["s1"]
    assert "the e-mail address or LMS id of s1" in done.problems[0]


def test_the_gradebook_has_everybody_and_keeps_who_is_there(course):
    opened = Course.at(course)
    with opened.gradebook() as gradebook:
        gradebook.add_student("old", first_name="Old")
        gradebook.add_student("STUDENT-01")
    roster = Roster([Person("student-01", "Ada", "L.", "a@b.c", "7"), Person("old", email="o@p.q")])
    doubts = write_students(opened, roster)
    with opened.gradebook() as gradebook:
        student = gradebook.find_student("student-01")
        assert (student.first_name, student.last_name) == ("Ada", "L.")
        assert (student.email, student.lms_user_id) == ("a@b.c", "7")
        assert gradebook.find_student("old").first_name == "Old"
        assert gradebook.find_student("old").email == "o@p.q"
    assert len(doubts) == 1
    assert "STUDENT-01" in doubts[0]


# -------------------------------------------------------------------- tables


def test_a_changed_cell_changes_nothing_else(tmp_path):
    path = tmp_path / "t.csv"
    data = '\ufeffa;b\r\n"x ""y"";";1,5\r\n\r\n  z;"2\r\n3"\r\n'.encode()
    path.write_bytes(data)
    table = Table.read(path)
    assert table.rows == [["a", "b"], ['x "y";', "1,5"], ["  z", "2\r\n3"]]
    assert [table.line(i) for i in range(3)] == [1, 2, 4]
    assert table.changed({}) == data
    assert table.changed({(1, 1): "2;5"}) == data.replace(b"1,5", b'"2;5"')


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    path = tmp_path / "t.csv"
    rows = [["id", "a, b", "c; d"], ["1", "x; y", ""], ["2", "p, q; r", "s"]]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    assert Table.read(path).rows == rows


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"id\n\xff\xe9\n", "UTF-8"),
        (b"PK\x03\x04...", "Excel"),
        (b"", "empty"),
        (b'id\n"open\n', "line 2: a quotation mark"),
    ],
)
def test_what_is_no_table_is_said_in_a_line(tmp_path, data, why):
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(CourseError, match=why) as error:
        Table.read(tmp_path / "t.csv")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'a", "+1", "", "-", "it's"])
def test_a_guarded_text_is_no_formula_and_comes_back(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@"))
