"""The repository holds to its rules: no addresses of packages, no machine's paths, no outputs."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRACKED = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\0")[:-1]
TEXTS = [f for f in TRACKED if not f.endswith((".png", ".ico")) and (ROOT / f).is_file()]

# Files that must speak of such paths to look for them.
SPEAK_OF_PATHS = {"tests/test_repository.py"}
LARGEST = 1_500_000  # bytes; what is larger is built or installed, not committed


def test_lock_has_a_hash_for_every_package_and_no_address():
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.findall(r"(?m)^[a-z0-9][\w.-]*==", lock)
    assert len(packages) > 100
    entries = re.split(r"(?m)^(?=[a-z0-9])", lock)[1:]
    assert [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e] == []
    assert "://" not in lock


def test_no_file_names_a_machine_or_a_package_file():
    offenders = []
    for name in TEXTS:
        text = (ROOT / name).read_text(encoding="utf-8")
        machine = re.search(r"(?<![\w.-])/(root|home/\w+|work)/", text)
        if (machine and name not in SPEAK_OF_PATHS) or re.search(
            r"https?://\S+\.(whl|tar\.gz|tgz)\b", text
        ):
            offenders.append(name)
    assert offenders == []


def test_no_file_is_large():
    assert [f for f in TRACKED if (ROOT / f).exists() and (ROOT / f).stat().st_size > LARGEST] == []


@pytest.mark.parametrize("name", [f for f in TRACKED if f.endswith(".ipynb")])
def test_committed_notebook_has_no_outputs(name):
    for cell in json.loads((ROOT / name).read_text())["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_readme_names_only_commands_that_exist():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"(?m)^([a-z]+):", makefile))
    for page in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?m)(?:^\s*|`)make ([a-z]+)", (ROOT / page).read_text()))
        assert named <= targets, f"{page}: {sorted(named - targets)}"
        assert named or page != "README.md"


def test_continuous_integration_runs_the_readme_s_test_command():
    assert "\nmake test\n" in (ROOT / ".ci" / "run").read_text()
    assert "make test" in (ROOT / "README.md").read_text()


def test_paths_that_the_guide_names_exist():
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text()
        for path in re.findall(
            r"`((?:autograder|chapters|solutions|exercises|tests|scripts)/[\w./-]*)`", text
        ):
            # psN stands for a problem set, <exercise> for one of its exercises.
            pattern = re.sub(r"psN[\w.]*?(?=/|\.|$)", "ps*", path)
            assert list(ROOT.glob(pattern.rstrip("/"))), f"{page} names {path}"
