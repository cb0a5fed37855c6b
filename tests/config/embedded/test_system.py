import pytest

from config.embedded import system
from config.embedded.messages import SetupError


def test_linux_with_a_recent_python() -> None:
    system.require_supported("Linux", (3, 11, 0))


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [("Darwin", (3, 12, 0), "this is Darwin"), ("Linux", (3, 9, 2), "this is 3.9.2")],
)
def test_an_unsupported_system_is_told_what_to_do(name: str, version: tuple[int, ...], told: str) -> None:
    with pytest.raises(SetupError, match=told) as refused:
        system.require_supported(name, version)
    assert "docker compose up" in str(refused.value)
