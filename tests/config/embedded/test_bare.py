"""The entry runs on a bare Python: nothing but the standard library, before any environment exists."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_module_imports_without_installed_packages() -> None:
    modules = [f"config.embedded.{path.stem}" for path in (ROOT / "config/embedded").glob("*.py")]
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}]\nfor name in {modules!r}: __import__(name)"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def test_the_entry_explains_itself_without_installed_packages() -> None:
    told = subprocess.run(
        [sys.executable, "-I", "-S", ROOT / "run", "--help"], check=True, capture_output=True, text=True
    )
    assert all(
        option in told.stdout for option in ("--port", "--no-demo", "--fresh", "bench", "manage", "test")
    )


def test_the_local_default_knows_nothing_of_parks() -> None:
    sources = [path.read_text() for path in (ROOT / "config/embedded").glob("*.py")]
    assert not [
        text for text in sources if "import parks" in text or "from parks" in text or "load_demo" in text
    ]


def test_ci_calls_exactly_run_test() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines[-1] == 'exec ./run test "$@"'
