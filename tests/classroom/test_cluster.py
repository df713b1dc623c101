"""Other machines grade as this one does, whichever of them is killed, stalls or is restarted."""

import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from unittest.mock import patch

import dask_cluster
import pytest
from gradebook_rows import files, marks, same_books
from postgres import moved
from tiny_course import DOUBLE, NEGATE, PROJECT, hand_in_class, submit

from autograder.books.gradebook import Books
from autograder.classroom.cluster import Cluster
from autograder.classroom.grade import grade
from autograder.cli import main
from autograder.errors import ClusterError
from autograder.problem_sets.release import release

STUDENTS = 14
# When the fault happens: after so many results.
AFTER = 4


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Return a scheduler and two workers, for the tests that leave them as they were."""
    with dask_cluster.running(tmp_path_factory.mktemp("dask") / "logs") as running:
        yield running


@pytest.fixture(scope="module")
def undisturbed(released_course, tmp_path_factory):
    """Return the course graded on this machine, and the marks in its gradebook."""
    root = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(released_course, root)
    hand_in_class(root, STUDENTS)
    with patch.dict(os.environ):
        assert all(r.problem is None for r in grade(root, "tiny", jobs=2, tell=lambda line: None))
    return root, marks(f"sqlite:///{root / 'gradebook.db'}")


@pytest.fixture
def class_to_grade(course, undisturbed):
    shutil.copy(undisturbed[0] / ".course_seed", course)
    hand_in_class(course, STUDENTS)
    return course


def fault(cluster, kind, postgresql):
    if kind == "worker killed":
        cluster.kill("worker-0")
    elif kind == "worker stalled":
        cluster.send("worker-0", signal.SIGSTOP)
    elif kind == "scheduler restarted":
        cluster.kill("scheduler")
        cluster.later = threading.Timer(1.5, cluster.scheduler)
        cluster.later.start()
    elif kind == "database restarted":
        postgresql.kill()
        postgresql.start()


def mend(cluster, kind):
    if kind == "worker killed":
        cluster.worker("worker-0")
    elif kind == "worker stalled":
        cluster.send("worker-0", signal.SIGCONT)
    elif kind == "scheduler restarted":
        cluster.later.join()


SAID = {
    "worker stalled": "no sign of life for 3 s; others get its submissions",
    "scheduler restarted": "the scheduler is gone; waiting for it",
}


@pytest.mark.parametrize(
    "kind", ["nothing", "worker killed", "worker stalled", "scheduler restarted"]
)
def test_marks_are_as_undisturbed_on_a_file(cluster, undisturbed, class_to_grade, kind):
    disturbed(cluster, undisturbed, class_to_grade, kind)
    if kind == "nothing":
        assert same_books(class_to_grade, undisturbed[0])


def test_marks_are_as_undisturbed_on_postgresql(
    cluster, undisturbed, released_course, postgresql, tmp_path
):
    root = tmp_path / "course"
    url = moved(released_course, root, postgresql, "disturbed")
    shutil.copy(undisturbed[0] / ".course_seed", root)
    release(root)
    hand_in_class(root, STUDENTS)
    disturbed(cluster, undisturbed, root, "database restarted", url=url, postgresql=postgresql)


def disturbed(cluster, undisturbed, root, kind, *, url=None, postgresql=None):
    """Grade on the cluster, let `kind` happen half-way; the books are as undisturbed."""
    recorded, lines = [], []
    untouched = Books.record

    def record(books, student, graded):
        recorded.append(student)
        return untouched(books, student, graded)

    def tell(line):
        lines.append(line)
        if line.startswith(f"tiny: {AFTER:2} of "):
            fault(cluster, kind, postgresql)

    try:
        with (
            patch.object(Books, "record", record),
            Cluster(cluster.address, tell, stalled_s=3) as machines,
        ):
            results = grade(root, "tiny", jobs=1, cluster=machines, tell=tell)
    finally:
        mend(cluster, kind)
    assert all(r.problem is None for r in results), [r.problem for r in results if r.problem]
    assert sorted(recorded) == sorted(set(recorded)), "recorded twice"
    assert len(recorded) == STUDENTS
    assert marks(url or f"sqlite:///{root / 'gradebook.db'}") == undisturbed[1]
    assert {n: f[1] for n, f in files(root).items()} == {
        n: f[1] for n, f in files(undisturbed[0]).items()
    }
    if kind in SAID:
        assert SAID[kind] in "\n".join(lines)


def test_a_command_that_is_killed_goes_on_where_it_was(cluster, undisturbed, class_to_grade):
    root = class_to_grade
    command = [dask_cluster.BIN / "autograder", "grade", "tiny", "--on", cluster.address]
    done = root / "autograded"
    with subprocess.Popen(
        [*command, "--no-feedback"], cwd=root, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None and len(list(done.glob("*/tiny/tiny.ipynb"))) < AFTER:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    kept = {p: p.stat().st_mtime_ns for p in done.glob("*/tiny/tiny.ipynb")}
    assert AFTER <= len(kept) < STUDENTS
    assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == 0
    assert kept == {p: p.stat().st_mtime_ns for p in kept}, "graded twice"
    assert same_books(root, undisturbed[0])
    assert len(list((root / "feedback").glob("*/tiny/tiny.html"))) == STUDENTS


def told(root, *options):
    command = [dask_cluster.BIN / "autograder", "grade", "tiny", "--no-feedback", *options]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_check_that_changes_changes_the_marks_here_and_there(cluster, course):
    path = submit(course, "student-01", double="from mine import double", negate=NEGATE)
    path.with_name("mine.py").write_text(DOUBLE)
    there = course.with_name("there")
    shutil.copytree(course, there)
    for root, options in ((course, ()), (there, ("--on", cluster.address))):
        assert " 5 of 5" in told(root, *options)
        check = root / "tiny_checks" / "double.py"
        check.write_text(check.read_text().replace("return 2 * x", "return 3 * x"))
        assert " 2 of 5" in told(root, *options)
        assert "1 unchanged" in told(root, *options)
    assert same_books(course, there)


# ------------------------------------------------------------------------- what is refused


def test_nobody_answers(class_to_grade, capsys):
    port = dask_cluster.free_port()
    for address, words in (
        (f"tcp://127.0.0.1:{port}", "no scheduler answers"),
        ("127.0.0.1", "tcp://HOST:PORT or tls://HOST:PORT is expected"),
        (f"tls://127.0.0.1:{port}", "needs --tls-ca-file, --tls-cert and --tls-key"),
    ):
        code = main(["grade", "tiny", "--on", address, "--course", str(class_to_grade)])
        assert code == 2
        assert words in capsys.readouterr().err


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr("autograder.classroom.worker.REGISTER_S", 1)


def test_a_worker_without_a_scheduler_gives_up(impatient, capsys):
    address = f"tcp://127.0.0.1:{dask_cluster.free_port()}"
    assert main(["worker", address, "--jobs", "1", "--patience", "1"]) == 2
    assert "no scheduler answers for 1 s" in capsys.readouterr().err


def test_an_address_of_another_machine_is_told_to_be_open(impatient, capsys):
    main(["worker", "tcp://192.0.2.1:1", "--jobs", "1", "--patience", "1"])
    assert "NOT ENCRYPTED" in capsys.readouterr().out


def test_where_no_worker_is_left_it_is_told_in_time(tmp_path, class_to_grade):
    with dask_cluster.running(tmp_path / "logs", workers=0) as alone:
        lines = []
        with (
            Cluster(alone.address, lines.append, restart_s=4) as machines,
            pytest.raises(ClusterError, match=r"no worker is there after 4 s\. Start one with"),
        ):
            grade(class_to_grade, "tiny", jobs=1, cluster=machines, tell=lines.append)
    assert any("no worker is there; waiting 4 s at most" in line for line in lines)


def test_a_scheduler_that_stalls_is_given_up_in_time(tmp_path, class_to_grade):
    with dask_cluster.running(tmp_path / "logs", workers=1) as stalling:

        def tell(line):
            if line.startswith("tiny:  1 of"):
                stalling.send("scheduler", signal.SIGSTOP)

        with (
            patch("autograder.classroom.cluster.CALL_S", 2),
            patch("autograder.classroom.scheduler.CONNECT_S", 2),
            Cluster(stalling.address, tell, restart_s=3) as machines,
            pytest.raises(ClusterError, match="no scheduler answers"),
        ):
            grade(class_to_grade, "tiny", jobs=1, cluster=machines, tell=tell)
        stalling.send("scheduler", signal.SIGCONT)


def test_other_versions_are_refused_by_name(tmp_path, class_to_grade):
    copy = tmp_path / "other"
    shutil.copytree(PROJECT / "autograder", copy / "autograder")
    with (copy / "autograder" / "checks" / "compare.py").open("a") as file:
        file.write("# Another version.\n")
    with (
        dask_cluster.running(tmp_path / "logs", workers=0) as other,
        patch.dict(os.environ, {"PYTHONPATH": str(copy)}),
    ):
        other.worker("worker-0")
        with (
            Cluster(other.address, print) as machines,
            pytest.raises(ClusterError, match=r"versions differ: the course's package \(\w+ inst"),
        ):
            grade(class_to_grade, "tiny", jobs=1, cluster=machines, tell=print)


def test_what_a_worker_cannot_run_is_told(cluster):
    with (
        Cluster(cluster.address, print) as machines,
        pytest.raises(ClusterError, match="what grades cannot be run there"),
    ):
        list(machines.run(here_only, [b""], seconds=10))


def here_only(data):
    return data


def test_a_result_that_is_a_pickle_is_not_opened(cluster):
    with (
        Cluster(cluster.address, print) as machines,
        pytest.raises(ClusterError, match="PosixPath"),
    ):
        list(machines.run(Path, ["x"], seconds=10))


# ------------------------------------------------------------------------- over TLS


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def certificate(tmp_path):
    """Return the options that give both sides a certificate of one authority."""
    folder = tmp_path / "certificates"
    folder.mkdir()
    openssl(
        folder,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=grading",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem",
    )
    names = (("ca-file", "cert.pem"), ("cert", "cert.pem"), ("key", "key.pem"))
    return [part for name, file in names for part in (f"--tls-{name}", str(folder / file))]


def test_grading_over_tls(tmp_path, certificate, class_to_grade, undisturbed, capsys):
    with dask_cluster.running(tmp_path / "logs", workers=1, tls=certificate) as secret:
        command = ["grade", "tiny", "--on", secret.address, "--course", str(class_to_grade)]
        assert main([*command, *certificate, "--no-feedback"]) == 0
    assert same_books(class_to_grade, undisturbed[0])
    assert "NOT ENCRYPTED" not in capsys.readouterr().out
