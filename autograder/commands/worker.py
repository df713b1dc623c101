"""How does another machine help with grading?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.base import DONE, Commands, add_command, add_jobs, number, say
from autograder.errors import ClusterError
from autograder.processors import at_once

if TYPE_CHECKING:
    from distributed import Security

PATIENCE_S = 600
TLS = "tls://"
THIS_MACHINE = ("127.", "localhost", "[::1]")


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    worker = add_command(
        commands,
        "worker",
        "grade on this machine what `autograder grade --on` hands out elsewhere",
        """\
        Connects to a scheduler of Dask distributed (`dask scheduler` starts one) and grades what
        it hands out until it is interrupted. Needs the same version of the course as the command
        and a sandbox, but nothing of the course's folder. A scheduler that is restarted is found
        again.
        """,
        "autograder worker tcp://127.0.0.1:8786",
        "autograder worker tls://grading.example.edu:8786 --jobs 8 \\\n"
        "      --tls-ca-file ca.pem --tls-cert worker.pem --tls-key worker.key",
    )
    worker.add_argument("address", metavar="ADDRESS", help="of the scheduler: tcp://host:port")
    worker.add_argument(
        "--patience",
        type=number,
        default=PATIENCE_S,
        metavar="SECONDS",
        help=f"how long a scheduler is looked for (default: {PATIENCE_S})",
    )
    add_jobs(worker)
    add_tls(worker)
    worker.set_defaults(run=_worker)


def add_tls(parser: argparse.ArgumentParser) -> None:
    """Let a command be told its certificate, by the names that `dask scheduler` has for that."""
    for name, what in (
        ("ca-file", "the authority that signed the certificates of both sides"),
        ("cert", "this side's certificate"),
        ("key", "this side's secret key"),
    ):
        parser.add_argument(f"--tls-{name}", type=Path, metavar="FILE", help=what)


def secured(options: argparse.Namespace, address: str) -> Security | None:
    """Return what encrypts the connection to `address`; None where it is not encrypted.

    Raises ClusterError where the options are not enough.
    """
    files = (options.tls_ca_file, options.tls_cert, options.tls_key)
    if not address.startswith(("tcp://", TLS)):
        raise ClusterError(
            f"{address}: no address of a scheduler; tcp://HOST:PORT or tls://HOST:PORT is expected."
        )
    if address.startswith(TLS):
        if None in files:
            raise ClusterError(
                f"{address}: needs --tls-ca-file, --tls-cert and --tls-key, as `dask scheduler` "
                "was given them."
            )
        from autograder.classroom.scheduler import security

        return security(*files)
    if any(files):
        raise ClusterError(f"{address}: certificates are for an address that begins with {TLS}.")
    if not address.removeprefix("tcp://").startswith(THIS_MACHINE):
        say(
            f"{address}: NOT ENCRYPTED: submissions and the secret seed of the hidden inputs can "
            "be read on the way, and whoever reaches the scheduler can run programs on its workers"
        )
    return None


def _worker(options: argparse.Namespace) -> int:
    security = secured(options, options.address)
    from autograder.classroom.worker import serve

    jobs = at_once(options.jobs, say)
    serve(options.address, jobs, say, secured=security, patience_s=options.patience)
    return DONE
