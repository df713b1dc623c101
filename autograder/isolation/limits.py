"""How much may a submission use?"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20
# Of one cell: outputs, and how many times as much of them figures may be as text.
MOST_OUTPUTS = 200
IMAGE_SHARE = 16


@dataclass(frozen=True)
class Limits:
    """What a worker may use. Processor time counts; wall time, which a busy machine stretches,
    is allowed several times as much.

    cell_seconds, call_seconds: processor time of one cell, of one call by a test.
    exercise_seconds: wall time of all calls for one exercise. session_seconds: wall time of a
    submission, cells that are run again after a crash included. memory: address space in bytes,
    JAX needs 2 GiB. scratch: bytes of files. threads: JAX makes a few for each processor.
    output: bytes of a cell's text; figures have `IMAGE_SHARE` times as much. restarts: how often a
    submission that kills its worker gets another. calls: messages in one exercise.
    """

    cell_seconds: float = 20.0
    call_seconds: float = 10.0
    exercise_seconds: float = 60.0
    session_seconds: float = 300.0
    memory: int = 3072 * MIB
    scratch: int = 64 * MIB
    threads: int = 128
    output: int = MIB // 4
    restarts: int = 8
    calls: int = 1_000_000

    @property
    def processor_seconds(self) -> int:
        """Processor time of one worker as a whole, which the kernel ends."""
        return int(2 * self.session_seconds)


# Wall time allowed for each second of processor time; then a grace, in which a worker that heard
# its own alarm tells where it was, before it is killed.
WALL_FACTOR = 3.0
GRACE_SECONDS = 5.0
