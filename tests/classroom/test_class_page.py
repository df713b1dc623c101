"""The page of the class says what is so, and without names gives nobody away."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from class_of_known_answers import CLASS, HOSTILE, MISSING, SECRETS, known_class
from tiny_course import DOUBLE, NEGATE, submit

from autograder.books.course import Course
from autograder.classroom.class_page import write_class_page
from autograder.classroom.grade import grade
from autograder.classroom.insight import insight
from autograder.cli import main


@pytest.fixture(scope="module")
def root(released_course, tmp_path_factory):
    return known_class(released_course, tmp_path_factory.mktemp("known") / "course")


@pytest.fixture(scope="module")
def view(root):
    return insight(Course.at(root), "tiny")


def page(root, anonymous=False, sets=("tiny",)):
    path = root / "class.html"
    write_class_page(root, sets, path, anonymous=anonymous)
    return path.read_text(encoding="utf-8")


class Words(HTMLParser):
    """The words of a page, and its elements."""

    def __init__(self, text):
        super().__init__()
        self.words, self.elements, self.text = [], [], text
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def said(self):
        return " ".join(" ".join(self.words).split())


def test_a_mistake_is_counted_with_the_answers_behind_it(view):
    (double,) = (m for m in view.mistakes if m.exercise == "double")
    assert double.hint == "one-term"
    assert "The product rule has two terms." in double.text
    assert double.parts == ["numbers", "arrays"]
    largest, other = double.answers
    assert sorted(largest.students) == sorted(["o'brien (2)", "Берта К.", "student-04"])
    assert other.students == ["student-05"]


def test_what_no_mistake_explains_is_kept_apart(view):
    found = {(m.hint, *m.students) for m in view.unexplained if m.exercise == "double"}
    assert ("wrong-value", "student-06") in found
    assert all(HOSTILE in students for hint, *students in found if hint != "wrong-value")
    assert not any("student-08" in m.students for m in [*view.unexplained, *view.mistakes])
    assert view.not_started == {"double": 1, "negate": 1}


def test_counts_attempts_and_times(root, view):
    text = Words(page(root)).said()
    for words in ("8 handed in", "8 graded", "0 wait for a person", "1 missing"):
        assert words in text
    assert f"Who is missing {MISSING}" in text
    assert {(t.student, t.count, t.first, t.best, t.last) for t in view.tries if t.count > 1} == {
        ("student-05", 2, 1.0, 1.0, 0.0)
    }
    assert {f"{day}": n for day, n in view.days.items()} == {"2026-02-27": 1, "2026-03-01": 8}
    spent = view.spent["double"]
    assert (spent.minutes, spent.longest, spent.runs, spent.notebooks) == (20.0, 30.0, 4.0, 2)
    assert "no proof of anything" in text


def test_the_heat_map_has_numbers_and_leads_to_the_feedback(root):
    found = Words(page(root))
    links = [a["href"] for tag, a in found.elements if tag == "a" and "feedback" in a["href"]]
    assert "feedback/o%27brien%20%282%29/tiny/tiny.html#negate" in links
    assert len(links) == 2 * len(CLASS)
    row = re.search(r'<tr id="s1-\d+">(?:(?!</tr>).)*student-05.*?</tr>', found.text, re.DOTALL)[0]
    assert Words(row).said() == "student-05 Hanna Petrova 0 0 0"


def test_what_coming_late_takes_off_is_a_column_where_names_are_told(course):
    (course / "course.toml").write_text(
        '[late]\npolicy = "percent"\n[sets.tiny]\ndue = "2026-03-01 20:00 UTC"\n'
    )
    for student, when in (("student-01", "2026-03-01"), ("student-02", "2026-03-02")):
        path = submit(course, student, double=DOUBLE, negate=NEGATE)
        path.with_name("timestamp.txt").write_text(f"{when} 19:00 UTC")
    grade(course, "tiny", tell=lambda _: None)

    rows = re.findall(r'<tr id="s1-\d+">.*?</tr>', page(course), re.DOTALL)
    assert [Words(row).said() for row in rows] == [
        "student-01 3 2 0 5",
        "student-02 late 3 2 -0.5 4.5",
    ]
    assert "Totals are less what coming late takes off." in page(course, anonymous=True)
    assert "<span>penalty</span>" not in page(course, anonymous=True)


def test_a_page_outside_of_the_course_leads_nowhere(root, tmp_path):
    path = tmp_path / "class.html"
    write_class_page(root, ["tiny"], path)
    assert "feedback/" not in path.read_text(encoding="utf-8")


def test_the_command_beside_a_mistake_grades_who_made_it(root, capsys):
    text = unescape(page(root))
    assert "autograder grade tiny --hint one-term --exercise double<" in text
    command = ["grade", "tiny", "--hint", "one-term", "--exercise", "double", "--course", str(root)]
    assert main([*command, "--no-feedback", "--jobs", "1"]) == 0
    said = capsys.readouterr().out
    assert "tiny: one-term: 4 to be graded again" in said
    assert "tiny: 4 graded, 0 not" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--hint", "one-trem"], "nobody got the hint 'one-trem'. There are: double: one-term (4)"),
        (["--hint", "sign", "--exercise", "double"], "There are: double: one-term (4), double: "),
        (["--exercise", "double"], "name the hint too"),
        (["--hint", "sign", "--watch"], "use one of them"),
    ],
)
def test_a_hint_that_nobody_got_is_refused_with_those_that_there_are(root, capsys, options, said):
    assert main(["grade", "tiny", *options, "--course", str(root)]) == 2
    assert said in capsys.readouterr().err


# -------------------------------------------------------------------- nothing acts, nobody is named


@pytest.mark.parametrize("anonymous", [False, True])
def test_what_a_student_wrote_only_shows_itself(root, anonymous):
    found = Words(page(root, anonymous))
    assert not [tag for tag, _ in found.elements if tag in ("img", "iframe", "link", "object")]
    assert [tag for tag, _ in found.elements].count("script") == 1
    for _, attributes in found.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src"):
            assert not re.match(r"[a-z]+:|//", attributes.get(name, ""), re.IGNORECASE)
    policy = next(a["content"] for _, a in found.elements if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_without_names_nobody_can_be_told(root):
    text = page(root, anonymous=True)
    for secret in [*SECRETS, *CLASS, MISSING, "feedback", "&lt;img"]:
        assert secret.casefold() not in unescape(text).casefold(), secret
    assert "autograder grade" not in text


def test_without_names_code_is_shown_where_three_wrote_the_same(root):
    found = Words(page(root, anonymous=True))
    code = re.findall(r"<pre.*?</pre>", found.text, re.DOTALL)
    assert len(code) == 1
    assert "v1 = x" in Words(code[0]).said()
    assert "3 students with the same program" in found.said()


def test_without_names_rows_are_in_an_order_of_the_seed(root):
    def rows():
        text = page(root, anonymous=True)
        return re.findall(r'class="who">(\d+)</th>\s*(.*?)</tr>', text, re.DOTALL)

    first = rows()
    assert [int(number) for number, _ in first] == list(range(1, len(CLASS) + 1))
    assert rows() == first
    seed = root / ".course_seed"
    before = seed.read_text()
    orders = set()
    for other in range(8):
        seed.write_text(f"{other}\n")
        orders.add(tuple(cells for _, cells in rows()))
    seed.write_text(before)
    assert len(orders) > 1


# -------------------------------------------------------------------- the command


def test_the_command_writes_one_set_or_the_term(root, capsys, tmp_path):
    for options in (["tiny"], ["--term"], ["tiny", "--anonymous"]):
        path = tmp_path / "-".join(options)
        assert main(["report", *options, "--html", str(path), "--course", str(root)]) == 0
        assert path.stat().st_size > 5000
    assert "without names" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["tiny", "--anonymous"], "add --html FILE"),
        (["tiny", "--term"], "leave tiny or --term out"),
        (["--csv", "x.csv"], "name it"),
        (["nothing", "--html", "x.html"], "autograder release nothing"),
        (["tiny", "--html", "roster.csv/x.html"], "cannot be written"),
    ],
)
def test_the_command_refuses_what_it_cannot_do(root, capsys, options, said, monkeypatch):
    monkeypatch.chdir(root)
    assert main(["report", *options]) == 2
    assert said in capsys.readouterr().err
