"""The page for instructors names commands, settings and exercises that there are."""

import re
import shlex
import tomllib
from importlib import import_module

import pytest
from tiny_course import PROJECT

from autograder.books.settings import read_settings
from autograder.checks import exercises
from autograder.cli import _parser
from autograder.problem_sets.source import problem_sets

PAGES = [PROJECT / "chapters" / "teaching.md", PROJECT / "README.md"]


def commands():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                if line.startswith("autograder "):
                    yield page.name, line
        for line in re.findall(r"`(autograder \w[^`]*)`", text):
            yield page.name, line


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_every_command_can_be_given(page, line, capsys):
    words = shlex.split(line, comments=True)[1:]
    parser = _parser()
    if len(words) == 1:  # a command that is spoken of, without what it takes
        assert words[0] in parser.format_help()
        return
    try:
        options = parser.parse_args(words)
    except SystemExit:
        pytest.fail(f"{page}: {line}: {capsys.readouterr().err}")
    for name in [*getattr(options, "sets", []), getattr(options, "set", None)]:
        assert name is None or name in [*problem_sets(PROJECT), "SET"], line
    given = getattr(options, "exercise", None) or []
    for exercise in [given] if isinstance(given, str) else given:
        name = options.sets[0] if hasattr(options, "sets") else options.set
        by_person = getattr(import_module(f"autograder.checks.{name}"), "BY_PERSON", {})
        assert exercise in [*(e.name for e in exercises(name)), *by_person], line


def test_the_settings_that_the_page_shows_are_read_as_it_says(tmp_path):
    text = PAGES[0].read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        tomllib.loads(block)
        (tmp_path / "course.toml").write_text(block, encoding="utf-8")
        read_settings(tmp_path)
