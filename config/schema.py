"""What the OpenAPI schema says of every operation: how it fails."""

from typing import Any

from config.api_errors import CONTENT_TYPE

TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details; `code` never changes, `detail` is Chinese, `detail_en` English.",
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "code": TEXT,
        "detail": TEXT,
        "detail_en": TEXT,
        "errors": {
            "type": "array",
            "description": "The fields that are wrong, each by its path.",
            "items": {
                "type": "object",
                "properties": {"field": TEXT, "code": TEXT, "detail": TEXT},
                "required": ["field", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail", "detail_en"],
}
REFUSAL = {
    "description": "Refused or failed.",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """drf-spectacular post-processing hook."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = REFUSAL
    return result
