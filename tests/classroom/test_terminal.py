"""Whatever a student wrote reaches a terminal or a table as words that only show themselves."""

import time
import unicodedata

import pytest

from autograder.terminal import LONGEST_LINE, printable, spreadsheet_cell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[1;1Hcleared", "cleared"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("a\nps2: 3 of 9  student-01  20 of 20", "a ps2: 3 of 9  student-01  20 of 20"),
        ("a\r\x0b\x0c\x85\u2028\u2029b", "a      b"),
        ("a\x08\x08b\x7f\x00", "ab"),
        ("\u202egnp.exe\u2066\u200f\u061c\ufeff\u200b\xad", "gnp.exe"),
        ("half \ud800", "half "),
        ("∂L/∂w → “ja”, Жук, 木", "∂L/∂w → “ja”, Жук, 木"),
    ],
)
def test_a_line_only_shows_itself(text, shown):
    assert printable(text) == shown


def test_no_character_gets_through_that_does_something():
    for code in range(0x110000):
        for c in printable(chr(code)):
            assert unicodedata.category(c)[0] != "C", hex(code)
            assert unicodedata.category(c) not in ("Zl", "Zp"), hex(code)


def test_a_line_is_bounded_and_so_is_the_time_for_it():
    begin = time.process_time()
    for piece in ("x", "\x1b[", "\x1b[1;", "\x1b[ ", "\x9b", "\x1b"):
        assert len(printable(piece * 10**7)) <= LONGEST_LINE
    assert time.process_time() - begin < 2
    assert printable("x" * 601) == "x" * 599 + "…"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n=1", "\x00=1"])
def test_a_table_holds_no_formula(text):
    assert spreadsheet_cell(text).startswith("'")


def test_ordinary_names_stand_in_a_table_as_they_are():
    assert spreadsheet_cell("student-01") == "student-01"
