"""What a student's code tries, and what it gets: nothing.

Each attack of the first kind is a cell that ends in an expression which is true where the attack
has reached something; it must end in an error or in False. The second kind attacks the answers:
what the trusted side then holds must be plain, and right answers nowhere to be had.
"""

import os
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest

from autograder.checks.compare import difference
from autograder.isolation import faults
from autograder.isolation.session import Session

ROOT = Path(__file__).parents[2]


def value_of(outcome):
    """Return the text of a cell's last expression, or None."""
    texts = [
        o["data"]["text/plain"] for o in outcome.outputs if o["output_type"] == "execute_result"
    ]
    return texts[-1] if texts else None


def error_of(outcome):
    names = [o["ename"] for o in outcome.outputs if o["output_type"] == "error"]
    return names[-1] if names else None


REACHES = {
    "the network by a socket": """
import socket
s = socket.socket(); s.settimeout(1); s.connect(("1.1.1.1", 53)); True""",
    "the network by a name": """
import urllib.request
bool(urllib.request.urlopen("http://example.org", timeout=1).read())""",
    "a neighbour by an abstract socket": """
import socket
s = socket.socket(socket.AF_UNIX); s.bind("\\0meet"); s.listen(); True""",
    "another program": "import subprocess; subprocess.run(['/bin/ls']); True",
    "another program by exec": "import os; os.execv('/python/bin/python3', ['python3']); True",
    "a shell": "import os; os.system('true') == 0",
    "a new process": "import os; os.fork() >= 0",
    "a new process by multiprocessing": """
import multiprocessing
p = multiprocessing.get_context("fork").Process(target=print); p.start(); True""",
    "a new namespace": """
import ctypes
ctypes.CDLL(None).unshare(0x10000000) == 0""",
    "a mount": """
import ctypes
ctypes.CDLL(None).mount(b"none", b"/tmp", b"tmpfs", 0, b"") == 0""",
    "its way out by unmounting": """
import ctypes
libc = ctypes.CDLL(None)
libc.umount2(b"/tmp", 2) == 0 or libc.umount2(b"/proc", 2) == 0""",
    "another process by ptrace": """
import ctypes
ctypes.CDLL(None).ptrace(16, 1, 0, 0) == 0""",
    "memory that no limit counts": "import os; os.memfd_create('m') >= 0",
    "shared memory": """
import ctypes
ctypes.CDLL(None).shmget(0, 1000, 0o1777) >= 0""",
    "a capability": """
import ctypes
ctypes.CDLL(None).prctl(47, 2, 0, 0, 0) == 0 or open("/proc/self/status").read()""",
    "root": "import os; os.setuid(0); True",
    "another user's number": "import os; os.getuid() == 0",
    "the list of processes": "import os; any(n.isdigit() for n in os.listdir('/proc'))",
    "a process to signal": """
import os, signal
def reach(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
any(reach(pid) for pid in range(2, 5000)) or reach(-1)""",
    "the fork server's memory": "bool(open('/proc/1/mem', 'rb').read(1))",
    "the checks": "import autograder.checks.exercise as e; e.OPEN_SEED == 2024",
    "the checks' files": """
import glob
found = glob.glob("/worker/autograder/checks/**/*", recursive=True)
bool([f for f in found if f.endswith((".py", ".md")) and not f.endswith("/beside.py")]
    + glob.glob("/packages/autograder*"))""",
    "the reference": "import autograder.reference; True",
    "the trusted side's code": "import autograder.isolation.session; True",
    "the solutions": """
import os
top = [d for d in os.listdir("/") if d not in ("usr", "lib", "lib64", "packages", "python")]
names = [f for d in top for _, _, files in os.walk(f"/{d}") for f in files]
any(f.startswith(("ps2", "ps3")) or f.endswith(".ipynb") for f in names)""",
    "JAX where the set is by hand": "import jax; True",
    "autograd where the set is by hand": "import autograd; True",
    "packages of the system": """
import glob
bool([p for d in ("usr", "python") for p in glob.glob(f"/{d}/lib/python3*/*-packages/*")])""",
    "the environment": "import os; any('SEED' in k or 'TOKEN' in k for k in os.environ)",
    "a directory to write to": """
import os
places = []
for folder, _, _ in os.walk("/"):
    if folder.startswith("/tmp"):
        continue
    try:
        open(os.path.join(folder, "mine"), "w").close()
        places.append(folder)
    except OSError:
        pass
bool(places)""",
    "the sandbox's /tmp": "import os; os.listdir('/tmp') != []",
    "core files": "import resource; resource.setrlimit(resource.RLIMIT_CORE, (10**6, 10**6)); True",
    "a higher limit": "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1)); True",
    "a thread's escape from the filter": """
import ctypes, threading
got = []
def run(): got.append(ctypes.CDLL(None).fork())
t = threading.Thread(target=run); t.start(); t.join()
got[0] >= 0""",
    "io_uring": """
import ctypes
ctypes.CDLL(None).syscall(425, 1, ctypes.create_string_buffer(120)) >= 0""",
    "the 32-bit interface": """
import ctypes
ctypes.CDLL(None).syscall(0x40000000 + 57) >= 0""",
}


@pytest.mark.parametrize("cell", REACHES.values(), ids=REACHES.keys())
def test_code_does_not_reach(session, cell):
    outcome = session.run_cell(cell)
    assert outcome.status == "error" or value_of(outcome) == "False", outcome
    # and the notebook goes on in the same or in a new worker
    assert value_of(session.run_cell("1 + 1")) == "2"


def test_the_same_attacks_reach_something_without_walls():
    """So that the test above tests something: here the same cells succeed."""
    done = 0
    for name in ("a new process", "another program", "the list of processes", "the environment"):
        code = REACHES[name].replace("os.fork() >= 0", "True if os.fork() else os._exit(0)")
        *body, last = code.strip().replace("; ", "\n").splitlines()
        script = "\n".join([*body, f"print(bool({last}))"])
        environment = {**os.environ, "MY_TOKEN": "1"}
        result = subprocess.run(
            ["python3", "-c", script], capture_output=True, text=True, env=environment
        )
        done += "True" in result.stdout
    assert done == 4


def test_files_of_the_host_are_not_there(session, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    for path in (secret, ROOT, ROOT / "pyproject.toml", Path.home(), Path("/etc/passwd")):
        outcome = session.run_cell(f"import os\nos.path.exists({str(path)!r})")
        assert value_of(outcome) == "False", path


def test_only_what_is_meant_to_be_seen_is_seen(session):
    outcome = session.run_cell(
        "import os\nsorted(os.listdir('/')), sorted(os.listdir('/worker/autograder')), "
        "sorted(os.listdir('/worker/autograder/isolation')), os.listdir('/etc')"
    )
    text = value_of(outcome)
    top, ours, isolation, etc = eval(text)
    system = {"dev", "etc", "lib", "lib64", "proc", "tmp", "usr"}
    assert set(top) <= {*system, "packages", "python", "worker"}
    assert ours == ["checks", "isolation"]
    assert isolation == ["beside.py", "inner", "limits.py", "messages.py", "wire.py"]
    assert set(etc) <= {"alternatives", "ld.so.cache"}


ENDS = {
    "os._exit": "import os; os._exit(0)",
    "a segmentation fault": "import ctypes; ctypes.string_at(0)",
    "abort": "import os; os.abort()",
    "a loop": "while True: pass",
    "a loop that catches everything": """
while True:
    try:
        while True: pass
    except BaseException:
        pass""",
    "a loop deaf to signals": """
import signal
for s in (signal.SIGALRM, signal.SIGPROF): signal.signal(s, signal.SIG_IGN)
while True: pass""",
    "a long call into C": "sum(range(10**12))",
    "a sleep": "import time; time.sleep(1000)",
    "a wait for input from the pipe": "import os; os.read(200, 10**6); os.read(200, 10**6)",
    "noise on the pipe": "import os; os.write(200, b'\\x05\\0\\0\\0hello' * 100)",
    "a huge frame on the pipe": "import os; os.write(200, b'\\xff\\xff\\xff\\xff')",
    "a slow frame on the pipe": """
import os, time
os.write(200, b"\\xff\\xff\\0\\0")
while True:
    os.write(200, b"x"); time.sleep(0.05)""",
    "the pipe closed": "import os; os.close(200)",
    "every file closed": "import os; os.closerange(0, 1000)",
    "its own death": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV); os._exit(1)",
    "memory in C": """
import ctypes
ctypes.memset(ctypes.CDLL(None).malloc(2**20), 0, 2**40)""",
}


@pytest.mark.parametrize("cell", ENDS.values(), ids=ENDS.keys())
def test_a_cell_that_ends_or_blocks_its_worker_costs_that_cell_only(session, cell):
    assert session.run_cell("x = 41").status == "ok"
    session.mark("before")
    start = time.monotonic()
    assert session.run_cell(cell).status in ("stopped", "error")
    assert time.monotonic() - start < 60
    after = session.run_cell("x + 1")
    assert value_of(after) == "42", after
    with session.exercise("before") as names:
        assert names["x"] == 41


EXHAUSTS = {
    "memory": "b = []\nwhile True: b.append(bytearray(2**24))",
    "memory by an array": "import numpy as np; np.ones(2**34)",
    "memory by an integer": "10 ** 10 ** 10",
    "the disk": "f = open('/tmp/f', 'wb')\nwhile True: f.write(bytes(2**20))",
    "the disk by many files": "for i in range(10**5): open(f'/tmp/{i}', 'w').close()",
    "threads": """
import threading, time
for _ in range(10**5): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()""",
    "files": "files = [open('/dev/null') for _ in range(10**5)]",
    "the stack": "def f(): f()\nf()",
    "processes": "import os\nwhile True: os.fork()",
}


@pytest.mark.parametrize("cell", EXHAUSTS.values(), ids=EXHAUSTS.keys())
def test_a_cell_cannot_exhaust(session, cell):
    assert session.run_cell(cell).status in ("error", "stopped")
    after = session.run_cell("1 + 1")
    assert after.status in ("ok", "error")


def test_a_flood_of_output_is_cut(session, limits):
    outcome = session.run_cell("for i in range(10**6): print('x' * 100)\n1")
    assert sum(len(o.get("text", "")) for o in outcome.outputs) < 2 * limits.output
    assert "more output than is kept" in outcome.outputs[0]["text"]


def test_the_outputs_of_all_cells_together_are_bounded(server, limits, monkeypatch):
    monkeypatch.setattr("autograder.isolation.session.MOST_SHOWN", 10_000)
    with Session(server, limits) as session:
        shown = [session.run_cell("print('x' * 4000)").outputs[0]["text"] for _ in range(4)]
    assert [len(text) > 1000 for text in shown] == [True, True, False, False]
    assert "left out" in shown[-1]


def test_a_flood_below_python_is_cut(session, limits):
    outcome = session.run_cell("import os\nfor i in range(10**4): os.write(1, b'x' * 10**4)")
    assert sum(len(str(o)) for o in outcome.outputs) < 8 * limits.output


def test_a_flood_of_displays_is_cut(session):
    outcome = session.run_cell("for i in range(10**5): display(i)")
    assert len(outcome.outputs) <= 200


def test_nothing_is_left_behind_and_neighbours_do_not_see_each_other(server, limits):
    with Session(server, limits) as first, Session(server, limits) as second:
        first.run_cell(
            "import os, threading, time, builtins, numpy, sys\n"
            "open('/tmp/left', 'w').write('x')\n"
            "builtins.left = numpy.left = sys.left = 1\n"
            "numpy.add = None\n"
            "threading.Thread(target=time.sleep, args=(1000,)).start()"
        )
        look = "import os, builtins, numpy, sys, threading\n" + (
            "(os.path.exists('/tmp/left'), hasattr(builtins, 'left'), hasattr(numpy, 'left'), "
            "hasattr(sys, 'left'), numpy.add is None, threading.active_count() > 1, os.getpid())"
        )
        assert value_of(second.run_cell(look)) == "(False, False, False, False, False, False, 1)"
        first.close()
        with Session(server, limits) as third:
            assert value_of(third.run_cell(look)).startswith("(False, False, False, False, False")


def test_a_process_that_ends_takes_everything_it_made_with_it(server, limits):
    before = _processes()
    with Session(server, limits) as session:
        session.run_cell(
            "import threading, time, atexit, signal\n"
            "atexit.register(time.sleep, 1000)\n"
            "for s in range(1, 32):\n"
            "    try: signal.signal(s, signal.SIG_IGN)\n"
            "    except OSError: pass\n"
            "for _ in range(5): threading.Thread(target=time.sleep, args=(1000,)).start()"
        )
        assert len(_processes()) > len(before)
    assert len(_processes()) == len(before)


def _processes():
    return psutil.Process().children(recursive=True)


# ---------------------------------------------------------------------------- attacks by answers

ANSWERS = {
    "a huge array": ("import numpy; return numpy.zeros(10**7)", "too-large"),
    "a huge text": ("return 'x' * 10**8", "too-large"),
    "a huge integer": ("return 1 << 10**6", "too-large"),
    "a loop": ("\n while True: pass", "too-slow"),
    "a call into C": ("return sum(range(10**12))", "too-slow"),
    "an exit": ("import os; os._exit(0)", "ended-python"),
    "a crash": ("import ctypes; ctypes.string_at(0)", "ended-python"),
    "KeyboardInterrupt": ("raise KeyboardInterrupt", "ended-python"),
}
RAISES = {
    "SystemExit": ("raise SystemExit(0)", "SystemExit"),
    "StopIteration": ("raise StopIteration", "StopIteration"),
    "deep recursion": ("return f(x)", "RecursionError"),
    "a memory error": ("return bytearray(2**40)", "MemoryError"),
}
OPAQUE = {
    "a huge list": "return [0] * 10**7",
    "a deep list": "x = []\n for _ in range(10**4): x = [x]\n return x",
    "a list that holds itself": "x = []; x.append(x); return x",
    "text instead of numbers": "import numpy; return numpy.array(['a'])",
    "a date": "import numpy; return numpy.array([0], 'M8[s]')",
    "an array that holds itself": (
        "import numpy; x = numpy.empty((), object); x[()] = x; return x"
    ),
    "an iterator without end": "import itertools; return itertools.count()",
}


@pytest.fixture
def outcome_of(session):
    """Return what becomes of f(1.0) for a body of f."""

    def run(body):
        body = body.replace("\n", "\n   ")
        assert session.run_cell(f"def f(x):\n    {body}").status == "ok"
        session.mark("test")
        with session.exercise("test") as names:
            (outcome,) = names.run_cases(None, ["f"], 0, [[1.0]], {})
        return outcome

    return run


@pytest.mark.parametrize(("body", "fault"), ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_that_is_none_has_a_fault(outcome_of, body, fault):
    assert outcome_of(body).fault == fault


@pytest.mark.parametrize(("body", "name"), RAISES.values(), ids=RAISES.keys())
def test_an_exception_comes_as_its_name(outcome_of, body, name):
    assert outcome_of(body).raised.names[0] == name


@pytest.mark.parametrize("body", OPAQUE.values(), ids=OPAQUE.keys())
def test_a_value_that_is_no_plain_data_is_no_right_answer(outcome_of, body):
    outcome = outcome_of(body)
    assert outcome.fault or difference(outcome.value, np.arange(3.0)) is not None
    assert outcome.fault or difference(outcome.value, 4.0) is not None


def made(*fields):
    return f"wire.encode({list(fields)!r})"


FRAMES = {
    "forged at once": "os.write(200, wire.encode(None))",
    "forged twice": "os.write(200, wire.encode(None) * 2)",
    "an answer of another kind": f"os.write(200, {made('Done', 4.0)})",
    "two answers": f"os.write(200, {made('CasesRan', [[1.0, None, False, [], None]])} * 2)",
    "too many outcomes": f"os.write(200, {made('CasesRan', [[1.0, None, False, [], None]] * 9)})",
    "an outcome that is none": f"os.write(200, {made('CasesRan', [[1.0]])})",
    "a fault of its own": f"os.write(200, {made('Failed', 'Mine')})",
    "a request for what is not there": f"os.write(200, {made('Ask', 10**6, [])})",
    "a request with what is no number": f"os.write(200, {made('Ask', '__globals__', [])})",
    "a request for the trusted side": f"os.write(200, {made('RunCell', 'print(1)')})",
    "pickled": "import pickle; os.write(200, pickle.dumps(print) * 3)",
}


@pytest.mark.parametrize("cell", FRAMES.values(), ids=FRAMES.keys())
def test_forged_frames_are_an_answer_or_a_fault_and_never_break_the_grader(session, cell):
    source = (
        "import os, sys, gc\nfrom autograder.isolation import wire\n"
        f"def f(g, x):\n    {cell}\n    return 2.0\n"
    )
    assert session.run_cell(source).status == "ok"
    session.mark("test")
    with session.exercise("test") as names:
        for _ in range(3):
            (outcome,) = names.run_cases(None, ["f"], 0, [[lambda y: y, np.zeros(3)]], {})
            assert type(outcome.value) in (float, type(None))
            assert outcome.value is not None or outcome.fault


def test_after_a_fault_the_rest_of_the_exercise_fails_at_once_and_the_next_one_runs(session):
    session.run_cell("def f(x):\n    import os; os._exit(0)\ndef g(x):\n    return 2 * x")
    session.mark("one")
    session.mark("two")
    with session.exercise("one") as names:
        assert names.run_cases(None, ["f"], 0, [[1.0]], {})[0].fault == "ended-python"
        start = time.monotonic()
        assert names.run_cases(None, ["f"], 0, [[1.0]], {})[0].fault == "ended-python"
        assert time.monotonic() - start < 0.5
    assert "itself" in str(session.fault)
    with session.exercise("two") as names:
        assert names["g"](2.0) == 4.0
    assert session.fault is None


def test_a_worker_that_the_kernel_killed_is_nobodys_fault(session):
    session.run_cell("import time\ndef f(x): time.sleep(5)")
    session.mark("test")
    with session.exercise("test") as names:
        killer = threading.Timer(0.5, _kill_youngest)
        killer.start()
        assert names.run_cases(None, ["f"], 0, [[1.0]], {})[0].fault == "ended-python"
        killer.join()
    assert session.killed


def _kill_youngest():
    """Kill the worker as the kernel does when memory is short."""
    newest = max(_processes(), key=lambda process: process.create_time())
    newest.kill()


LIARS = """
import numpy as np
class Equal:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __sub__(self, other): return 0.0
    def __abs__(self): return 0.0
    def __lt__(self, other): return True
    def __float__(self): return float("nan")
    def __array__(self, *_, **__): return LyingArray((3,))
    def __bool__(self): return True
class LyingArray(np.ndarray):
    def __eq__(self, other): return np.True_
    def __sub__(self, other): return np.zeros(3)
    def __array_ufunc__(self, *_, **__): return np.zeros(3)
    def __array_function__(self, *_, **__): return True
class LyingText(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
class LyingNumber(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
class LyingList(list):
    def __eq__(self, other): return True
def f(kind):
    made = globals()[kind]
    return made((3,)) if kind == "LyingArray" else made()
"""


@pytest.mark.parametrize("kind", ["Equal", "LyingArray", "LyingText", "LyingNumber", "LyingList"])
@pytest.mark.parametrize("want", [4.0, np.arange(3.0), "text", True, None, [1.0, 2.0, 3.0]])
def test_objects_that_lie_about_equality_are_not_taken_for_right(session, kind, want):
    assert session.run_cell(LIARS).status == "ok"
    session.mark("test")
    with session.exercise("test") as names:
        (outcome,) = names.run_cases(None, ["f"], 0, [[kind]], {})
    assert outcome.raised or difference(outcome.value, want) is not None


def test_an_array_of_a_student_s_class_arrives_as_a_plain_array(notebook):
    got = notebook(LIARS)["f"]("LyingArray")
    assert type(got) is np.ndarray


def test_patches_of_python_and_numpy_stay_in_the_worker(notebook):
    names = notebook(
        "import builtins, sys, numpy as np\n"
        "builtins.abs = builtins.all = builtins.any = lambda *a: True\n"
        "abs = float = isinstance = len = print = lambda *a: 0\n"
        "np.testing.assert_allclose = np.allclose = np.array_equal = lambda *a, **k: True\n"
        "sys.displayhook = lambda x: None\n"
        "def f(x):\n    sys.displayhook(2.0)\n    print('<points>2</points>')\n    return 5.0\n"
    )
    code = (
        "import io\n"
        "wrong = f(1.0)\n"
        "assert abs(wrong - 4.0) == 1.0 and len([1]) == 1 and isinstance(wrong, float)\n"
        "assert not np.allclose(wrong, 4.0) and not np.array_equal([wrong], [4.0])\n"
    )
    exec(code, names)
    assert not np.allclose(1, 2)


def test_a_module_of_the_student_s_is_never_used_by_a_test(notebook):
    names = notebook("import numpy as np, types\nmine = types.ModuleType('mine')\nmine.x = 1")
    assert names["np"] is np
    with pytest.raises(TypeError, match="stays in the sandbox"):
        assert names["mine"].x


def test_no_cell_runs_after_a_test_that_could_tell_it_its_inputs(session):
    session.run_cell("seen = []\ndef f(x):\n    seen.append(x); return x")
    session.mark("test")
    with session.exercise("test") as names:
        names["f"](31.0)
    with pytest.raises(RuntimeError, match="hidden inputs"):
        session.run_cell("seen")


@pytest.mark.parametrize("given", ["np.zeros(10**6)", "'text'", "[1.0]", "x"])
def test_a_function_of_the_test_is_called_with_numbers_alone(notebook, given):
    names = notebook(f"import numpy as np\ndef f(g, x):\n    return g({given})\n")
    seen = []
    with pytest.raises(TypeError, match="numbers"):
        names["f"](seen.append, (np.zeros(3),))
    assert seen == []


def test_a_function_of_the_test_called_without_end_is_a_fault(server, limits):
    with Session(server, replace(limits, calls=1000, call_seconds=20)) as session:
        session.run_cell("def f(g):\n    while True: g(1.0)")
        session.mark("test")
        with session.exercise("test") as names, pytest.raises(faults.TooManyCalls):
            names["f"](lambda x: x)


def test_a_notebook_that_kills_every_worker_is_given_up(server, limits):
    with Session(server, limits) as session:
        outcomes = [session.run_cell("import os; os._exit(0)") for _ in range(12)]
        assert outcomes[-1].status == "left out"
        assert "ended their process" in outcomes[-1].fault
        with session.exercise("test") as names, pytest.raises(KeyError):
            names["f"]
        assert session.fault is not None


OUTPUTS = {
    "unknown kind": {"output_type": "script"},
    "no dict": 5,
    "script": {"output_type": "display_data", "data": {"application/javascript": "alert(1)"}},
    "widget": {
        "output_type": "display_data",
        "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}},
    },
    "image that is none": {"output_type": "display_data", "data": {"image/png": "<script>"}},
    "a report of marks": {
        "output_type": "display_data",
        "data": {"application/vnd.autograder.report+json": {"marks": 5}},
    },
    "text that is none": {"output_type": "display_data", "data": {"text/plain": [1]}},
}


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=OUTPUTS.keys())
def test_outputs_of_unknown_kinds_and_forms_are_left_out(session, output):
    outcome = session.run_cell(
        f"shell = get_ipython()\nshell.recorder.outputs.append({output!r})\nNone"
    )
    assert [o for o in outcome.outputs if o["output_type"] != "error"] == []


def test_control_characters_do_not_reach_the_feedback(session):
    outcome = session.run_cell(r"print('a\x00b\x1b]0;title\x07c\x1b[31mred\x1b[0m')")
    assert outcome.outputs[0]["text"] == "abc\x1b[31mred\x1b[0m\n"
