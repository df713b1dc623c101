"""The house is as CONTRIBUTING draws it: no arrow up, no circle, no nbgrader where none may be."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "autograder"
FILES = sorted(p for p in PACKAGE.rglob("*.py"))


def picture():
    """Return the rooms in the order of CONTRIBUTING's table: lower ones first."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `autograder/(\w+)(?:/|\.py)` \|", text, re.MULTILINE)


ROOMS = picture()


def name_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


def room_of(name):
    return name.split(".")[1] if "." in name else ""


@cache
def imports(name, late=False):
    """Return the modules of this package that a module imports at its top; late: anywhere."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if late else tree.body
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return {module for module in found if module in MODULES} - {name}


def foreign(name):
    """Return the top-level packages that a module imports, anywhere."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_every_room_is_in_the_picture():
    rooms = {room_of(name) for name in MODULES} - {""}
    assert rooms == set(ROOMS)


@pytest.mark.parametrize("name", MODULES)
def test_no_arrow_runs_up(name):
    here = room_of(name)
    if here not in ROOMS:
        return
    up = {m for m in imports(name, late=True) if room_of(m) in ROOMS[ROOMS.index(here) + 1 :]}
    assert not up, f"{name} imports {sorted(up)}"


def test_there_is_no_circle_of_files():
    done, path = set(), []

    def visit(name):
        if name in path:
            raise AssertionError(" -> ".join([*path[path.index(name) :], name]))
        if name in done:
            return
        path.append(name)
        for other in sorted(imports(name, late=True)):
            visit(other)
        path.pop()
        done.add(name)

    for name in MODULES:
        visit(name)


@pytest.mark.parametrize("room", ["errors", "isolation", "checks", "submission", "student"])
def test_what_a_student_runs_needs_no_nbgrader(room):
    for name in MODULES:
        if room_of(name) == room:
            assert not foreign(name) & {"nbgrader", "jupytext"}, name


@pytest.mark.parametrize(
    "name", [n for n in MODULES if n.endswith(".beside") and n.startswith("autograder.checks.")]
)
def test_a_driver_knows_nothing_of_what_is_right(name):
    assert imports(name, late=True) <= {"autograder.isolation.beside"}
    given = {"numpy", "jax", "matplotlib", "autograder"}
    assert foreign(name) <= given | set(sys.stdlib_module_names)


@pytest.mark.parametrize("room", ["student", "feedback", "books", "problem_sets", "classroom"])
def test_a_room_that_reads_notebooks_starts_without_the_grammar_of_addresses(room):
    """jsonschema builds one, for 0.7 s, where nbformat is imported before `submission`."""
    assert "autograder.submission" in imports(f"autograder.{room}"), room
