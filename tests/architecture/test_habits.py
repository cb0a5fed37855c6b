"""Habits that no linter knows: sizes, drawers, secrets, addresses, and who reads reference material."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("*.py", "*.ts", "*.vue", "*.sql", "run")
REGISTRY_HOSTS = re.compile(
    r"(?:pypi|pythonhosted|npmjs|npmmirror|debian|ubuntu|tsinghua|aliyun)\.(?:org|com|cn)"
)


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [p for name in listed.stdout.splitlines() if (p := ROOT / name).is_file()]


def handwritten(*patterns: str) -> list[Path]:
    return [p for p in tracked(*patterns) if "migrations" not in p.parts and p.name != "schema.ts"]


def test_no_source_file_is_longer_than_400_lines() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in handwritten(*SOURCES)}
    assert {name: n for name, n in lengths.items() if n > 400} == {}


def test_no_drawers() -> None:
    assert [p for p in handwritten(*SOURCES) if re.match(r"(utils|common|helpers|misc)\b", p.stem)] == []


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "tests/requirements.lock", "frontend/package-lock.json"]
)
def test_locks_carry_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "sha256:" in text or '"integrity"' in text
    assert '"resolved"' not in text
    assert not REGISTRY_HOSTS.search(text)


def test_nothing_outside_tests_reads_the_reference_folder() -> None:
    readers = [p for p in handwritten("*.py", "*.ts", "*.vue", "run", "*.sh") if "../shared" in p.read_text()]
    assert [p for p in readers if p.relative_to(ROOT).parts[0] != "tests"] == []


def test_no_registry_host_is_named() -> None:
    text = tracked("*.py", "*.ts", "*.vue", "*.md", "*.toml", "*.yml", "*.yaml", "*.json", "run", ".ci/run")
    named = [p for p in text if REGISTRY_HOSTS.search(p.read_text(errors="replace"))]
    assert [p for p in named if p != Path(__file__)] == []
