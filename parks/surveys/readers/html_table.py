"""Attributes in an HTML table, as map software puts them into a KML's description: rows of a name and a value."""

from html.parser import HTMLParser

LONGEST = 100_000


def attributes(html: str) -> dict[str, str]:
    """Name → value; empty where the description is no such table."""
    if "<td" not in html.lower() or len(html) > LONGEST:
        return {}
    table = _Table()
    table.feed(html)
    table.close()
    return table.found


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._row: list[str] = []
        self._cell: list[str] | None = None

    def close(self) -> None:
        super().close()
        self._end_row()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("tr", "table"):
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            self._row.append(" ".join("".join(self._cell).split()))
        self._cell = None

    def _end_row(self) -> None:
        """A table within a cell ends the outer row, whose cell is none of a pair."""
        self._end_cell()
        if len(self._row) == 2 and (name := self._row[0].strip(" :：")):
            self.found.setdefault(name, self._row[1])
        self._row = []
