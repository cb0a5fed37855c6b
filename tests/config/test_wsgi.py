import pytest
from pytest_django import Settings

from tests.factories.accounts import UserFactory


@pytest.mark.django_db
def test_server_refuses_to_start_with_open_demo_accounts(settings: Settings) -> None:
    from config import wsgi

    settings.DEBUG = settings.DEMO = False
    wsgi.refuse_unsafe_start()
    UserFactory(username="admin", email="admin@demo.invalid")
    with pytest.raises(SystemExit, match="CUNYUAN_DEMO=1"):
        wsgi.refuse_unsafe_start()
