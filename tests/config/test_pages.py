import json
from pathlib import Path

import pytest
from django.test import Client

from config import pages

MANIFEST = {
    "_shared-1.js": {"file": "assets/shared-1.js", "css": ["assets/shared-1.css"]},
    "_map-2.js": {"file": "assets/map-2.js", "imports": ["_shared-1.js"], "css": ["assets/map-2.css"]},
    "src/main.ts": {
        "file": "assets/main-3.js",
        "isEntry": True,
        "imports": ["_shared-1.js", "_map-2.js"],
        "css": ["assets/main-3.css"],
    },
}


@pytest.fixture
def manifest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "manifest.json"
    monkeypatch.setattr(pages, "MANIFEST", path)
    return path


def test_page_loads_what_the_manifest_names(manifest: Path) -> None:
    manifest.write_text(json.dumps(MANIFEST))
    answer = Client().get("/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<script type="module" src="/static/app/assets/main-3.js">' in html
    places = [html.index(f'href="/static/app/assets/{name}.css"') for name in ("shared-1", "map-2", "main-3")]
    assert places == sorted(places)
    assert html.count("shared-1.css") == 1
    assert "/static/leaflet/leaflet" in html
    assert "no-store" in answer["Cache-Control"]


def test_page_has_no_script_that_the_policy_forbids(manifest: Path) -> None:
    manifest.write_text(json.dumps(MANIFEST))
    html = Client().get("/").content.decode()
    for script in html.split("<script")[1:]:
        assert "src=" in script.split(">")[0] or 'type="application/json"' in script.split(">")[0]
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert "https://" not in html


def test_page_that_is_not_built_says_what_to_do(manifest: Path) -> None:
    answer = Client().get("/")
    assert answer.status_code == 503
    assert "./run" in answer.content.decode()


def test_rebuilt_page_is_seen(manifest: Path) -> None:
    manifest.write_text(json.dumps({"src/main.ts": {"file": "assets/old.js"}}))
    assert pages.entry_of(manifest, 1)["entry_js"] == ["/static/app/assets/old.js"]
    manifest.write_text(json.dumps({"src/main.ts": {"file": "assets/new.js"}}))
    assert pages.entry_of(manifest, 2)["entry_js"] == ["/static/app/assets/new.js"]
