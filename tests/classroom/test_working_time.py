"""What a notebook says of the time is believed where it can be so, and harms nothing."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from autograder.checks import REPORT_MIME
from autograder.classroom.working_time import Worked, spent, worked


def check(name="double", session=None, execution=None, **more):
    report = {"exercise": name, "session": session}
    data = {} if session is None else {REPORT_MIME: report}
    return {
        "cell_type": "code",
        "source": "",
        "metadata": {"nbgrader": {"grade_id": f"{name}-check"}, "execution": execution},
        "outputs": [{"output_type": "display_data", "data": data, "metadata": {}}],
        **more,
    }


def said(tmp_path, *cells, text=None):
    path = tmp_path / "tiny.ipynb"
    path.write_text(json.dumps({"cells": cells}) if text is None else text)
    return worked(tmp_path, "tiny", ["double", "negate"])


def session(first="2026-03-01T10:00:00Z", last="2026-03-01T10:20:00Z", runs=4):
    return {"first": first, "last": last, "runs": runs}


def ran(begin, end):
    return {"iopub.execute_input": begin, "shell.execute_reply": end}


def test_what_the_check_noted_counts(tmp_path):
    other = session("2026-03-01T12:00:00+02:00", "2026-03-01T10:30:00Z", 2)
    found = said(tmp_path, check(session=session()), check("negate", other))
    assert found == {"double": Worked(20.0, 4), "negate": Worked(30.0, 2)}


def test_jupyterlabs_times_are_used_where_the_check_noted_nothing(tmp_path):
    found = said(
        tmp_path,
        check(execution=ran("2026-03-01T10:00:00.5Z", "2026-03-01T10:00:01.5Z")),
        check("negate", execution=ran("2026-03-01T10:15:01.5Z", "2026-03-01T10:15:02Z")),
    )
    assert found == {"double": Worked(None, None), "negate": Worked(15.0, None)}


TOMORROW = (datetime.now(UTC) + timedelta(days=3)).isoformat()


@pytest.mark.parametrize(
    "false",
    [
        session(first="2026-03-01T11:00:00Z"),
        session(last=TOMORROW),
        session(first="1969-03-01T10:00:00Z"),
        session(runs=0),
        session(runs=10**30),
        session(runs=True),
        session(runs="4"),
        session(first=5),
        session(first="x" * 10**6),
        session(first="0001-01-01T00:00:00+14:00"),
        session(first=["2026-03-01T10:00:00Z"]),
        {"first": "2026-03-01T10:00:00Z"},
        [1],
        "<b>",
    ],
)
def test_what_cannot_be_so_is_left_out(tmp_path, false):
    assert said(tmp_path, check(session=false)) == {}


def test_a_night_in_an_open_kernel_is_no_working_time(tmp_path):
    long = session(last="2026-03-02T10:00:00Z")
    assert said(tmp_path, check(session=long)) == {"double": Worked(None, 4)}


def test_other_exercises_are_not_spoken_of(tmp_path):
    cell = check(session=session())
    cell["outputs"][0]["data"][REPORT_MIME]["exercise"] = "negate"
    assert said(tmp_path, cell, check("unknown", session())) == {}


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "3", '{"cells": 3}', '{"cells": [3, null, {"metadata": []}]}', "[" * 10**5,
        '{"cells": [{"metadata": {"nbgrader": {"grade_id": "double-check"}}}]}',
        '{"cells": [{"metadata": {"nbgrader": {"grade_id": "double-check"}}, "outputs": [[], 1]}]}',
        '{"cells": [' + "1" * 5000 + "]}", '{"cells": NaN}', "\x00\xff",
    ],
)  # fmt: skip
def test_what_is_no_notebook_says_nothing(tmp_path, text):
    assert said(tmp_path, text=text) == {}


def test_a_class_is_told_by_its_median():
    notebooks = [{"double": Worked(minutes, 2)} for minutes in (1.0, 2.0, 600.0)]
    found = spent("double", [*notebooks, {}, {"double": Worked(None, None)}])
    assert (found.minutes, found.longest, found.runs) == (2.0, 600.0, 2)
    assert (found.notebooks, found.noted) == (4, 3)
