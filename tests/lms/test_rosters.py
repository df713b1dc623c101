"""People are taken in from what an LMS exports, in any language, or the doubt is said."""

import pytest
from lms.lms_files import csv_bytes, worksheet

from autograder.books.roster import Roster
from autograder.cli import main

MAILS = [("Анна", "К.", "anna@uni.edu"), ("=1+1", "O'Brien, x", "a+b@uni.edu")]


def run(course, path, *more):
    return main(["roster", str(path), "--course", str(course), *more])


@pytest.mark.parametrize(
    "header",
    [
        "First name|Last name|Email address|Groups",
        "Имя|Фамилия|Адрес электронной почты|Группы",
        "Vorname|Nachname|E-Mail-Adresse|Gruppen",
        "Prénom|Nom de famille|Adresse de courriel|Groupes",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_moodles_participants_in_any_language(course, tmp_path, header, delimiter):
    rows = [header.split("|"), *([*person, "G1"] for person in MAILS)]
    (tmp_path / "p.csv").write_bytes(csv_bytes(rows, delimiter=delimiter))
    assert run(course, tmp_path / "p.csv") == 0
    people = Roster.read(course / "roster.csv").people
    assert [(p.first_name, p.last_name, p.email) for p in people] == MAILS
    assert [p.id for p in people] == ["anna@uni.edu", "a+b@uni.edu"]
    assert people[0].more == {header.split("|")[3]: "G1"}
    assert run(course, tmp_path / "p.csv") == 0
    assert Roster.read(course / "roster.csv").people == people


def test_columns_that_nobody_can_know_are_named(course, tmp_path, capsys):
    rows = [["Kennwort", "Ruf, name", "N"], ["k-1", "Ada", "L."]]
    (tmp_path / "p.csv").write_bytes(csv_bytes(rows))
    assert run(course, tmp_path / "p.csv") == 2
    assert "--columns id=NAME" in capsys.readouterr().err
    said = "id=Kennwort,first_name=Ruf, name,last_name=N"
    assert run(course, tmp_path / "p.csv", "--columns", said) == 0
    (person,) = Roster.read(course / "roster.csv").people
    assert (person.id, person.name) == ("k-1", "Ada L.")


@pytest.mark.parametrize("language", ["en", "ru", "de"])
def test_moodles_worksheet(course, tmp_path, language, capsys):
    people = [(1, "Анна К.", "anna@uni.edu"), (2, "Ivan Petrov", "i@uni.edu")]
    (tmp_path / "w.csv").write_bytes(worksheet(people, language, maximum="5,00"))
    assert run(course, tmp_path / "w.csv") == 0
    assert "read as Moodle's grading worksheet" in capsys.readouterr().out
    found = Roster.read(course / "roster.csv").people
    assert [(p.id, p.name) for p in found] == [
        ("anna@uni.edu", "Анна К."),
        ("i@uni.edu", "Ivan Petrov"),
    ]


def test_canvas_gradebook(course, tmp_path):
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "tiny (77)", "Final Score"],
        ["    Points Possible", "", "", "", "", "5", "(read only)"],
        ["К., Анна", "11", "s-11", "anna", "A", "", ""],
        ["Student, Test", "99", "", "", "A", "", ""],
    ]
    (tmp_path / "c.csv").write_bytes(csv_bytes(rows, bom=False))
    (course / "roster.csv").write_text("id,first_name,last_name\nstudent-01,Анна,К.\n", "utf-8")
    assert run(course, tmp_path / "c.csv") == 0
    (person,) = Roster.read(course / "roster.csv").people
    assert (person.id, person.lms_id) == ("student-01", "11")
