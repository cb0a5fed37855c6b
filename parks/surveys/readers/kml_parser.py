"""KML by a streaming parser that never meets a DOCTYPE: entities, expanded or external, cannot occur."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from xml.parsers import expat

from parks.surveys.refusals import RefusedError

PROLOG = re.compile(r"[\s\ufeff]*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.S)
DEEPEST = 200
CONTAINERS, SHAPES = ("Folder", "Document"), ("Point", "LineString", "LinearRing", "Polygon", "Track")
OF_PLACEMARK = ("name", "address", "description")


@dataclass
class Folder:
    """A folder or document; `inside` is None for the file's own."""

    kind: str
    inside: "Folder | None"
    name: str = ""

    def path(self) -> str:
        """Names of the folders from the outermost; the document's own where there is no folder."""
        names: list[str] = []
        folder: Folder | None = self
        while folder and folder.kind == "Folder":
            names.insert(0, folder.name or "Folder")
            folder = folder.inside
        return "/".join(names) or self.name


@dataclass
class Shape:
    """`rings` are coordinates as text, the first of a polygon its outer one (empty where it has none)."""

    kind: str
    rings: list[str]


@dataclass
class Placemark:
    folder: Folder
    values: dict[str, str] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)


def parse(chunks: Iterable[str], handler: "Handler") -> Iterator[Placemark]:
    """Placemarks as they come. Raises RefusedError on a DOCTYPE, before the parser is given anything."""
    rest = iter(chunks)
    first = _after_prolog(next(rest, ""))
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        for chunk in chain([first], rest):
            parser.Parse(chunk, False)
            yield from handler.taken()
        parser.Parse("", True)
    except expat.ExpatError as error:
        raise RefusedError("file.broken", kind="KML") from error
    yield from handler.taken()


def _after_prolog(first: str) -> str:
    """From the root element on, once what is before it has been seen to declare nothing."""
    following = PROLOG.sub("", first, count=1)
    if following.startswith("<!") and not following.startswith("<!--"):
        raise RefusedError("kml.doctype")
    if not re.match(r"<\w", following):
        raise RefusedError("file.broken", kind="KML")
    return following


def _refuse(*_: object) -> None:
    raise RefusedError("kml.doctype")


class Handler:
    """What the parser calls; it keeps the placemarks until they are taken."""

    def __init__(self) -> None:
        self.links = 0
        self._folder = Folder("Document", None)
        self._path: list[str] = []
        self._placemark: Placemark | None = None
        self._shapes: list[Shape] = []
        self._key = ""
        self._text: list[str] = []
        self._done: list[Placemark] = []

    def taken(self) -> list[Placemark]:
        done, self._done = self._done, []
        return done

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        name = qualified.rsplit(":", 1)[-1]
        self._path.append(name)
        self._text = []
        if len(self._path) > DEEPEST:
            raise RefusedError("file.broken", kind="KML")
        if name in CONTAINERS:
            self._folder = Folder(name, self._folder)
        elif name == "NetworkLink":
            self.links += 1
        elif name == "Placemark":
            self._placemark = Placemark(self._folder)
        elif name in ("Data", "SimpleData"):
            self._key = attributes.get("name", "")
        elif name in SHAPES and self._placemark and not self._in_polygon():
            self._placemark.shapes.append(Shape(name, [""] if name == "Polygon" else []))

    def text(self, data: str) -> None:
        self._text.append(data)

    def end(self, qualified: str) -> None:
        name = self._path.pop()
        parent = self._path[-1] if self._path else ""
        text = "".join(self._text).strip()
        self._text = []
        if name in CONTAINERS:
            self._folder = self._folder.inside or self._folder
        elif name == "Placemark" and self._placemark:
            self._done.append(self._placemark)
            self._placemark = None
        elif name == "name" and parent in CONTAINERS:
            self._folder.name = text
        elif self._placemark:
            self._of_placemark(self._placemark, name, parent, text)

    def _of_placemark(self, placemark: Placemark, name: str, parent: str, text: str) -> None:
        if parent == "Placemark" and name in OF_PLACEMARK:
            placemark.values.setdefault(name, text)
        elif name == "SimpleData" or (name == "value" and parent == "Data"):
            placemark.values.setdefault(self._key, text)
        elif name == "coordinates" and placemark.shapes:
            self._ring(placemark, text)
        elif name == "coord" and placemark.shapes:
            placemark.shapes[-1].rings.append(",".join(text.split()))

    def _ring(self, placemark: Placemark, text: str) -> None:
        shape = placemark.shapes[-1]
        if "outerBoundaryIs" not in self._path or not shape.rings:
            shape.rings.append(text)
        elif shape.rings[0]:
            placemark.shapes.append(Shape("Polygon", [text]))
        else:
            shape.rings[0] = text

    def _in_polygon(self) -> bool:
        return "Polygon" in self._path[:-1]
