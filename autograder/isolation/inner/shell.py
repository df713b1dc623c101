"""What does a notebook's cell show, when there is no kernel?

IPython's own shell runs the cells; what a kernel would send to the browser is kept here in the
form of nbformat's outputs: prints, displays, the last expression, figures, errors, and what
programs below Python write to the standard files.
"""

from __future__ import annotations

import ast
import ctypes
import io
import os
import sys
import tempfile
import warnings
from contextlib import suppress
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from autograder.isolation.limits import IMAGE_SHARE, MOST_OUTPUTS

_libc = ctypes.CDLL(None)

WORKER_CODE = "autograder/isolation"
NO_PROGRAMS = "This line starts another program. The grader runs Python only and left it out.\n"
PROGRAM_MAGICS = {"bash", "sh", "script", "!", "sx", "system", "perl", "ruby", "javascript"}

# Runs before the first fork, so that what IPython and matplotlib import late is there already.
WARM_UP = """
import matplotlib.pyplot, warnings
matplotlib.pyplot.plot([0, 1])
matplotlib.pyplot.title("$x$")
warnings.warn("warm")
0.5
"""


class Recorder:
    """The outputs of the cell that runs now; `limit` bytes of text, more for images."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.start()

    def start(self) -> None:
        """Forget what was recorded."""
        self.outputs: list[dict[str, Any]] = []
        self._text = self.limit
        self._images = IMAGE_SHARE * self.limit
        self._full = False
        self._clear_next = False

    def stream(self, name: str, text: str) -> None:
        """Record `text` on stdout or stderr; drop what is beyond the limit, and say so once."""
        if self._full or not text:
            return
        self._clear_if_asked()
        if len(text) > self._text or len(self.outputs) >= MOST_OUTPUTS:
            text = text[: self._text] + "\n[more output than is kept]\n"
            self._full = True
        self._text -= len(text)
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": [text]})

    def add(self, output: dict[str, Any]) -> None:
        """Record an output that is no stream."""
        self._clear_if_asked()
        data = output.get("data", {})
        for mime in [m for m, value in data.items() if isinstance(value, bytes)]:
            data[mime] = ""  # formatters encode images as text; bytes have no place in a notebook
        images = sum(len(str(value)) for mime, value in data.items() if mime.startswith("image/"))
        rest = sum(len(str(value)) for value in output.values()) - images
        if rest > self._text or images > self._images or len(self.outputs) >= MOST_OUTPUTS:
            self.stream("stderr", "[an output was too large and is left out]\n")
            return
        self._text -= rest
        self._images -= images
        self.outputs.append(output)

    def clear(self, wait: bool) -> None:
        """Forget the cell's outputs, now or when the next one comes (`clear_output`)."""
        if wait:
            self._clear_next = True
        else:
            self.outputs.clear()

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self.outputs.clear()
            self._clear_next = False

    def finished(self) -> list[dict[str, Any]]:
        """Return the outputs with the pieces of each stream joined."""
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return self.outputs


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of the notebook."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, descriptor: int, recorder: Recorder) -> None:
        self.name = name
        self._descriptor = descriptor
        self.recorder = recorder

    def write(self, text: str) -> int:
        """Record `text`."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.recorder.stream(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """Return True: this is a stream to write to."""
        return True

    def fileno(self) -> int:
        """Return the descriptor that lower layers write to."""
        return self._descriptor


class Publisher(DisplayPublisher):
    """Records what `display` shows."""

    shell: Any

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        """Record a display."""
        output = {"output_type": "display_data", "data": dict(data), "metadata": metadata or {}}
        self.shell.recorder.add(output)

    def clear_output(self, wait: bool = False) -> None:
        """Forget the cell's outputs."""
        self.shell.recorder.clear(wait)


class LastExpression(DisplayHook):
    """Records the value of a cell's last expression."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Write no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Record the value in all its forms."""
        self.shell.recorder.add(
            {
                "output_type": "execute_result",
                "data": dict(format_dict),
                "metadata": md_dict or {},
                "execution_count": self.prompt_count,
            }
        )

    def finish_displayhook(self) -> None:
        """Write no separator."""
        self._is_active = False


class Shell(InteractiveShell):
    """IPython without a terminal, a kernel, a history file or a way to start programs."""

    display_pub_class = Type(Publisher)
    displayhook_class = Type(LastExpression)
    history_manager: Any

    def __init__(self, **settings: Any) -> None:
        config = Config()
        config.HistoryManager.enabled = False  # its database would need a thread
        self.recorder = Recorder(2**18)
        super().__init__(config=config, **settings)

    def system(self, cmd: str) -> None:
        """Say that no program is started."""
        self.recorder.stream("stderr", NO_PROGRAMS)
        self.user_ns["_exit_code"] = 1

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Say that no program is started."""
        self.system(cmd)
        return [] if split else ""

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """Run a cell magic, but no program."""
        if magic_name in PROGRAM_MAGICS:
            return self.system(line)
        return super().run_cell_magic(magic_name, line, cell)

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window system."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.recorder.add(
            {
                "output_type": "error",
                "ename": str(getattr(etype, "__name__", "Exception")),
                "evalue": _text_of(evalue),
                # without our own lines, where a time limit is raised
                "traceback": [str(line) for line in stb if WORKER_CODE not in str(line)],
            }
        )

    def transform_cell(self, raw_cell: str) -> str:
        """Return the cell as Python; IPython's look for magics takes longer than most cells."""
        if not self.input_transformers_post:
            with suppress(SyntaxError, ValueError), warnings.catch_warnings(action="ignore"):
                ast.parse(raw_cell)
                return raw_cell if raw_cell.endswith("\n") else raw_cell + "\n"
        return str(super().transform_cell(raw_cell))

    def should_run_async(self, raw_cell: str, **settings: Any) -> bool:
        """Whether the cell awaits something; IPython would compile it to see."""
        if "await" not in raw_cell and "async" not in raw_cell:
            return False
        return bool(super().should_run_async(raw_cell, **settings))

    def warm_up(self) -> None:
        """Run a small notebook and forget it."""
        before = dict(self.user_ns)
        self.enable_matplotlib("inline")
        for source in (WARM_UP, "1/0"):
            self.recorder.start()
            self.run_cell(source, store_history=True)
        self.recorder.start()
        self.user_ns.clear()
        self.user_ns.update(before)
        self.user_ns["_oh"].clear()
        self.history_manager.reset()
        tempfile.gettempdir()  # tries out where it can write, once
        self.execution_count = 1

    def take_streams(self) -> None:
        """Send everything that is written to stdout and stderr into the recorder."""
        sys.stdout = Stream("stdout", 1, self.recorder)
        sys.stderr = Stream("stderr", 2, self.recorder)
        self._files = []
        for descriptor in (1, 2):
            file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (open as long as the worker)
            os.dup2(file.fileno(), descriptor)
            self._files.append(file)

    def run(self, source: str) -> tuple[bool, list[dict[str, Any]]]:
        """Run a cell; return whether it ended without an error, and its outputs."""
        self.recorder.start()
        self._drop_low_level()
        result = self.run_cell(source, store_history=True)
        self._read_low_level()
        return bool(result.success), self.recorder.finished()

    def _drop_low_level(self) -> None:
        for file in self._files:
            if os.fstat(file.fileno()).st_size:
                os.ftruncate(file.fileno(), 0)
                os.lseek(file.fileno(), 0, os.SEEK_SET)

    def _read_low_level(self) -> None:
        """Record what C code and `os.write` wrote, which passes `sys.stdout` by."""
        _libc.fflush(None)
        for name, file in zip(("stdout", "stderr"), self._files, strict=True):
            if os.fstat(file.fileno()).st_size:
                written = os.pread(file.fileno(), 4 * self.recorder.limit, 0)
                self.recorder.stream(name, written.decode("utf-8", "replace"))


def _text_of(value: Any) -> str:
    try:
        return str(value)
    except Exception:
        return "(its text cannot be had)"
