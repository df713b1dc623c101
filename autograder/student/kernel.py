"""Which Python runs a notebook? The one that runs this command, whatever the notebook names."""

from __future__ import annotations

import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


class ThisPython(AsyncKernelManager):
    """Starts IPython kernels with the running interpreter.

    A notebook saved elsewhere may name a kernel that this machine lacks, or one whose Python has
    no course installed. Where the system has them, the kernel listens on sockets in the file
    system, which only this user can open, in place of ports, which every user of the machine can;
    on Windows, which has none, what goes through the ports is encrypted where that is to be had.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if sys.platform != "win32":
            self.transport = "ipc"
            # Absolute, since the kernel starts in the notebook's folder; short, since the name of
            # a socket may have about 100 characters. The sockets' names are made from it.
            name = f"autograder-{secrets.token_hex(8)}.json"
            self.connection_file = str(Path(tempfile.gettempdir()) / name)
        elif self.has_trait("transport_encryption") and zmq.has("curve"):
            self.transport_encryption = "auto"

    @property
    def kernel_spec(self) -> KernelSpec:
        """The specification of a kernel in this interpreter.

        As when it is graded, modules beside the notebook come behind all that are installed.
        """
        from ipykernel.kernelspec import get_kernel_dict

        about = get_kernel_dict()
        behind = "__import__('sys').path.append(__import__('os').getcwd())"
        about["argv"] += [
            "--InteractiveShellApp.ignore_cwd=True",
            f"--InteractiveShellApp.exec_lines={behind}",
        ]
        return KernelSpec(**about)
