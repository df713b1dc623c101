"""Cells show what Jupyter shows, a restart loses nothing, tests see the names of their place."""

import base64
import re
import time
from dataclasses import replace

import numpy as np
import pytest

from autograder.isolation.faults import WorkerEnded
from autograder.isolation.sandbox import WITH_JAX
from autograder.isolation.session import Session
from autograder.isolation.workers import Server


def texts(outcome, kind="execute_result"):
    return [o["data"]["text/plain"] for o in outcome.outputs if o["output_type"] == kind]


def streams(outcome, name="stdout"):
    return "".join(
        o["text"] for o in outcome.outputs if o["output_type"] == "stream" and o["name"] == name
    )


def traceback_of(error):
    """Return the text of an error's traceback without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"]))


def test_prints_displays_and_the_last_expression_come_in_their_order(session):
    outcome = session.run_cell("print('a')\ndisplay(1)\nprint('b', end='')\n[1, 2]")
    kinds = [o["output_type"] for o in outcome.outputs]
    assert kinds == ["stream", "display_data", "stream", "execute_result"]
    assert streams(outcome) == "a\nb"
    assert texts(outcome) == ["[1, 2]"]
    assert outcome.outputs[-1]["execution_count"] == 1


def test_a_semicolon_hides_the_last_expression(session):
    assert session.run_cell("1 + 1;").outputs == []


def test_names_and_numbers_of_cells_go_on(session):
    session.run_cell("x = 1")
    session.run_cell("x += 1")
    outcome = session.run_cell("x, _i")
    assert texts(outcome) == ["(2, 'x += 1')"]
    assert outcome.outputs[0]["execution_count"] == 3


def test_an_error_shows_the_student_s_lines_and_no_path_of_the_grader(session):
    session.run_cell("import numpy as np\ndef solve(A):\n    return np.linalg.inv(A)")
    outcome = session.run_cell("solve(np.zeros((2, 2)))")
    (error,) = outcome.outputs
    assert error["ename"] == "LinAlgError"
    text = traceback_of(error)
    assert "np.linalg.inv(A)" in text
    for path in ("/root", "/home", "/work", "site-packages", "autograder"):
        assert path not in text


def test_a_syntax_error_is_shown_and_the_notebook_goes_on(session):
    outcome = session.run_cell("def f(:\n  pass")
    assert outcome.status == "error"
    assert outcome.outputs[0]["ename"] == "SyntaxError"
    assert session.run_cell("1").status == "ok"


def test_warnings_go_to_stderr_and_are_no_error(session):
    outcome = session.run_cell("import numpy as np\nnp.log(np.array([-1.0]))")
    assert outcome.status == "ok"
    assert "RuntimeWarning" in streams(outcome, "stderr")


def test_a_figure_is_shown_inline_also_when_left_open(session):
    outcome = session.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nNone")
    (figure,) = outcome.outputs
    assert base64.b64decode(figure["data"]["image/png"]).startswith(b"\x89PNG")
    assert texts(session.run_cell("plt.get_fignums()")) == ["[]"]


def test_magics_work_and_programs_are_left_out_without_an_error(session):
    assert "matplotlib" not in streams(session.run_cell("%matplotlib inline"), "stderr")
    assert "loop" in streams(session.run_cell("%timeit -n 2 -r 2 1 + 1"))
    assert session.run_cell("%%time\nx = 1").status == "ok"
    outcome = session.run_cell("!pip install numpy\n%pip install scipy\nfiles = !ls\ny = 7")
    assert outcome.status == "ok"
    assert "left it out" in streams(outcome, "stderr")
    assert texts(session.run_cell("x, y")) == ["(1, 7)"]
    assert session.run_cell("%%bash\nls").status == "ok"
    assert session.run_cell("%nosuchmagic").status in ("ok", "error")


def test_what_c_code_writes_is_shown(session):
    outcome = session.run_cell("import os\nos.write(1, b'low\\n')\nprint('high')")
    assert streams(outcome) == "high\nlow\n"


def test_files_of_the_notebook_s_own_work(session):
    session.run_cell("open('data.txt', 'w').write('7')")
    assert texts(session.run_cell("open('data.txt').read()")) == ["'7'"]


def test_threads_and_asyncio_work(session):
    cell = "import asyncio\nawait asyncio.sleep(0.01)\nawait asyncio.to_thread(lambda: 3)"
    assert texts(session.run_cell(cell)) == ["3"]


def test_an_extra_cell_that_calls_a_check_is_no_error(session):
    outcome = session.run_cell(
        "from autograder.checks import ps3_reverse as check\ncheck.unbroadcast(lambda g, s: g)\n"
        "import autograder.checks.ps2_forward\n'after'"
    )
    assert outcome.status == "ok", outcome
    assert "left out" in streams(outcome)
    assert texts(outcome) == ["'after'"]


def test_input_ends_at_once(session):
    outcome = session.run_cell("input('name? ')")
    assert outcome.status == "error"


def test_a_slow_cell_is_stopped_with_the_line_where_it_was(session):
    outcome = session.run_cell("n = 0\nwhile True:\n    n += 1")
    assert outcome.status == "error"
    assert outcome.outputs[-1]["ename"] == "TimeLimit"
    text = traceback_of(outcome.outputs[-1])
    assert "n += 1" in text
    assert "/worker/" not in text
    assert texts(session.run_cell("n > 0")) == ["True"], "the worker survives"


def test_after_a_death_the_earlier_cells_are_there_but_not_the_culprit(session):
    session.run_cell("x = [1]")
    session.run_cell("x.append(2)\nimport os; os._exit(0)")
    session.run_cell("x.append(3)")
    assert texts(session.run_cell("x")) == ["[1, 3]"]


def test_a_test_sees_the_names_as_they_were_at_its_mark(session):
    session.run_cell("step = 1\ndef f(x): return x + step")
    session.mark("first")
    session.run_cell("step = 10\nlater = 1\ndef g(x): return f(x)")
    session.mark("second")
    with session.exercise("first") as names:
        assert names["f"](0) == 1
        assert "later" not in names
        with pytest.raises(KeyError):
            names["later"]
    with session.exercise("second") as names:
        assert names["g"](0) == 10


def test_a_test_after_a_death_in_another_finds_its_names(session):
    session.run_cell("def f(x):\n    import os; os._exit(0)\ndef g(x): return x")
    session.mark("f")
    session.mark("g")
    with session.exercise("f") as names, pytest.raises(WorkerEnded):
        names["f"](1)
    with session.exercise("g") as names:
        assert names["g"](5) == 5


def test_a_test_cell_runs_with_the_namespace_as_its_globals(notebook):
    names = notebook("def f(x): return 2 * x\nscale = 3.0")
    exec("def check():\n    return f(scale)\nresult = check()\ntotal = sum([1, 2])", names)
    assert names["result"] == 6.0


def test_the_whole_notebook_has_a_time(server, limits):
    with Session(server, replace(limits, session_seconds=1)) as session:
        session.run_cell("import time; time.sleep(2)")
        outcome = session.run_cell("1")
        assert outcome.status == "left out"
        assert "whole notebook" in outcome.fault


def test_sessions_side_by_side_keep_to_themselves(server, limits):
    with Session(server, limits) as a, Session(server, limits) as b:
        a.run_cell("x = 1")
        b.run_cell("x = 2")
        assert texts(a.run_cell("x")) == ["1"]
        assert texts(b.run_cell("x")) == ["2"]


@pytest.fixture(scope="module")
def jax_server():
    with Server(WITH_JAX) as running:
        yield running


def test_jax_runs_in_a_worker_and_its_arrays_arrive_plain(jax_server):
    with Session(jax_server) as session:
        outcome = session.run_cell(
            "import jax, jax.numpy as jnp\n"
            "def double(x): return jnp.asarray(x) * 2\n"
            "@jax.jit\ndef g(x): return jnp.sum(jnp.sin(x) ** 3)\n"
            "jax.grad(g)(jnp.ones(3))"
        )
        assert outcome.status == "ok", outcome
        session.mark("test")
        with session.exercise("test") as names:
            got = names["double"](np.arange(3.0))
            assert type(got) is np.ndarray
            assert got.dtype == np.float32
            np.testing.assert_array_equal(got, [0, 2, 4])


def test_two_jax_notebooks_in_a_row_both_run(jax_server):
    for _ in range(2):
        start = time.monotonic()
        with Session(jax_server) as session:
            outcome = session.run_cell("import jax.numpy as jnp\nfloat(jnp.ones(3).sum())")
            assert texts(outcome) == ["3.0"]
        assert time.monotonic() - start < 100


def test_files_are_in_the_folder_of_the_cells_behind_every_module(server, limits):
    files = {
        "numpy.py": b"raise SystemExit",
        "colorsys.py": b"raise SystemExit",  # which nothing has imported before
        "data/n.csv": b"1,2\r\n\xff",
        "mine.py": b"import numpy, colorsys\nvalue = numpy.pi",
    }
    with Session(server, limits, files) as session:
        assert session.run_cell("import os; os._exit(1)").status == "stopped"
        cell = "import mine; mine.value, open('data/n.csv', 'rb').read()"
        outcome = session.run_cell(cell)
        assert outcome.outputs[0]["data"]["text/plain"] == r"(3.141592653589793, b'1,2\r\n\xff')"
        # They are this worker's own: it may write them, and the next one gets them as they were.
        assert session.run_cell("open('mine.py', 'w').write('value = 0')").status == "ok"
    with Session(server, limits, files) as session:
        assert session.run_cell("import mine; assert mine.value > 3").status == "ok"
    with Session(server, limits) as session:
        assert session.run_cell("assert __import__('os').listdir('.') == []").status == "ok"
