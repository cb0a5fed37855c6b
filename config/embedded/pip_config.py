"""What pip is configured with, as uv understands it: uv does not read pip's settings."""

import ast
import shlex
import subprocess
import sys
from pathlib import Path

from config.embedded.commands import clean_environment

LISTS = {"extra-index-url": "UV_INDEX", "trusted-host": "UV_INSECURE_HOST"}
VALUES = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE", "default-timeout": "UV_HTTP_TIMEOUT"}
VALUES |= {"timeout": "UV_HTTP_TIMEOUT"}


def read() -> dict[str, str]:
    """pip's own view of its files and environment, as UV_* variables."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, env=clean_environment(), check=False)
    return translate(listed.stdout)


def translate(listing: str) -> dict[str, str]:
    """``pip config list`` prints ``section.key='value'``; later sections (install, :env:) win over global."""
    settings = _settings(listing)
    found = {VALUES[key]: value for key, value in settings.items() if key in VALUES and value}
    found |= {LISTS[key]: " ".join(value.split()) for key, value in settings.items() if key in LISTS}
    if links := settings.get("find-links"):
        found["UV_FIND_LINKS"] = ",".join(link for link in links.split() if _reachable(link))
    if proxy := settings.get("proxy"):
        found |= {"HTTPS_PROXY": proxy, "HTTP_PROXY": proxy}
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        found["UV_NO_INDEX"] = "1"
    # pip looks for the best version in every index; uv alone would stop at the first that knows the name.
    found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in found.items() if value}


def _settings(listing: str) -> dict[str, str]:
    ranked: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        name, sign, quoted = line.partition("=")
        section, _, key = name.rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section, -1)
        if sign and rank >= ranked.get(key, (0, ""))[0]:
            ranked[key] = (rank, _unquote(quoted))
    return {key: value for key, (_, value) in ranked.items()}


def _unquote(quoted: str) -> str:
    try:
        return str(ast.literal_eval(quoted))
    except (SyntaxError, ValueError):
        return " ".join(shlex.split(quoted))


def _reachable(link: str) -> bool:
    return "://" in link or Path(link).exists()
