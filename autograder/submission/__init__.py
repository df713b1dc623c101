"""Submissions in, marks out: release, grade, feedback and reports on top of nbgrader."""

import sys

# jsonschema, which reads notebooks' format, builds a grammar for international web addresses where
# it finds the package: more than a second at each start, for nothing that a notebook holds.
if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules["rfc3987_syntax"]
