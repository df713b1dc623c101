"""The books take a submission's time and files as nbgrader does, and nothing that stops them."""

import os
import time
from datetime import datetime
from importlib.resources import files
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from nbgrader import utils

from autograder.books import submitted
from autograder.books.submitted import SubmissionError, files_beside, handed_in

ZONE = (files("tzdata") / "zoneinfo" / "Asia" / "Tokyo").read_bytes()
IGNORED = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]


@pytest.fixture
def in_time():
    begin = time.process_time()
    yield
    assert time.process_time() - begin < 10


def test_a_time_without_a_zone_is_meant_in_the_course_s(tmp_path):
    (tmp_path / "timestamp.txt").write_text("2026-03-01 18:30:00\n")
    assert handed_in(tmp_path) == datetime(2026, 3, 1, 18, 30)
    assert handed_in(tmp_path, ZoneInfo("Europe/Moscow")) == datetime(2026, 3, 1, 15, 30)


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_without_a_time_there_is_none(tmp_path, text):
    if text is not None:
        (tmp_path / "timestamp.txt").write_text(text)
    assert handed_in(tmp_path) is None


@pytest.mark.parametrize(
    "text",
    [
        *("yesterday", "1" * 100, "9999999999-01-01", "2026-03-01 18:30:00 UTC" * 8, "\x00", "１"),
        *("1 " * 5_000_000, "-" * 5_000_000, "2026-03-01 25:99", "é", "\x1b[31m", "a:" * 90),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_no_time_is_refused_at_once(in_time, tmp_path, text):
    (tmp_path / "timestamp.txt").write_text(text)
    with pytest.raises(
        SubmissionError, match=r"(?s)timestamp\.txt: .*(is expected|larger than 200 bytes)"
    ):
        handed_in(tmp_path)


@pytest.mark.parametrize("zone", ["{}", ":{}", "../../../../../../..{}", "Europe/../..{}"])
def test_no_file_that_a_submission_names_is_read_for_a_zone(tmp_path, zone):
    (tmp_path / "zone").write_bytes(ZONE)
    name = zone.format(tmp_path / "zone")
    (tmp_path / "timestamp.txt").write_text(f"2026-03-01 18:30:00 {name}"[:200])
    with pytest.raises(SubmissionError, match=r"stands for one offset|is too long"):
        handed_in(tmp_path)


@pytest.mark.parametrize("odd", ["pipe", "folder", "device", "link", "terabyte"])
def test_what_is_no_file_is_not_read_for_a_time(in_time, tmp_path, odd):
    path = tmp_path / "timestamp.txt"
    if odd == "pipe":
        os.mkfifo(path)
    elif odd == "folder":
        path.mkdir()
    elif odd == "terabyte":
        path.touch()
        os.truncate(path, 2**40)
    else:
        (tmp_path / "other").write_text("2026-03-01 18:30:00 UTC")
        path.symlink_to("/dev/zero" if odd == "device" else "other")
    with pytest.raises(SubmissionError, match="cannot be read"):
        handed_in(tmp_path)


def test_the_files_are_those_that_nbgrader_takes(tmp_path):
    folder = tmp_path / "set"
    for name in (
        "a.csv",
        "b.pyc",
        ".hidden.pyc",
        ".hidden",
        "more/c",
        "more/__pycache__/d",
        "x.ipynb",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    for name in (
        ".ipynb_checkpoints/e",
        "more/feedback/f/g",
        "[h]/i",
        "feedback.txt",
        "more/j.ipynb",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    theirs = utils.find_all_files(str(folder), [*IGNORED, "*.ipynb"])
    assert sorted(map(str, files_beside(folder, IGNORED).values())) == sorted(theirs)
    assert files_beside(tmp_path / "none", IGNORED) == {}


def test_an_ignored_folder_is_not_counted_and_others_are(in_time, tmp_path):
    for place in ("set/__pycache__", "other/more"):
        (tmp_path / place).mkdir(parents=True)
        for i in range(60):
            (tmp_path / place / str(i)).touch()
    with patch("autograder.submission.reading.MOST_FILES", 50):
        assert files_beside(tmp_path / "set", IGNORED) == {}
        with pytest.raises(SubmissionError, match=r"other: its folder holds more than 50 files"):
            files_beside(tmp_path / "other", IGNORED)


def test_ten_thousand_files_are_listed_in_time_linear_in_their_number(in_time, tmp_path):
    for i in range(9_000):
        (tmp_path / str(i)).touch()
    assert len(files_beside(tmp_path, IGNORED)) == 9_000


def test_the_bytes_to_copy_are_bounded(in_time, tmp_path):
    (tmp_path / "large").touch()
    os.truncate(tmp_path / "large", submitted.LARGEST_FOLDER + 1)
    with pytest.raises(SubmissionError, match="have more than 1024 MiB"):
        files_beside(tmp_path, IGNORED)
