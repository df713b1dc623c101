"""Answers are the same where they are the same program, and show nobody's words."""

import time

import pytest

from autograder.classroom.alike import same_as, vocabulary, without_author

KNOWN = vocabulary("def double(x):\n    raise NotImplementedError")
ANSWER = "def double(x):\n    twice = 2 * x\n    return twice"


@pytest.mark.parametrize(
    "other",
    [
        "def double( x ):   # mine\n    y = 2*x\n    return y\n\n",
        'def double(x):\n    """Doc."""\n    "note"\n    anna = 2 * x\n    return anna',
        "def double(x):\n    (twice) = (2 * x)\n    return (twice)",
    ],
)
def test_layout_comments_docstrings_and_own_names_do_not_count(other):
    assert same_as(other, KNOWN) == same_as(ANSWER, KNOWN)


@pytest.mark.parametrize(
    "other",
    [
        "def double(x):\n    twice = x * 2\n    return twice",
        "def double(x):\n    twice = 2 * x\n    return x",
        "def double(x):\n    twice = 3 * x\n    return twice",
        "def double(y):\n    twice = 2 * x\n    return twice",
        "def double(x):\n  twice = 2 * x\n return twice",
    ],
)
def test_another_program_is_another_answer(other):
    assert same_as(other, KNOWN) != same_as(ANSWER, KNOWN)


def test_names_of_a_library_count():
    one, other = (f"def double(x):\n    return jax.{name}(x)" for name in ("foo", "bar"))
    assert same_as(one, KNOWN) != same_as(other, KNOWN)


PERSONAL = '''
# anna
import anna_module.petrova as ap
from anna_module import anna_thing as thing
class Anna:
    petrova: int = 3
    __slots__ = ("anna",)
def double(x, *, anna_kw="anna", **anna_rest) -> "Anna":
    """anna"""
    global anna_state
    x.anna_attribute = 20050117
    text = f"anna {x:>anna} {x!r}", b"anna", 3.141592653589, 20050117j
    try:
        double(x, anna_kw=1)
    except anna_module.Anna as anna_error:
        pass
    match x:
        case {"anna": anna_1, **anna_2}: pass
        case [*anna_3]: pass
        case Anna(petrova=anna_4): pass
    anna_label: "anna" = lambda anna_5, /: [anna_6 for anna_6 in anna_5 if (anna_7 := 1)]
    async def anna_8(): pass
    return np.exp(x)
'''


def test_no_word_of_the_author_is_left():
    shown = without_author(PERSONAL, KNOWN)
    for word in ("anna", "petrova", "2005", "3.14"):
        assert word not in shown.casefold()
    assert "return np.exp(x)" in shown
    compile(shown.replace("…", "text"), "shown", "exec")


@pytest.mark.parametrize(
    "source", ["def double(x:", "x = 1\n\x00", "(" * 500 + ")" * 500, "1" * 60_000]
)
def test_what_is_no_program_is_not_shown(source):
    assert without_author(source, KNOWN) is None
    assert same_as(source, KNOWN) != same_as(ANSWER, KNOWN)


def test_odd_programs_take_no_time():
    begin = time.process_time()
    for source in ("-" * 40_000 + "1", "+".join("1" * 20_000), "x" + ".y" * 15_000, "[" * 20_000):
        same_as(source, KNOWN)
        without_author(source, KNOWN)
    assert time.process_time() - begin < 5
