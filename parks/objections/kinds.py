"""What a file of evidence is, told by its content; the name has to agree."""

import io
import zipfile

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}
ENDINGS = {"jpeg": "jpg"} | {kind: kind for kind in CONTENT_TYPES}
OFFICE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
SIGNATURES = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
CONTROLS = set(range(32)) - {9, 10, 12, 13}


def kind_of(name: str, content: bytes) -> str | None:
    """The kind that content and ending agree on; None if they do not, or if it is none that is taken."""
    kind = _by_content(content)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return kind if kind is not None and ENDINGS.get(ending) == kind else None


def _by_content(content: bytes) -> str | None:
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return "txt" if _is_text(content) else None


def _office(content: bytes) -> str | None:
    """A workbook or document without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return None
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for part, kind in OFFICE.items() if part in names), None)


def _is_text(content: bytes) -> bool:
    if not content.strip() or CONTROLS & set(content):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
