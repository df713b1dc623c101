"""A PostgreSQL server of a test's own: a random folder, a Unix socket and no port."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

USER, PASSWORD = "grader", "s3cret/%"
# Durable against a crash of the server, which tests cause; not against one of the machine.
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "max_connections": "40",
    "shared_buffers": "'16MB'",
}
HBA = "local all postgres trust\nlocal all all scram-sha-256\n"


def programs():
    """Return the folder of PostgreSQL's programs, the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    other = shutil.which("initdb")
    assert other, "PostgreSQL is missing: run `scripts/debian-packages postgresql`"
    return Path(other).resolve().parent


def as_nobody_special(command):
    """Return `command` as a user that PostgreSQL accepts: it refuses to run as root."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


class Server:
    """A running server. folder: its data, its log and its socket."""

    def __init__(self, folder, settings=SETTINGS):
        self.folder, self._settings = folder, settings
        self._bin = programs()

    def make(self):
        self._run(
            "initdb",
            "-D",
            self.folder / "data",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "-A",
            "trust",
            "--locale=C",
            "--no-sync",
        )
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            for name, value in self._settings.items():
                file.write(f"{name} = {value}\n")
            file.write(f"unix_socket_directories = '{self.folder}'\n")
        (self.folder / "data" / "pg_hba.conf").write_text(HBA)
        self.start()
        self.sql(f"create role {USER} login createdb password '{PASSWORD}'")

    def _run(self, program, *arguments, check=True):
        done = subprocess.run(
            as_nobody_special([str(self._bin / program), *map(str, arguments)]),
            cwd=self.folder,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _control(self, action, *arguments, check=True):
        data, log = self.folder / "data", self.folder / "log"
        return self._run(
            "pg_ctl", action, "-D", data, "-l", log, "-w", "-t", "50", *arguments, check=check
        )

    def start(self):
        self._control("start")

    def stop(self, how="fast"):
        self._control("stop", "-m", how, check=False)

    @property
    def process(self):
        """The number of the server's first process."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self):
        """End the server without letting it write anything down."""
        process = self.process
        os.kill(process, signal.SIGQUIT)
        until = time.monotonic() + 20
        while Path(f"/proc/{process}").exists() and time.monotonic() < until:
            time.sleep(0.02)

    def sql(self, command, database="postgres"):
        """Run a command as the server's administrator; return what it prints."""
        return self._run(
            "psql",
            "-h",
            self.folder,
            "-U",
            "postgres",
            "-d",
            database,
            "-qAtX",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            command,
        )

    def create(self, name):
        """Make the empty database `name`."""
        self.sql(f'create database "{name}" owner {USER}')

    def url(self, name, *, password=PASSWORD, user=USER):
        """Return what `c.CourseDirectory.db_url` is set to."""
        quoted = password.replace("%", "%25").replace("/", "%2F")
        return f"postgresql+psycopg://{user}:{quoted}@/{name}?host={self.folder}"


@contextmanager
def running(**settings):
    """Start a server with further settings, and remove it and all that it holds at the end."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    server = Server(folder, SETTINGS | settings)
    try:
        server.make()
        yield server
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def moved(course, root, server, name):
    """Copy a tiny course to `root`, not released yet, with the new database `name`; return its URL.

    The seed comes along.
    """
    shutil.copytree(
        course, root, ignore=shutil.ignore_patterns("gradebook.db", "exercises", "_build")
    )
    server.create(name)
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"\nc.CourseDirectory.db_url = {server.url(name)!r}\n")
    return server.url(name)
