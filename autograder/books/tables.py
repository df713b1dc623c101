"""How is a table of an LMS or a spreadsheet read, and changed in single cells only?

Whatever is not changed stays byte for byte: the mark of the encoding, the delimiter, quotes, ends
of lines. So a file goes back to its LMS as it came, but for the cells that are meant.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.terminal import FORMULA, printable

LARGEST_TABLE = 64 * 2**20
DELIMITERS = ",;\t"
ENDS = ("\r\n", "\n", "\r")


@dataclass(frozen=True)
class Cell:
    """A cell: what it says, and where it stands in the file's text."""

    text: str
    start: int
    end: int


class Table:
    """The rows of a CSV file, of which single cells can be changed.

    Rows are counted from 0; `line` says where in the file one begins. Empty lines are no rows.
    """

    def __init__(self, path: Path, text: str, encoding: str, delimiter: str | None = None) -> None:
        self.path = path
        self.encoding = encoding
        self._text = text
        self.delimiter = delimiter or _delimiter(text)
        self._cells, self._lines = _split(path, text, self.delimiter)
        self.rows = [[cell.text for cell in row] for row in self._cells]

    @classmethod
    def read(cls, path: Path, delimiter: str | None = None) -> Table:
        """Return the table in the file `path`.

        Raises CourseError where there is none, or none that can be read without doubt.
        """
        if not path.is_file():
            raise CourseError(f"{path}: there is no such file.")
        data = path.read_bytes()
        if len(data) > LARGEST_TABLE:
            raise CourseError(
                f"{path}: larger than {LARGEST_TABLE // 2**20} MiB; is it a CSV file?"
            )
        if data.startswith(b"PK\x03\x04"):
            raise CourseError(
                f"{path}: this is no CSV file (an Excel file?). Save it as CSV UTF-8."
            )
        encoding = "utf-8"
        if data.startswith(codecs.BOM_UTF8):
            encoding = "utf-8-sig"
        elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = "utf-16"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            raise CourseError(
                f"{path}: its letters are not in UTF-8, so names cannot be read without doubt. "
                'Save it again as "CSV UTF-8".'
            ) from None
        if "\0" in text:
            raise CourseError(f"{path}: this is no CSV file. Save it as CSV UTF-8.")
        table = cls(path, text, encoding, delimiter)
        if not table.rows:
            raise CourseError(f"{path}: the file is empty.")
        return table

    def line(self, row: int) -> int:
        """Return which line of the file `row` begins in, for messages."""
        return self._lines[row]

    def changed(self, changes: Mapping[tuple[int, int], str]) -> bytes:
        """Return the file's bytes with other texts in the cells (row, column) of `changes`."""
        spans = {
            (self._cells[r][c].start, self._cells[r][c].end): s for (r, c), s in changes.items()
        }
        pieces, at = [], 0
        for (start, end), new in sorted(spans.items()):
            pieces += [self._text[at:start], quoted(new, self.delimiter)]
            at = end
        return "".join([*pieces, self._text[at:]]).encode(self.encoding)

    def kept(
        self, rows: Sequence[int], columns: Sequence[int], new: Mapping[tuple[int, int], str]
    ) -> bytes:
        """Return a file of these rows and columns only, with the texts `new` in some cells."""
        end = next((end for end in ENDS if end in self._text), "\n")
        lines = []
        for r in rows:
            cells = [
                quoted(new[r, c], self.delimiter) if (r, c) in new else self._raw(r, c)
                for c in columns
            ]
            lines.append(self.delimiter.join(cells) + end)
        return "".join(lines).encode(self.encoding)

    def _raw(self, row: int, column: int) -> str:
        if column >= len(self._cells[row]):
            return ""
        cell = self._cells[row][column]
        return self._text[cell.start : cell.end]


def quoted(text: str, delimiter: str) -> str:
    """Return `text` as it stands in a CSV file."""
    if re.search(rf'["\r\n{re.escape(delimiter)}]', text):
        return '"' + text.replace('"', '""') + '"'
    return text


def to_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file of `rows`; where letters need it, with the mark that Excel looks for."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    text = file.getvalue()
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula; `unguarded` undoes it."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """Return what `guarded` made `text` of."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(FORMULA) else text


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _delimiter(text: str) -> str:
    """Return the delimiter by which most rows have as many cells as the first."""
    best, chosen = (0.0, 1), ","
    for delimiter in DELIMITERS:
        widths = [
            len(row) for row in csv.reader(io.StringIO(text[:200_000]), delimiter=delimiter) if row
        ]
        if widths and widths[0] > 1:
            alike = sum(width == widths[0] for width in widths) / len(widths)
            if (round(alike, 1), widths[0]) > best:
                best, chosen = (round(alike, 1), widths[0]), delimiter
    return chosen


def _split(path: Path, text: str, delimiter: str) -> tuple[list[list[Cell]], list[int]]:
    """Return the cells of `text` by rows, and the line in which each row begins."""
    field = re.compile(rf'("(?:[^"]++|"")*+")?([^\r\n{re.escape(delimiter)}]*+)')
    rows: list[list[Cell]] = []
    lines: list[int] = []
    row: list[Cell] = []
    at, line, begins = 0, 1, 1
    while at <= len(text):
        found = field.match(text, at)
        assert found is not None
        inner, rest = found[1], found[2]
        if inner is None and rest.startswith('"'):
            raise CourseError(
                f"{path}, line {line}: a quotation mark opens a cell and none closes it: "
                f"{printable(rest, 40)}. Save the file again from the program that made it."
            )
        value = rest if inner is None else inner[1:-1].replace('""', '"') + rest
        row.append(Cell(value, at, found.end()))
        line += len(re.findall(r"\r\n|\n|\r", found[0]))
        at = found.end()
        if text.startswith(delimiter, at):
            at += 1
            continue
        if [cell.text for cell in row] != [""]:
            rows.append(row)
            lines.append(begins)
        end = next((end for end in ENDS if text.startswith(end, at)), None)
        if end is None:
            break
        at += len(end)
        line += 1
        row, begins = [], line
    return rows, lines
