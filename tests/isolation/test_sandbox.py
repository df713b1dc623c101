"""Isolation works as root and as an ordinary user, and where it cannot it says what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import SandboxError
from autograder.isolation import sandbox
from autograder.isolation.session import Session
from autograder.isolation.workers import Server

ROOT = Path(__file__).parents[2]
PROBE = """
import os
from autograder.isolation.workers import Server
from autograder.isolation.session import Session
with Server() as server, Session(server) as session:
    cell = "import os; os.getuid(), os.listdir('/tmp'), os.path.exists('/home')"
    outcome = session.run_cell(cell)
    print(os.getuid(), outcome.outputs[0]["data"]["text/plain"])
    outcome = session.run_cell("while True: os.fork()")
    print(outcome.outputs[-1]["ename"])
"""


def test_this_machine_can_isolate():
    assert sandbox.diagnose() is None


def test_an_ordinary_user_can_isolate():
    if os.getuid() != 0:
        command = [sys.executable, "-c", PROBE]
    else:
        # In a mount namespace of its own Python, wherever it lies, can be reached by everybody.
        prefix = Path(sys.base_prefix)
        script = (
            'mount --bind "$1" /mnt && mount -t tmpfs -o mode=755 none "$2" && mkdir -p "$1" && '
            'mount --move /mnt "$1" && shift 2 && '
            'exec setpriv --reuid 12345 --regid 12345 --clear-groups "$@"'
        )
        closed = next((p for p in reversed(prefix.parents) if not _open(p)), None)
        if closed is None:
            script = 'shift 2 && exec setpriv --reuid 12345 --regid 12345 --clear-groups "$@"'
        command = ["unshare", "--mount", "sh", "-c", script, "sh", prefix, closed or "/"]
        command += [sys.executable, "-c", PROBE]
    result = subprocess.run(command, capture_output=True, text=True, cwd="/", env=_environment())
    assert result.returncode == 0, result.stderr
    user, rest = result.stdout.split(None, 1)
    assert user != "0"
    assert rest == f"({user}, [], False)\nPermissionError\n"


def _open(path):
    return bool(path.stat().st_mode & 0o001)


def _environment():
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nowhere"}


def test_without_bubblewrap_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SandboxError, match="apt install bubblewrap"):
        Server()


def test_without_user_namespaces_it_names_the_setting(monkeypatch, tmp_path):
    settings = {"/proc/sys/user/max_user_namespaces": "0\n"}
    real_is_file, real_text = Path.is_file, Path.read_text
    monkeypatch.setattr(Path, "is_file", lambda p: str(p) in settings or real_is_file(p))
    monkeypatch.setattr(Path, "read_text", lambda p, **k: settings.get(str(p)) or real_text(p, **k))
    assert "sudo sysctl -w user.max_user_namespaces" in sandbox.diagnose()


def test_where_bubblewrap_fails_its_reason_is_told(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1"
    )
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(SandboxError, match="No permissions to create a new namespace"):
        Server().ready()


def test_a_package_that_is_not_installed_is_named():
    with pytest.raises(SandboxError, match="pip install no-such-package"):
        Server(["numpy", "no-such-package"])


def test_without_walls_the_same_notebook_runs():
    with Server(isolated=False) as server, Session(server) as session:
        assert not server.isolated
        session.run_cell("import numpy as np\ndef f(x): return 2 * x")
        session.mark("test")
        with session.exercise("test") as names:
            assert names["f"](3.0) == 6.0


def test_only_the_wanted_packages_and_their_requirements_are_bound():
    arguments = sandbox.command(sandbox.BY_HAND)
    inside = {a.removeprefix("/packages/") for a in arguments if a.startswith("/packages/")}
    assert {"numpy", "IPython", "matplotlib"} <= inside
    assert not inside & {"jax", "autograd", "autograder", "nbgrader", "torch", "pytest"}
    assert {"jax", "jaxlib"} <= {
        a.removeprefix("/packages/") for a in sandbox.command(sandbox.WITH_JAX)
    }


def test_the_sandbox_ends_with_its_server():
    server = Server()
    process = server._process
    server.close()
    assert process.poll() is not None
    with pytest.raises(SandboxError):
        Session(server).run_cell("1")
