"""What can code in the sandbox see, and can this machine have a sandbox at all?

bubblewrap builds a file system in which there is nothing but the system's libraries, Python, the
packages that a notebook may import, and this package's worker code, all read-only.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

import msgpack

from autograder.errors import SandboxError
from autograder.isolation import filter

HERE = Path(__file__).parent
CHECKS = HERE.parent / "checks"

# What every notebook may import, by the names of distributions; their requirements come along.
BY_HAND = ("numpy", "ipython", "matplotlib")
WITH_JAX = (*BY_HAND, "jax")

WORKER = "/worker"
PACKAGES = "/packages"
SHARED_MODULES = ("beside.py", "limits.py", "messages.py", "wire.py")

# Its own linear algebra makes threads, and its runtime ends what forks without exec.
ON_MACOS = {"VECLIB_MAXIMUM_THREADS": "1", "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES"}

_PARENTS = (
    "/usr",
    "/usr/bin",
    "/etc",
    "/dev",
    "/python",
    "/python/bin",
    PACKAGES,
    WORKER,
    f"{WORKER}/autograder",
    f"{WORKER}/autograder/isolation",
)

INSTALL = "sudo apt install bubblewrap"
NO_BUBBLEWRAP = f"bubblewrap (the program `bwrap`) is not installed. Install it: {INSTALL}"


def no_workers() -> str | None:
    """Return None where a submission can have a process of its own, else what to do."""
    if hasattr(os, "fork"):
        return None
    return (
        "grading needs Linux, or macOS with --no-isolation. On Windows, grade in the Windows "
        "Subsystem for Linux (WSL 2), or on a Linux machine."
    )


def not_here() -> str | None:
    """Return None on the one system that has what isolation is made of, else what to do."""
    if sys.platform == "linux":
        return None
    return no_workers() or (
        "isolation needs Linux. Grade on a Linux machine, or in a Linux container or virtual "
        "machine; or, where you trust what was handed in, here with --no-isolation."
    )


def diagnose() -> str | None:
    """Return None where isolation works, else what is missing and how to get it."""
    if problem := not_here():
        return problem
    if platform.machine() not in ("x86_64", "aarch64"):
        return f"isolation knows x86_64 and aarch64, and this machine is {platform.machine()}."
    if shutil.which("bwrap") is None:
        return NO_BUBBLEWRAP
    try:
        filter.program()
    except Exception as error:
        return f"libseccomp does not work: {error}. Install it: sudo apt install libseccomp2"
    try:
        probe = subprocess.run(
            [*_walls(), "--ro-bind", "/", "/", "true"], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not run: {error}. Install it anew: {INSTALL}"
    if probe.returncode == 0:
        return _user_namespaces()
    said = probe.stderr.strip() or f"exit status {probe.returncode}"
    return _user_namespaces() or (
        f"bubblewrap may not build a sandbox here: {said}. In a container, start it with the "
        "permission to create namespaces (docker: `--security-opt seccomp=unconfined "
        "--security-opt systempaths=unconfined`), or grade outside of it."
    )


def _user_namespaces() -> str | None:
    """Say which setting of the kernel forbids user namespaces, if one does."""
    for setting, forbids, value in (
        ("kernel.unprivileged_userns_clone", "0", "1"),
        ("user.max_user_namespaces", "0", "15000"),
        ("user.max_pid_namespaces", "0", "15000"),
        ("user.max_net_namespaces", "0", "15000"),
        ("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),
    ):
        path = Path("/proc/sys", *setting.split("."))
        if path.is_file() and path.read_text().strip() == forbids:
            return (
                f"the kernel's setting {setting} is {forbids}, which forbids the namespaces that "
                f"keep submissions apart. Allow them: sudo sysctl -w {setting}={value} (and put "
                "that line into a file in /etc/sysctl.d to keep it)."
            )
    return None


def _walls() -> list[str]:
    """Return the command up to the first file that may be seen."""
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxError(NO_BUBBLEWRAP)
    command = [program, "--die-with-parent", "--new-session", "--clearenv"]
    if os.geteuid() == 0:
        # Root's own user namespace would map to root, whom limits do not bind. So bubblewrap
        # keeps the real user, and the fork server leaves root as its first act.
        command += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        command += ["--unshare-cgroup-try", "--cap-drop", "ALL"]
        return [*command, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return [*command, "--unshare-all", "--cap-drop", "ALL"]


def command(packages: Iterable[str], extra: Iterable[str] = ()) -> list[str]:
    """Return the bubblewrap command, to be followed by the program and its arguments.

    packages: distributions that may be imported, see `BY_HAND` and `WITH_JAX`. extra: further
    arguments for bubblewrap. Raises SandboxError where one of them is not installed.
    """
    return [
        *_walls(),
        # The parents that bubblewrap makes by itself are for its own user only.
        *(a for name in _PARENTS for a in ("--dir", name)),
        *_system(),
        *_python(),
        *_packages(packages),
        *_worker_code(),
        *("--proc", "/proc"),
        *(a for name in ("null", "zero", "full", "random", "urandom") for a in _device(name)),
        *extra,
        *("--perms", "1777", "--tmpfs", "/tmp", "--remount-ro", "/", "--chdir", "/tmp"),
    ]


def environment(imports_from: str, worker: str) -> dict[str, str]:
    """Return the environment of the fork server and of every worker."""
    return {
        "PATH": "/nowhere",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONPATH": f"{worker}:{imports_from}" if imports_from else worker,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "IPYTHONDIR": "/tmp/ipython",
        "JAX_PLATFORMS": "cpu",
        # As nbgrader tells a notebook that it is being graded, which may then do less.
        "NBGRADER_EXECUTION": "autograde",
        "MALLOC_ARENA_MAX": "2",
        **(ON_MACOS if sys.platform == "darwin" else {}),
        # A thread in the fork server would make its forks unsafe.
        **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")},
    }


def inner_python() -> str:
    """Return Python's path inside the sandbox."""
    return "/python/bin/python3" if Path(sys.base_prefix) != Path("/usr") else "/usr/bin/python3"


def _device(name: str) -> tuple[str, str, str]:
    return "--dev-bind", f"/dev/{name}", f"/dev/{name}"


def _system() -> list[str]:
    """Bind the system's libraries; /lib and its like as they are here, links or directories."""
    arguments: list[str] = []
    for name in ("/usr/lib", "/usr/lib64"):
        if os.path.isdir(name):
            arguments += ["--ro-bind", name, name]
    for name in ("/lib", "/lib64"):
        if os.path.islink(name):
            arguments += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            arguments += ["--ro-bind", name, name]
    for name in ("/etc/ld.so.cache", "/etc/alternatives"):
        arguments += ["--ro-bind-try", name, name]
    # Python packages of the distribution are not among those that a notebook may import.
    for pattern in ("python3/dist-packages", "python3*/site-packages", "python3*/dist-packages"):
        for path in sorted(Path("/usr/lib").glob(pattern)):
            arguments += ["--tmpfs", str(path)]
    return arguments


def _python() -> list[str]:
    prefix = Path(sys.base_prefix)
    executable = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    arguments = ["--ro-bind", executable, inner_python()]
    if prefix == Path("/usr"):
        return arguments
    for name in ("lib", "lib64"):
        if (prefix / name).is_dir():
            arguments += ["--ro-bind", str(prefix / name), f"/python/{name}"]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for name in ("lib", "lib64"):
        if (prefix / name / version / "site-packages").is_dir():
            arguments += ["--tmpfs", f"/python/{name}/{version}/site-packages"]
    return arguments


def _packages(names: Iterable[str]) -> list[str]:
    """Bind what the distributions `names` and their requirements installed, and nothing else."""
    arguments: list[str] = []
    bound: set[str] = set()
    for found in _with_requirements(names):
        for top in _top_level(found):
            if top in (".", "..", "__pycache__") or top in bound:
                continue
            bound.add(top)
            arguments += ["--ro-bind", str(found.locate_file(top)), f"{PACKAGES}/{top}"]
    return arguments


def _top_level(found: Distribution) -> dict[str, None]:
    """Return the files and directories at the top that `found` installed.

    `Distribution.files` would make an object of each of some thousand files.
    """
    record = found.read_text("RECORD") or ""
    return dict.fromkeys(line.split(",")[0].split("/")[0] for line in record.splitlines())


def _with_requirements(names: Iterable[str]) -> list[Distribution]:
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    wanted = list(names)
    while wanted:
        name = wanted.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            raise SandboxError(
                f"the package {name}, which notebooks may import, is not installed. "
                f"Install it: {sys.executable} -m pip install {name}"
            ) from None
        if not _top_level(found[name]):
            raise SandboxError(
                f"the package {name} was installed without a list of its files, so it cannot be "
                "shown to the sandbox. Install the course into a virtual environment with pip."
            )
        for text in found[name].requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                wanted.append(requirement.name)
    return list(found.values())


def _worker_code() -> list[str]:
    """Bind the modules that run inside, and none of the others of this package."""
    arguments: list[str] = []
    for source, target in _modules_inside():
        for folder in reversed(target.parents[:-1]):
            arguments += ["--dir", f"{WORKER}/{folder}"]
        arguments += ["--ro-bind", str(source), f"{WORKER}/{target}"]
    speech = Path(msgpack.__file__).parent
    return [*arguments, "--ro-bind", str(speech), f"{WORKER}/msgpack"]


def lay_worker_code(folder: Path) -> None:
    """Copy the modules that run inside into `folder`, for who may see no others of this package."""
    for source, target in _modules_inside():
        place = folder / target
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, place)
    for inner in [path for path in folder.rglob("*") if path.is_dir()]:
        (inner / "__init__.py").touch()  # else a package of that name elsewhere would be imported


def _modules_inside() -> list[tuple[Path, PurePosixPath]]:
    """Return the worker's own modules, those it shares, and the checks' drivers, with places."""
    inside = PurePosixPath("autograder", "isolation")
    found = [(HERE / name, inside / name) for name in SHARED_MODULES]
    for driver in sorted(CHECKS.glob("*/beside.py")):
        place = PurePosixPath("autograder", "checks", driver.parent.name, "beside.py")
        found.append((driver, place))
    return [*found, (HERE / "inner", inside / "inner")]


def library_path() -> str:
    """Return where the dynamic linker finds Python's own library inside the sandbox, or ""."""
    shared = sysconfig.get_config_var("Py_ENABLE_SHARED")
    return "/python/lib" if shared and Path(sys.base_prefix) != Path("/usr") else ""
