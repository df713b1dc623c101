"""Do the pages about the reference module show its code and its docstrings, all and unchanged?"""

from __future__ import annotations

import ast
import html
import inspect
import re
import textwrap
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np
import pytest
import test_build as chapters

from autograder import reference as ad
from autograder.book import build as book
from autograder.book import listings
from autograder.reference import (
    arrays,
    composed,
    core,
    graph,
    linalg,
    matrices,
    modes,
    products,
    protocol,
    reductions,
    schedules,
    stochastic,
    transformations,
    ufuncs,
)

PAGES = book.ROOT / "chapters"
WALK = PAGES / "reference_module.md"


@pytest.fixture(scope="module")
def built() -> Path:
    """The folder of the book's pages; built first if any chapter or code is newer."""
    if not book.is_current():
        assert book.build() == 0, "the book does not build: run `make book`, read its warnings"
    return book.ROOT / "_build" / "html" / "chapters"


def entries(page: str) -> dict[str, tuple[str, str]]:
    """The head and the text of each function and class on the built page of functions."""
    found = re.findall(
        r'<dt class="sig[^>]* id="([^"]+)">(.*?)</dt>\s*<dd>(.*?)(?=<dt|\Z)', page, re.S
    )

    def plain(part: str) -> str:
        return html.unescape(re.sub(r"<[^>]+>", "", part))

    return {name: (plain(head), plain(text)) for name, head, text in found}


def words(text: str) -> list[str]:
    """The words of a docstring or of a page, without marks and quotes that typesetting changes."""
    return re.findall(r"\w+", text)


# ---------------------------------------------------------------- the page of functions


def test_every_public_name_is_on_the_page_with_its_docstring(built: Path) -> None:
    shown = entries((built / "api.html").read_text("utf-8"))

    for name in ad.__all__:
        _, text = shown[f"autograder.reference.{name}"]
        said = words(inspect.getdoc(getattr(ad, name)) or "")
        assert said, f"{name} has no docstring"
        assert words(text)[: len(said)] == said, f"{name}: the page does not say its docstring"


@pytest.mark.parametrize("module", ["stochastic", "schedules"])
def test_every_public_function_of_the_other_modules_is_on_the_page(
    built: Path, module: str
) -> None:
    shown = entries((built / "api.html").read_text("utf-8"))
    prefix = f"autograder.reference.{module}"
    tree = ast.parse((Path(ad.__file__).parent / f"{module}.py").read_text("utf-8"))

    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert f"{prefix}.{node.name}" in shown


def test_a_call_is_shown_with_all_its_arguments(built: Path) -> None:
    shown = entries((built / "api.html").read_text("utf-8"))

    for name in ad.__all__:
        thing = getattr(ad, name)
        if inspect.isfunction(thing):
            head, _ = shown[f"autograder.reference.{name}"]
            for parameter in inspect.signature(thing).parameters:
                assert re.search(rf"\b{parameter}\b", head), f"{name}: {parameter} is not shown"


def test_every_numpy_function_with_a_rule_is_listed(built: Path) -> None:
    page = html.unescape((built / "api.html").read_text("utf-8"))

    for function in core.RULES:
        if isinstance(function, np.ufunc) and getattr(np, function.__name__, None) is function:
            assert f">np.{function.__name__}<" in page


CHOICES: dict[str, Any] = {
    "hvp": lambda mode: ad.hvp(lambda x: np.sum(x**3), np.ones(2), np.ones(2), mode=mode),
    "jacobian": lambda mode: ad.jacobian(np.sin, mode=mode)(np.ones(2)),
}


def test_a_docstring_names_the_choices_of_an_argument_and_each_is_accepted() -> None:
    with_choice = {
        name: parameter.default
        for name in ad.__all__
        if inspect.isfunction(thing := getattr(ad, name))
        for parameter in inspect.signature(thing).parameters.values()
        if isinstance(parameter.default, str)
    }

    assert set(with_choice) == set(CHOICES), "give the new function an entry of CHOICES"
    for name, default in with_choice.items():
        said = inspect.getdoc(getattr(ad, name)) or ""
        assert len(said.splitlines()) > 1, f"{name}: the choices need more than a line"
        named = set(re.findall(r'"([\w-]+)"', said))
        assert default in named or len(named) > 1
        for choice in named | {default}:
            CHOICES[name](choice)
        with pytest.raises(ValueError, match="mode is"):
            CHOICES[name]("sideways")


def test_a_source_that_a_docstring_names_is_cited() -> None:
    said = "As Baur and Strassen (1983) and Chen et al. (2016) show; forward mode (Wengert 1964)."

    assert listings.cited(said) == (
        "As {cite:t}`baur1983` and {cite:t}`chen2016` show; forward mode {cite:p}`wengert1964`."
    )
    assert listings.cited("Needs 2000 steps (about 1999) of 3 (see 2000).").count("cite") == 0


def test_the_page_cites_every_source_that_it_names(built: Path) -> None:
    page = html.unescape((built / "api.html").read_text("utf-8"))
    links = re.findall(r'<a [^>]*href="bibliography\.html#\w+" title="([^"]*)"', page)
    shown = [getattr(ad, name) for name in ad.__all__]
    shown += [*vars(stochastic).values(), *vars(schedules).values()]
    said = "".join(inspect.getdoc(thing) or "" for thing in shown if callable(thing))

    keys = set(re.findall(r"\{cite:[tp]\}`(\D+)(\d+)`", listings.cited(said)))
    assert len(keys) > 8
    for author, year in keys:
        assert any(author in link.lower() and year in link for link in links), (author, year)


# ---------------------------------------------------------------- the listings


class Untyped(ast.NodeTransformer):
    """Code without its annotations."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is None:
            return node
        return ast.copy_location(ast.Assign([node.target], node.value), node)


def test_a_listing_is_the_code_that_runs_without_its_types() -> None:
    compared = 0
    for module in (
        *(core, modes, transformations, protocol),
        *(ufuncs, arrays, reductions, products, composed, linalg, matrices, graph),
    ):
        for thing in vars(module).values():
            if not (inspect.isfunction(thing) or inspect.isclass(thing)):
                continue
            if thing.__module__ != module.__name__ or thing.__name__ == "<lambda>":
                continue
            original = ast.parse(textwrap.dedent(inspect.getsource(thing)))
            listed = ast.parse(listings.source(thing))
            assert ast.dump(listed) == ast.dump(Untyped().visit(original)), thing.__name__
            compared += 1
    assert compared > 50


def facts(code: CodeType) -> tuple[Any, ...]:
    """What code uses.  Its instructions depend on how the lines of a call are broken, too."""
    constants = [facts(c) if isinstance(c, CodeType) else c for c in code.co_consts]
    return code.co_names, code.co_varnames, code.co_freevars, constants


def test_a_rule_that_is_shown_is_the_rule_that_runs() -> None:
    compared = 0
    for primitive in core.RULES.values():
        for rule in getattr(primitive, "vjps", ()):
            if getattr(rule, "__name__", "") != "<lambda>" or rule.__closure__:
                continue
            head = inspect.signature(rule)
            places = [  # a default may be an object that cannot be written down
                p if p.default is p.empty else p.replace(default=None)
                for p in head.parameters.values()
            ]
            given = str(head.replace(parameters=places))[1:-1]
            again = eval(f"lambda {given}: {listings.source(rule)}", rule.__globals__)
            assert facts(again.__code__) == facts(rule.__code__), listings.source(rule)
            compared += 1
    assert compared > 50


def test_a_docstring_can_be_left_out_of_a_listing() -> None:
    bare = listings.source(transformations.vjp, docstring=False)

    assert '"""' not in bare
    assert (
        bare.splitlines()[1]
        == listings.source(transformations.vjp).split('"""\n')[1].splitlines()[0]
    )


def test_the_walk_types_no_code_of_the_module() -> None:
    text = WALK.read_text("utf-8")

    for name in ("apply", "push", "unbroadcast", "elementwise", "dispatch"):
        assert f"def {name}(" not in text


# ---------------------------------------------------------------- the walk is a chapter


@pytest.mark.parametrize(
    "promise",
    [
        chapters.test_every_chapter_checks_what_it_says,
        chapters.test_every_figure_has_a_caption_and_every_drawn_one_a_text,
        chapters.test_every_chapter_opens_with_a_question_and_ends_with_practice,
        chapters.test_every_question_has_a_folded_answer,
    ],
    ids=lambda promise: promise.__name__.removeprefix("test_"),
)
def test_the_walk_keeps_the_promises_of_a_chapter(promise: Any) -> None:
    promise(WALK)
