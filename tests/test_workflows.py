"""The workflows are valid, ask for no more than they need, and run from a fork without secrets."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitekit.paths import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PROGRAMS = Path(sys.executable).parent


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PROGRAMS / program), *map(str, arguments)], capture_output=True, text=True, check=False
    )


def actionlint(folder: Path) -> subprocess.CompletedProcess[str]:
    return run("actionlint", "-shellcheck=", "-pyflakes=", *sorted(folder.glob("workflows/*.yml")))


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    return run("zizmor", "--offline", "--no-progress", "--pedantic", folder)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the workflows, to make mistakes in."""
    shutil.copytree(GITHUB, tmp_path / ".github")
    return tmp_path / ".github"


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def load(path: Path) -> dict[str, Any]:
    # BaseLoader: YAML's own reading would turn the key 'on' into True.
    return dict(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            yield f"{path.name}: {name}", job


def test_actionlint_finds_nothing():
    found = actionlint(GITHUB)
    assert (found.returncode, found.stdout) == (0, "")


def test_zizmor_finds_nothing():
    found = zizmor(GITHUB)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("${{ github.head_ref", "${{ githb.head_ref"),
        ("runs-on: ubuntu-24.04", "runs_on: ubuntu-24.04"),
    ],
)
def test_actionlint_can_fail(copy: Path, old: str, new: str) -> None:
    spoil(copy, "workflows/check.yml", old, new)
    assert actionlint(copy).returncode == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("workflows/check.yml", "persist-credentials: false", "fetch-depth: 1", "artipacked"),
        ("workflows/check.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1", "@v7", "unpinned"),
        ("workflows/check.yml", "permissions: {}", "permissions: write-all", "excessive"),
        ("workflows/check.yml", "pull_request:", "pull_request_target:", "dangerous-triggers"),
        (
            "workflows/check.yml",
            "run: .ci/run",
            "run: echo ${{ github.head_ref }}",
            "template-injection",
        ),
        ("dependabot.yml", "cooldown: { default-days: 7 }", "cooldown: {}", "cooldown"),
    ],
)
def test_zizmor_can_fail(copy: Path, file: str, old: str, new: str, says: str) -> None:
    spoil(copy, file, old, new)
    found = zizmor(copy)
    assert found.returncode != 0
    assert says in found.stdout


def test_each_action_is_pinned_by_one_hash_with_its_version():
    pinned: dict[str, str] = {}
    for path in WORKFLOWS:
        for line in path.read_text("utf-8").splitlines():
            if "uses:" not in line or "uses: ./" in line:
                continue
            match = re.search(r"uses: (\S+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$", line)
            assert match, f"{path.name}: {line.strip()}"
            assert pinned.setdefault(match[1], match[2]) == match[2]


def test_no_secret_is_needed():
    for path in WORKFLOWS:
        assert "secrets." not in path.read_text("utf-8"), path.name
        assert "pull_request_target" not in path.read_text("utf-8"), path.name


def test_each_job_may_do_little_and_not_for_long():
    for name, job in jobs():
        assert "permissions" in job, name
        assert "timeout-minutes" in job or "uses" in job, name
    for path in WORKFLOWS:
        assert load(path)["permissions"] == {}, path.name
        assert "concurrency" in load(path), path.name


def test_only_known_jobs_may_write():
    writers = {
        (name, scope)
        for name, job in jobs()
        for scope, level in job["permissions"].items()
        if level == "write"
    }
    assert writers == {
        ("publish.yml: deploy", "pages"),
        ("publish.yml: deploy", "id-token"),
        ("weekly.yml: links", "issues"),
        ("weekly.yml: overdue", "issues"),
    }


def commands(workflow: str) -> str:
    found = load(GITHUB / "workflows" / workflow)["jobs"].values()
    return "\n".join(step.get("run", "") for job in found for step in job.get("steps", ()))


def test_the_gate_is_the_readmes_test_command():
    assert ".ci/run" in commands("check.yml")
    assert "\nmake test\n" in (ROOT / ".ci/run").read_text("utf-8")
    assert re.search(r"^make test ", (ROOT / "README.md").read_text("utf-8"), re.M)


def test_nothing_is_published_that_was_not_tested():
    publish = load(GITHUB / "workflows/publish.yml")["jobs"]
    assert publish["check"]["uses"].endswith("/check.yml")
    assert publish["build"]["needs"] == "check"
    assert publish["deploy"]["needs"] == "build"


def test_each_script_and_file_that_a_workflow_names_is_there():
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        for name in re.findall(r"scripts/[a-z_]+\.py|\.ci/run", text):
            assert (ROOT / name).is_file(), f"{path.name}: {name}"
        targets = re.findall(r"run: make (\S+)", text)
        makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(READY)", ".venv/ready")
        for target in targets:
            assert f"\n{target}:" in makefile, f"{path.name}: make {target}"


def test_the_offline_copy_has_the_name_that_is_uploaded():
    from sitekit import offline

    assert f"path: {offline.NAME}.zip" in (GITHUB / "workflows/check.yml").read_text("utf-8")


def test_nobody_is_named_as_owner_who_was_not_asked():
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    for line in filter(None, map(str.strip, lines)):
        assert line.startswith("#") or "@someone" not in line
