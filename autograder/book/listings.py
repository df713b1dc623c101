"""How does a page show the project's own code: its source, and its calls with their docstrings?"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from IPython.display import Markdown


def source(thing: Any, *, docstring: bool = True) -> str:
    """Return the source of a function, a class or a lambda, as it stands in its file.

    Left out are the annotations of types, and with `docstring=False` the docstring. Of a lambda
    only the expression after its colon is returned.
    """
    if getattr(thing, "__name__", "") == "<lambda>":
        return _body_of_lambda(thing)
    text = textwrap.dedent(inspect.getsource(thing))
    definition: Any = ast.parse(text).body[0]
    if not docstring and ast.get_docstring(definition) is not None:
        said = definition.body[0]
        kept = text.splitlines()
        del kept[said.lineno - 1 : said.end_lineno]
        if not kept[said.lineno - 1].strip():  # the blank line that followed
            del kept[said.lineno - 1]
        text = "\n".join(kept)
    return _without_annotations(text).strip("\n")


def _without_annotations(text: str) -> str:
    """Return Python code without its types; a head that then fits on one line is put there."""
    cuts = []  # (first line and column, last line and column, what stands there instead)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            cuts.append((_end(node.target), _start(node.value), " = "))
        if not isinstance(node, ast.FunctionDef):
            continue
        given = node.args
        places = [*given.posonlyargs, *given.args]
        values = [None] * (len(places) - len(given.defaults)) + given.defaults
        pairs = [*zip(places, values, strict=True)]
        pairs += zip(given.kwonlyargs, given.kw_defaults, strict=True)
        pairs += [(star, None) for star in (given.vararg, given.kwarg) if star is not None]
        for place, value in pairs:
            if place.annotation is not None:
                end = _end(place.annotation) if value is None else _start(value)
                begin = (place.lineno, place.col_offset + len(place.arg.encode()))
                cuts.append((begin, end, "" if value is None else "="))
        if node.returns is not None:
            line = text.splitlines()[node.returns.lineno - 1].encode()
            arrow = line.rindex(b" ->", 0, node.returns.col_offset)
            cuts.append(((node.returns.lineno, arrow), _end(node.returns), ""))
    lines = [line.encode() for line in text.splitlines()]
    for (top, column), (last, stop), instead in sorted(cuts, reverse=True):
        lines[top - 1 : last] = [
            lines[top - 1][:column] + instead.encode() + lines[last - 1][stop:]
        ]
    bare = re.sub(r"  # type: ignore.*", "", b"\n".join(lines).decode())
    return re.sub(
        r"^( *def \w+\()\n +([^\n]*?),?\n *(\):)$",
        lambda head: "".join(head.groups()) if len(head[0]) < 100 else head[0],
        bare,
        flags=re.M,
    )


def _start(node: Any) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: Any) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset


def _body_of_lambda(function: Callable[..., Any]) -> str:
    file = Path(function.__code__.co_filename).read_text(encoding="utf-8")
    places = [place for place in function.__code__.co_positions() if place[3]]
    start = min((line, column) for line, _, column, _ in places)
    end: Any = max((line, column) for _, line, _, column in places)
    # Several lambdas may stand on one line: it is the smallest one around the compiled code.
    around: list[Any] = [
        node
        for node in ast.walk(ast.parse(file))
        if isinstance(node, ast.Lambda)
        and (node.body.lineno, node.body.col_offset) <= start
        and end <= (node.body.end_lineno, node.body.end_col_offset)
    ]
    body = min(around, key=lambda node: node.end_col_offset - node.col_offset).body
    return ast.get_source_segment(file, body) or ""


def listing(*things: Any, docstring: bool = True) -> Markdown:
    """Show the source of functions and classes, read from their files when the page is built."""
    listed = "\n\n\n".join(source(thing, docstring=docstring) for thing in things)
    return Markdown(code_block(listed))


def code_block(code: str) -> str:
    """Return the Markdown that shows Python code with lines of up to a hundred characters."""
    return f"~~~~{{div}} listing\n```python\n{code}\n```\n~~~~" if code else ""


def documentation(*things: Any, module: str, constructors: bool = True) -> Markdown:
    """Show signatures and docstrings of public functions and classes, for the page of the API.

    `module` is where a reader imports them from. `constructors=False` leaves out how a class is
    built, where the module builds it.
    """
    return Markdown("\n\n".join(_entry(thing, module, constructors) for thing in things))


def _entry(thing: Any, module: str, constructors: bool) -> str:
    if inspect.isclass(thing):
        kind = "exception" if issubclass(thing, BaseException) else "class"
        call = _signature(thing) if constructors and kind == "class" else ""
        members = [
            _directive("method", name + _signature(member, method=True), member, "~~~~")
            if inspect.isfunction(member)
            else _directive("property", name, member, "~~~~")
            for name, member in vars(thing).items()
            if not name.startswith("_")
            and (inspect.isfunction(member) or isinstance(member, property))
            and not isinstance(vars(thing).get("_fields"), tuple)
        ]
        return _directive(kind, thing.__name__ + call, thing, "~~~~~~", module, members)
    return _directive("function", thing.__name__ + _signature(thing), thing, "~~~~", module)


def _directive(
    kind: str, head: str, thing: Any, fence: str, module: str = "", members: Sequence[str] = ()
) -> str:
    options = f":module: {module}\n\n" if module else ""
    body = "\n\n".join([cited(inspect.getdoc(thing) or ""), *members])
    return f"{fence}{{py:{kind}}} {head}\n{options}{body}\n{fence}"


def cited(text: str) -> str:
    """Turn the sources that a docstring names into citations of the bibliography.

    Author (1994) and (Author 1994) cite author1994; behind the author may stand a second one with
    `and` or `&`, or `et al.`
    """
    author, year = r"([A-Z]\w+)(?: (?:and|&) [A-Z]\w+| et al\.)?", r"((?:19|20)\d\d)"
    text = re.sub(rf"\b{author}\s\({year}\)", lambda m: _citation("t", m), text)
    return re.sub(rf"\({author}\s{year}\)", lambda m: _citation("p", m), text)


def _citation(kind: str, found: re.Match[str]) -> str:
    return f"{{cite:{kind}}}`{found[1].lower()}{found[2]}`"


def _signature(thing: Any, method: bool = False) -> str:
    """Return the call, without annotations that say nothing, without the others' modules."""
    empty = inspect.Parameter.empty
    call = inspect.signature(thing)
    parameters = [
        parameter.replace(annotation=empty) if parameter.annotation is Any else parameter
        for parameter in list(call.parameters.values())[1 if method else 0 :]
    ]
    result = call.return_annotation
    if result in (Any, None) or inspect.isclass(thing):
        result = empty
    shown = str(call.replace(parameters=parameters, return_annotation=result))
    return re.sub(
        r"\b(collections\.abc|typing|numpy(\.\w+)*|autograder(\.\w+)*)\.(?=\w)", "", shown
    )
