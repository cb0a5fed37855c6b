import pytest

from parks.objections.kinds import kind_of
from tests.parks.objections.conftest import PDF, office

JPG, PNG = b"\xff\xd8\xff\xe0\0\x10JFIF", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
XLSX, DOCX = office("xl/workbook.xml"), office("word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("证明.pdf", PDF, "pdf"),
        ("证明.PDF", PDF, "pdf"),
        ("照片.jpg", JPG, "jpg"),
        ("照片.jpeg", JPG, "jpg"),
        ("图.png", PNG, "png"),
        ("表.xlsx", XLSX, "xlsx"),
        ("信.docx", DOCX, "docx"),
        ("信.txt", "产值漏报。\r\n".encode(), "txt"),
        ("信.txt", "产值漏报。\r\n".encode("gb18030"), "txt"),
    ],
)
def test_content_and_ending_agree(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("证明.pdf", PNG),
        ("照片.jpg", PNG),
        ("无扩展名", PDF),
        ("程序.exe", b"MZ\x90\0"),
        ("程序.txt", b"MZ\x90\0"),
        ("网页.html", b"<script>alert(1)</script>"),
        ("空.txt", b""),
        ("空.txt", b" \n"),
        ("空.pdf", b""),
        ("乱.txt", b"\xff\xff\xff"),
        ("包.zip", office("a.txt")),
        ("表.xlsx", DOCX),
        ("表.xlsx", XLSX[:40]),
        ("表.xlsx", b"PK\x03\x04"),
        ("宏.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")),
    ],
)
def test_anything_else_is_none(name: str, content: bytes) -> None:
    assert kind_of(name, content) is None
