from pathlib import Path

from config.embedded.frontend import sources


def test_only_what_vite_reads_counts(tmp_path: Path) -> None:
    for name in (
        "src/main.ts",
        "src/main.test.ts",
        "node_modules/vue/index.js",
        "dist/main.js",
        "package.json",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert sorted(str(path.relative_to(tmp_path)) for path in sources(tmp_path)) == [
        "package.json",
        "src/main.ts",
    ]
