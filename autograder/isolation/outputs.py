"""Which outputs of a student's cell go into the autograded notebook?

A worker can send anything as a cell's outputs. What is kept is rebuilt here piece by piece: known
kinds, known forms, text and images of bounded size. HTML stays as it is: whoever shows it must
clean it.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from autograder.isolation.limits import IMAGE_SHARE, MOST_OUTPUTS

TEXT_FORMS = ("text/plain", "text/html", "text/latex", "text/markdown", "image/svg+xml")
IMAGE_FORMS = ("image/png", "image/jpeg", "image/gif")

# Commands to a terminal (titles, links, the cursor) and control characters; what stays are newline,
# return, tabulator, backspace and the escapes of colours.
_CONTROLS = re.compile(
    r"\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)?"
    r"|\x1b\[(?![0-9;]*m)[0-?]*[ -/]*[@-~]"
    r"|[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]|\x1b(?!\[[0-9;]*m)"
)


def kept(outputs: Any, limit: int) -> list[dict[str, Any]]:
    """Return the outputs that are well formed, as nbformat has them; text of `limit` characters."""
    result: list[dict[str, Any]] = []
    left = {"text": 2 * limit, "image": 2 * IMAGE_SHARE * limit}
    for output in outputs if isinstance(outputs, list) else []:
        if len(result) >= MOST_OUTPUTS:
            break
        clean = _output(output, left)
        if clean is not None:
            result.append(clean)
    return result


def size(outputs: list[dict[str, Any]]) -> int:
    """Return how many characters there are in outputs as `kept` returns them."""
    return sum(
        len(str(output.get("text", "")))
        + sum(map(len, output.get("traceback", [])))
        + sum(map(len, output.get("data", {}).values()))
        for output in outputs
    )


def _output(output: Any, left: dict[str, int]) -> dict[str, Any] | None:
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"), left)}
    if kind == "error":
        lines = output.get("traceback")
        lines = lines[:MOST_OUTPUTS] if isinstance(lines, list) else []
        return {
            "output_type": "error",
            "ename": _text(output.get("ename"), left)[:100],
            "evalue": _text(output.get("evalue"), left)[:2000],
            "traceback": [_text(line, left) for line in lines],
        }
    if kind not in ("display_data", "execute_result"):
        return None
    data, metadata = output.get("data"), output.get("metadata")
    clean = {
        "output_type": kind,
        "data": _data(data, left) if isinstance(data, dict) else {},
        "metadata": _metadata(metadata) if isinstance(metadata, dict) else {},
    }
    if kind == "execute_result":
        count = output.get("execution_count")
        clean["execution_count"] = count if type(count) is int and 0 < count < 10**6 else None
    return clean if clean["data"] else None


def _data(data: dict[Any, Any], left: dict[str, int]) -> dict[str, str]:
    clean: dict[str, str] = {}
    for form in TEXT_FORMS:
        if isinstance(data.get(form), str):
            clean[form] = _text(data[form], left)
    for form in IMAGE_FORMS:
        image = data.get(form)
        if isinstance(image, str) and len(image) <= left["image"] and _is_base64(image):
            left["image"] -= len(image)
            clean[form] = image
    return clean


def _metadata(metadata: dict[Any, Any]) -> dict[str, Any]:
    """Keep what says how to show an image."""
    clean: dict[str, Any] = {}
    for form in IMAGE_FORMS:
        sizes = metadata.get(form)
        if isinstance(sizes, dict):
            found = {k: sizes.get(k) for k in ("width", "height")}
            clean[form] = {k: v for k, v in found.items() if type(v) is int and 0 < v < 10_000}
    if metadata.get("needs_background") in ("light", "dark"):
        clean["needs_background"] = metadata["needs_background"]
    return clean


def _text(value: Any, left: dict[str, int]) -> str:
    if not isinstance(value, str):
        return ""
    text = _CONTROLS.sub("", value[: max(left["text"], 0)])
    left["text"] -= len(value)
    return text


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text.replace("\n", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True
