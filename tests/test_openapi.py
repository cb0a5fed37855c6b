"""The schema is complete, valid, and the one that the documentation holds."""

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from openapi_spec_validator import validate

DOCUMENTED = Path(__file__).parents[1] / "docs" / "openapi.yaml"


@pytest.fixture(scope="module")
def generated() -> str:
    out = StringIO()
    call_command("spectacular", fail_on_warn=True, validate=True, stdout=out)
    return out.getvalue()


def test_schema_is_valid(generated: str) -> None:
    validate(yaml.safe_load(generated))


def test_documentation_holds_this_schema(generated: str) -> None:
    """After a change: ./run manage spectacular --file docs/openapi.yaml"""
    assert generated.strip() == DOCUMENTED.read_text(encoding="utf-8").strip()
