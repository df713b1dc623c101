"""How is a Dask scheduler reached, so that nobody waits for it without end or reads along?"""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from pathlib import Path

from distributed import Client, Security

from autograder.errors import ClusterError

CONNECT_S = 5.0
# What a result may be made of: not of pickles.
FORMATS = ["dask", "msgpack", "error"]


def security(authority: Path, certificate: Path, key: Path) -> Security:
    """Return what encrypts a connection and lets both sides see who is there.

    Files in PEM, as the options of `dask scheduler` take them.
    """
    files = {"tls_ca_file": authority, "tls_client_cert": certificate, "tls_client_key": key}
    files |= {"tls_worker_cert": certificate, "tls_worker_key": key}
    for file in files.values():
        if not file.is_file():
            raise ClusterError(f"{file}: there is no such file; a certificate is expected there.")
    return Security(require_encryption=True, **{name: str(file) for name, file in files.items()})


def connected(address: str, secured: Security | None) -> Client:
    """Return a connection to the scheduler; raises what Dask does, or TimeoutError.

    Dask bounds how long it waits for a connection, but not for the first words on it.
    """
    answers: queue.SimpleQueue[Client | Exception] = queue.SimpleQueue()
    given_up = threading.Event()

    def connect() -> None:
        try:
            client = Client(
                address,
                timeout=CONNECT_S,
                security=secured,
                set_as_default=False,
                deserializers=FORMATS,
                name="autograder",
            )
        except Exception as error:
            answers.put(error)
            return
        answers.put(client)
        if given_up.is_set():
            client.close(timeout=1)

    threading.Thread(target=connect, daemon=True).start()
    try:
        answer = answers.get(timeout=2 * CONNECT_S)
    except queue.Empty:
        given_up.set()
        raise TimeoutError(f"it says nothing for {2 * CONNECT_S:g} s") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def let_go(client: Client) -> None:
    """Close a connection, and wait for that a moment only."""

    def close() -> None:
        with suppress(Exception):
            client.close(timeout=CONNECT_S)

    closing = threading.Thread(target=close, daemon=True)
    closing.start()
    closing.join(CONNECT_S)
