"""Which database holds the gradebook, how long is it waited for, and what if it refuses?

nbgrader's own ``c.CourseDirectory.db_url`` names it: a file of SQLite where nothing is set, or a
database of PostgreSQL. One `Database` is one writer's way to it. Every wait ends: for a connection,
for a lock, for a statement, and for a server that is restarted in between. What was under way then
is done again; whoever gives the work sees to it that doing it twice comes to the same rows.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from autograder.errors import CourseError

T = TypeVar("T")

# Formgrader holds the gradebook for milliseconds; who holds it longer than this has hung.
PATIENCE_S = 30
# A server that is restarted is back in seconds.
RESTART_S = 60
CONNECT_S = 10
STATEMENT_S = 60
# What a server says within its own limits has arrived by now, or it says nothing any more.
SILENCE_S = STATEMENT_S + 15
TRIES = 5
PAUSE_S, LONGEST_PAUSE_S = 0.05, 2.0

SQLITE = "sqlite:///"

# SQLite's name of an error, or how it begins → what it means to the instructor, and what to do.
OF_SQLITE = {
    "SQLITE_BUSY": f"another program has kept it locked for {PATIENCE_S} s. Stop the other command "
    "that writes to it (nbgrader, formgrader, a database browser)",
    "SQLITE_LOCKED": "another program keeps it locked. Stop the other command that writes to it",
    "SQLITE_FULL": "the disk is full. Make room",
    "SQLITE_IOERR": "the disk reports an error, or is full. Make room, look after the disk",
    "SQLITE_READONLY": "it cannot be written. Give yourself the right to write it and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened. Give yourself the right to write it and its folder",
    "SQLITE_CORRUPT": "the file is damaged. Restore it from your backup",
    "SQLITE_NOTADB": "the file is no database. Restore it from your backup",
    "SQLITE_ERROR": "it does not have the tables that this nbgrader expects. Back it up and bring "
    "it up to date with `nbgrader db upgrade`",
}
# The same by PostgreSQL's codes, or how they begin.
OF_POSTGRESQL = {
    "08": "the connection to the server broke. See that the server runs",
    "25006": "the server takes no changes (it is read-only: a standby, or being maintained). Name "
    "the server that takes them",
    "28": "the server does not let this user in. Correct the user, or the password in ~/.pgpass or "
    "the variable PGPASSWORD",
    "3D000": "the server has no such database. Make it with `{createdb}`",
    "40": "other programs changed the same rows again and again. Stop the other command that "
    "writes to it",
    "42501": "this user may not change its tables. Make the user their owner",
    "42P01": "it does not have the tables that this nbgrader expects. Back it up and bring it up "
    "to date with `nbgrader db upgrade`",
    "42703": "its tables are not those that this nbgrader expects. Back it up and bring it up to "
    "date with `nbgrader db upgrade`",
    "53100": "the disk of the server is full. Make room there",
    "53200": "the server is short of memory. End other programs there",
    "53300": "the server has no connection left. Close other programs that use it, or raise its "
    "max_connections",
    "55P03": f"another program has kept it locked for {PATIENCE_S} s. Stop the other command that "
    "writes to it (nbgrader, formgrader, a database browser)",
    "57014": f"the server did not get it done in {STATEMENT_S} s. See what else it is doing",
    "57P": "the server was shut down. Start it",
    "58": "the disk of the server reports an error, or is full. Make room, look after the disk",
    "XX": "the database is damaged. Restore it from your backup",
}
# A refused connection has no code; what the server said, in its own language, is shown as well.
OF_CONNECTING = {
    "password authentication failed": "28",
    "no password supplied": "28",
    "no pg_hba.conf entry": "28",
    "Peer authentication failed": "28",
    "permission denied for database": "28",
    "does not exist": "3D000",
    "too many clients": "53300",
    "remaining connection slots": "53300",
    "too many connections": "53300",
}
ROLE_MISSING = 'role "'


def shown(url: str) -> str:
    """Return how the database at `url` is named to people: SQLite's file, or without a password."""
    if url.startswith(SQLITE):
        return url.removeprefix(SQLITE)
    try:
        known = make_url(url)
    except ArgumentError:
        return "c.CourseDirectory.db_url"
    host = known.query.get("host")
    place = known.host or (host if isinstance(host, str) else "")
    port = f":{known.port}" if known.port else ""
    user = f"{known.username}@" if known.username else ""
    return f"{known.get_backend_name()}://{user}{place}{port}/{known.database or ''}"


def bounded(url: str) -> str:
    """Return `url` with limits for every wait, where it is PostgreSQL's and does not set its own.

    The limits are parameters of libpq, so whoever is given this URL waits no longer, also nbgrader.
    """
    try:
        known = make_url(url)
    except ArgumentError:
        return url  # whoever connects says so
    if known.get_backend_name() != "postgresql":
        return url
    limits = {
        "connect_timeout": str(CONNECT_S),
        "options": _options(),
        # A machine that vanished says nothing; these end the silence.
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "4",
        "tcp_user_timeout": str(PATIENCE_S * 1000),
    }
    limits = {name: value for name, value in limits.items() if name not in known.query}
    return known.update_query_dict(limits).render_as_string(hide_password=False)


def limits_of_commands() -> dict[str, str]:
    """Return variables that bound the waits of nbgrader's own commands, which libpq reads."""
    return {"PGCONNECT_TIMEOUT": str(CONNECT_S), "PGOPTIONS": _options()}


def _options() -> str:
    limits = {
        "lock_timeout": PATIENCE_S,
        "statement_timeout": STATEMENT_S,
        "idle_in_transaction_session_timeout": 2 * RESTART_S,
    }
    return " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items())


@contextmanager
def explained(url: str, what: str) -> Iterator[None]:
    """Turn what the database at `url` refuses into a CourseError that says what to do.

    what: what came to nothing by it.
    """
    try:
        yield
    except DBAPIError as error:
        raise CourseError(
            f"{shown(url)}: {what}: {_remedy(url, error)}, then run the command again; nothing "
            "that was graded is lost."
        ) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        if isinstance(error, ModuleNotFoundError) and error.name not in ("psycopg", "psycopg2"):
            raise
        raise CourseError(
            f"{shown(url)}: {what}: what speaks to this kind of database is not installed "
            f"({error}). Run `pip install '.[cluster]'` in the project's checkout, and begin the "
            "address with `postgresql+psycopg://`."
        ) from error
    except ArgumentError as error:
        raise CourseError(
            f"{what}: `database` in course.toml (nbgrader's `c.CourseDirectory.db_url`) names no "
            "database. Expected is something like `postgresql+psycopg://USER@HOST/NAME`; without "
            "the line it is a file in the course's folder."
        ) from error


def _remedy(url: str, error: DBAPIError) -> str:
    if url.startswith("sqlite"):
        name = getattr(error.orig, "sqlite_errorname", "") or ""
        found = [text for start, text in OF_SQLITE.items() if name.startswith(start)]
        return found[0] if found else f"the database said: {error.orig}. Repair it"
    words = " ".join(str(error.orig).split())
    code = _code(error)
    if not code:
        code = next((c for start, c in OF_CONNECTING.items() if start in words), "")
        if code == "3D000" and ROLE_MISSING in words:
            code = "28"
    found = [text for start, text in OF_POSTGRESQL.items() if code and code.startswith(start)]
    if not found:
        found = ["no connection to the server. See that it runs and can be reached from here"]
        if code:
            found = ["the server refused. Put that right"]
    sentence = found[0].format(createdb=_createdb(make_url(url)))
    meaning, _, advice = sentence.partition(". ")
    return f"{meaning} (it said: {words}). {advice}"


def _code(error: DBAPIError) -> str:
    """Return PostgreSQL's code of an error; "" where it has none, as when there is no server."""
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None)
    return str(code or "")


def _createdb(url: URL) -> str:
    host = url.host or url.query.get("host")
    parts = ["createdb"]
    parts += ["-h", str(host)] if host else []
    parts += ["-p", str(url.port)] if url.port else []
    parts += ["-U", url.username] if url.username else []
    return " ".join([*parts, url.database or "NAME"])


class Database:
    """One writer's connection to the gradebook at `url`, and transactions that are serial.

    Raises SQLAlchemy's errors, which `explained` explains.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._local = self._engine.dialect.name == "sqlite"
        try:
            self.connection = self._engine.connect()
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Close the connection."""
        with suppress(DBAPIError):
            self.connection.close()
        self._engine.dispose()

    def transact(self, work: Callable[[], T]) -> T:
        """Return ``work()``, which uses `connection`, as one transaction: whole or not at all.

        It is done again where somebody else changed the same rows meanwhile, and where the server
        went away: also when nobody knows whether the last attempt was written. So `work` must come
        to the same rows when it is done twice.
        """
        begin, conflicts, pause = time.monotonic(), 0, PAUSE_S
        while True:
            try:
                if self.connection.closed:
                    self.connection = self._engine.connect()
                with self._watched(), self.connection.begin():
                    return work()
            except DBAPIError as error:
                if self._is_away(error):
                    with suppress(DBAPIError):
                        self.connection.close()
                    self._engine.dispose()
                    if time.monotonic() - begin > RESTART_S:
                        raise
                elif _conflicts(error) and conflicts < TRIES:
                    conflicts += 1
                else:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)

    def _is_away(self, error: DBAPIError) -> bool:
        code = _code(error)
        gone = error.connection_invalidated or not code or code.startswith(("08", "57P"))
        return gone and not self._local

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Hang up on a server that says nothing any more, which its own limits cannot end."""
        if self._local:
            yield
            return
        timer = threading.Timer(SILENCE_S, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _hang_up(self) -> None:
        with suppress(Exception):  # it was closed meanwhile
            driver: Any = self.connection.connection.driver_connection
            with socket.socket(fileno=os.dup(driver.fileno())) as line:
                line.shutdown(socket.SHUT_RDWR)


def _conflicts(error: DBAPIError) -> bool:
    """Whether two writers met: the second finds what the first wrote, and can go on from there."""
    return _code(error) in ("40001", "40P01", "23505")


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        # A transaction sees one state of the books, and fails where what it changes has changed.
        return create_engine(bounded(url), isolation_level="REPEATABLE READ")
    engine = create_engine(url, connect_args={"timeout": PATIENCE_S})

    # A transaction takes the lock to write at its beginning: so nothing that formgrader writes gets
    # between what is read and what is written, and waiting is possible at all. Python's sqlite3
    # would begin one only at the first change.
    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection: Any, record: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
