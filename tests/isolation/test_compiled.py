"""What JAX notebooks share are single operations, and no notebook can add to them."""

import pytest

from autograder.isolation import compiled
from autograder.isolation.sandbox import WITH_JAX
from autograder.isolation.session import Session
from autograder.isolation.workers import Server

HEX = "0123456789abcdef" * 4


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return compiled.folder()


def write(folder, name, size=10):
    (folder / f"jit_{name}-{HEX}-cache").write_bytes(b"x" * size)


def test_single_operations_alone_are_kept(place):
    assert not compiled.is_filled("set-1")
    with compiled.filling("set-1") as made:
        for name in ("add", "_lambda", "hvp", "scan", "while", "loss"):
            write(made, name)
        write(made, "tanh", compiled.LARGEST + 1)
        (made / "jit_add.py").write_text("print('no program')")
    assert {file.name for file in place.iterdir()} == {f"jit_add-{HEX}-cache", "filled-set-1"}
    assert compiled.is_filled("set-1")
    assert not compiled.is_filled("set-2")


def test_nothing_is_kept_of_a_run_that_failed(place):
    def stopped_run():
        with compiled.filling("set-1") as made:
            write(made, "add")
            raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        stopped_run()
    assert not list(place.iterdir())


def test_a_worker_reads_what_the_instructors_notebook_compiled_and_cannot_write(place):
    with (
        compiled.filling("set-1") as made,
        Server(WITH_JAX, compile_into=made) as server,
        Session(server) as session,
    ):
        given = session.run_cell(
            "import jax\nimport jax.numpy as jnp\n"
            "jax.jit(lambda x: x * 2 + 1)(jnp.tanh(jnp.ones(5)))"
        )
        assert given.status == "ok", given
    kept = {file.name.partition("-")[0] for file in place.glob("jit_*")}
    assert "jit_tanh" in kept
    assert "jit__lambda" not in kept
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    for path in (place, *place.iterdir()):  # as if the worker had the grader's own rights
        path.chmod(0o777)
    with Server(WITH_JAX) as server, Session(server) as session:
        outcome = session.run_cell(
            "import logging, os, jax\n"
            "import jax.numpy as jnp\n"
            "hits = []\n"
            "class Heard(logging.Handler):\n"
            "    def emit(self, record):\n"
            "        hits.extend([record.getMessage()] * ('cache hit' in record.getMessage()))\n"
            "log = logging.getLogger('jax._src.compiler')\n"
            "log.addHandler(Heard())\n"
            "log.setLevel(logging.DEBUG)\n"
            "log.propagate = False\n"
            "a = jnp.tanh(jnp.ones(5))\n"
            "b = jax.jit(lambda x: jnp.sin(x) * 3)(a)\n"
            "print(any('jit_tanh' in hit for hit in hits))\n"
            f"for name in {sorted(before)!r} + ['new']:\n"
            f"    path = os.path.join({compiled.PLACE!r}, name)\n"
            "    for act in (lambda: open(path, 'wb'), lambda: os.remove(path)):\n"
            "        try:\n"
            "            act()\n"
            "            print('changed', name)\n"
            "        except OSError:\n"
            "            pass\n"
        )
    assert [output.get("text") for output in outcome.outputs] == ["True\n"], outcome
    assert {file.name: file.read_bytes() for file in place.iterdir()} == before
