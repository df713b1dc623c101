"""What do the trusted side and a worker say to one another? One class a message.

`to_data` and `from_data` turn a message into plain data and back; whatever a worker sends, what
comes out has the types that its class says.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from autograder.isolation.beside import Outcome, Raised
from autograder.isolation.wire import MalformedError


@dataclass
class Message:
    """A message; its fields are plain data of the types that are checked on arrival."""

    kinds: ClassVar[dict[str, type[Message]]] = {}

    def __init_subclass__(cls) -> None:
        Message.kinds[cls.__name__] = cls


# ------------------------------------------------------------------ from the trusted side


@dataclass
class LayFile(Message):
    """Write a file into the folder in which cells run. Answered by `Done`.

    path: in that folder, with "/" between its parts. data: its bytes, as an array of them.
    """

    path: str
    data: Any


@dataclass
class RunCell(Message):
    """Run a cell. Answered by `CellRan`."""

    source: str


@dataclass
class KeepNames(Message):
    """Remember every name as it is now, under a label. Answered by `Done`."""

    label: str


@dataclass
class RestoreNames(Message):
    """Give every name its value at that label, and tell which there are. Answered by `Done`."""

    label: str


@dataclass
class GetValue(Message):
    """Tell what a name of the notebook stands for. Answered by `Done`."""

    name: str


@dataclass
class RunCases(Message):
    """Run cases of a check, see `beside.run_case`. Answered by `CasesRan`.

    beside: module and name of the driver, or "". names: of the notebook, the answer's first.
    answers: how many of the names make up the answer: 0 for one that stands alone, else they come
    as a dict. cases: the arguments of each. sources: names → programs that stand in for them.
    seconds: processor time for all of them.
    anew: without what the answer kept of earlier calls.
    """

    beside: str
    names: list[Any]
    answers: int
    cases: list[Any]
    sources: dict[Any, Any]
    seconds: float
    anew: bool


@dataclass
class Answer(Message):
    """The answer to `Ask`: what a function of the trusted side returned or raised."""

    value: Any
    raised: Raised | None


# ------------------------------------------------------------------ from the worker


@dataclass
class CellRan(Message):
    """Whether a cell ended without an error, and its outputs."""

    ok: bool
    outputs: list[Any]


@dataclass
class Done(Message):
    """A request was done; value: what was asked for."""

    value: Any


@dataclass
class CasesRan(Message):
    """What became of each case: the fields of an `Outcome`, without what was used."""

    outcomes: list[Any]


@dataclass
class Ask(Message):
    """Call a function of the trusted side with plain arguments. Answered by `Answer`."""

    number: int
    arguments: list[Any]


@dataclass
class Failed(Message):
    """The request could not be answered; fault: the name of a class in `faults`."""

    fault: str


def to_data(message: Message) -> list[Any]:
    """Return a message as plain data."""
    return [type(message).__name__, *(getattr(message, f.name) for f in fields(message))]


def from_data(data: Any, *allowed: type[Message]) -> Message:
    """Return the message that plain data stands for; raises MalformedError for any other."""
    if type(data) is not list or not data or type(data[0]) is not str:
        raise MalformedError("no message")
    kind = Message.kinds.get(data[0])
    if kind is None or (allowed and kind not in allowed) or len(data) != 1 + len(fields(kind)):
        raise MalformedError("no message that may come here")
    for field, value in zip(fields(kind), data[1:], strict=True):
        if not _is(value, str(field.type)):
            raise MalformedError(f"a message whose {field.name} is of another type")
    return kind(*data[1:])


def outcome_to_data(outcome: Outcome) -> list[Any]:
    """Return what a worker tells of a case."""
    return [outcome.value, outcome.raised, outcome.changed, outcome.warned, outcome.fault]


def outcome_from_data(data: Any, faults: set[str]) -> Outcome:
    """Return what a worker tells of a case; raises MalformedError for anything else."""
    if type(data) is not list or len(data) != 5:
        raise MalformedError("no outcome of a case")
    value, raised, changed, warned, fault = data
    warned = [
        tuple(w)
        for w in (warned if type(warned) is list else [])[:20]
        if type(w) in (list, tuple) and len(w) == 2 and all(type(x) is str for x in w)
    ]
    if not (
        _is(raised, "Raised | None") and type(changed) is bool and (fault in faults or not fault)
    ):
        raise MalformedError("no outcome of a case")
    return Outcome(value, raised, changed, warned, fault or None)


_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (float,),
    "list[Any]": (list,),
    "dict[Any, Any]": (dict,),
    "Raised | None": (Raised, type(None)),
}


def _is(value: Any, annotation: str) -> bool:
    return annotation == "Any" or type(value) in _TYPES[annotation]
