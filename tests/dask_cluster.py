"""A scheduler and workers on this machine, each a process of its own that can be killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

BIN = Path(sys.executable).parent
QUIET = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "60 s"}


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class LocalCluster:
    """Processes in `folder`, which gets their logs. tls: options of both commands."""

    def __init__(self, folder, tls=()):
        self.folder, self.tls = folder, list(map(str, tls))
        self.port = free_port()
        self.address = f"{'tls' if tls else 'tcp'}://127.0.0.1:{self.port}"
        self._running = {}

    def _start(self, name, *command):
        with (self.folder / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                list(map(str, command)),
                cwd=self.folder,
                env=os.environ | QUIET,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def scheduler(self):
        self._start(
            "scheduler",
            BIN / "dask",
            "scheduler",
            "--host",
            self.address.partition(":")[0] + "://127.0.0.1",
            "--port",
            self.port,
            "--dashboard-address",
            "127.0.0.1:0",
            *self.tls,
        )
        self._wait("scheduler", "Scheduler at")

    def worker(self, name, jobs=1):
        self._start(name, BIN / "autograder", "worker", self.address, "--jobs", jobs, *self.tls)
        self._wait(name, "grades for")

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()

    def _wait(self, name, words, seconds=60):
        until = time.monotonic() + seconds
        while words not in self.log(name):
            assert self._running[name].poll() is None, self.log(name)
            assert time.monotonic() < until, self.log(name)
            time.sleep(0.05)

    def send(self, name, signal_number):
        self._running[name].send_signal(signal_number)

    def kill(self, name):
        process = self._running.pop(name)
        process.kill()
        process.wait(30)

    def close(self):
        for process in self._running.values():
            process.send_signal(signal.SIGCONT)
            process.kill()
        for process in self._running.values():
            process.wait(30)


@contextmanager
def running(folder, workers=2, **options):
    """Start a scheduler and `workers` workers of one job each; end them all at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = LocalCluster(folder, **options)
    try:
        cluster.scheduler()
        for i in range(workers):
            cluster.worker(f"worker-{i}")
        yield cluster
    finally:
        cluster.close()
