"""The returned workbook (回传工作簿) when it comes back: its rows are those of the upload it was made from, by their numbers;
their shapes and the coordinate system come from that upload's file, everything else from the workbook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from parks.surveys import readers
from parks.surveys.answers import Answers
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.models import Status, SurveyUpload
from parks.surveys.readers import Limits, Reading, workbook
from parks.surveys.readers.header import NUMBER_AGAIN, ROW_NUMBER
from parks.surveys.readers.reading import Wanted
from parks.surveys.refusals import RefusedError

PROBLEMS = "问题（上传时忽略）"
OURS = (ROW_NUMBER, PROBLEMS, NUMBER_AGAIN)
OF_THE_CLERK = ("epsg", "shift", "columns", "units", "clipped")
"""What was answered about the first file and holds for its rows when they come back."""
EXPECTED = ("sheet.hidden-rows",)
"""Rows are filtered to find the marked ones: that the others are hidden says nothing."""

UNNUMBERED = Rule(
    "returned.no-number", Severity.MUST_FIX,
    "回传工作簿第 {row} 行没有可用的原行号（“{value}”）；新增的宗地请另用文件上传",
    "Row {row} of the returned workbook has no usable row number (“{value}”); upload new parcels in a file of their own",
)  # fmt: skip
UNKNOWN = Rule(
    "returned.unknown-number", Severity.MUST_FIX,
    "回传工作簿第 {row} 行的原行号 {value} 不在原文件中",
    "Row {row} of the returned workbook has the number {value}, which the first file does not have",
)  # fmt: skip
TWICE = Rule(
    "returned.number-twice", Severity.MUST_FIX,
    "原行号 {value} 在回传工作簿中出现多次（第 {rows} 行），请只留一行",
    "The row number {value} appears more than once in the returned workbook (rows {rows}); keep one of them",
)  # fmt: skip
ALTERED = Rule(
    "returned.number-altered", Severity.MUST_FIX,
    "回传工作簿第 {row} 行的原行号被改成 {value}（原为 {was}），请改回",
    "The number of row {row} of the returned workbook was changed to {value} (it was {was}); change it back",
)  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """The upload that a workbook was made from, and the folder of the files."""

    upload: SurveyUpload
    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / self.upload.sha256


def origin_of(upload: SurveyUpload, folder: Path, limits: Limits) -> Origin | None:
    """Where the file is a returned workbook, the upload that it came from: kept with the upload, with what was answered there.

    Raises RefusedError where its uploader may not see that upload."""
    path = folder / upload.sha256
    marker = workbook.marker(path, limits)
    if marker is None:
        return None
    visible = SurveyUpload.objects.visible_to(upload.user).filter(pk__lt=upload.pk)
    origin = visible.filter(pk=marker.upload, sha256=marker.sha256).first()
    if origin is None:
        raise RefusedError("workbook.origin", upload=marker.upload)
    if upload.origin_id is None:
        upload.origin = origin
        upload.answers = _inherited(origin.answers, upload.answers)
        upload.save(update_fields=["origin", "answers"])
    return Origin(origin, folder)


def _inherited(before: Mapping[str, object], now: Mapping[str, object]) -> dict[str, object]:
    return {name: said for name, said in before.items() if name in OF_THE_CLERK} | dict(now)


def basis_of(upload: SurveyUpload, origin: Origin | None) -> dict[int, int | None]:
    """Row → fingerprint of the stored parcel that it is based on: what the clerk saw in the report, until that was
    committed itself."""
    basis = {int(row): fingerprint for row, fingerprint in upload.basis.items()}
    if origin is None or origin.upload.status in (Status.COMMITTED, Status.UNDONE):
        return basis
    return dict(origin.upload.rows.values_list("row", "fingerprint")) | basis


def read_upload(upload: SurveyUpload, folder: Path, limits: Limits, wanted: Wanted) -> Reading:
    """The rows of an upload under its answers, whether its file stands alone or came back from another."""
    origin = origin_of(upload, folder, limits)
    return read(
        origin, folder / upload.sha256, upload.file_name, Answers.load(upload.answers), limits, wanted
    )


def read(
    origin: Origin | None, path: Path, name: str, answers: Answers, limits: Limits, wanted: Wanted
) -> Reading:
    """As `readers.read`, with the shapes of the origin where there is one."""
    if origin is None:
        return readers.read(path, name, answers, limits, wanted)
    source = read_upload(origin.upload, origin.folder, limits, _fewest)
    own = replace(answers, layer="", encoding="")
    mended = readers.read(path, name, own, limits, lambda columns, _: _wanted(columns, source, wanted))
    return joined(mended, source)


def _fewest(columns: list[str], short_names: bool) -> list[str]:
    """Of the origin nothing but shapes is needed."""
    return columns[:1]


def _wanted(columns: list[str], source: Reading, wanted: Wanted) -> list[str]:
    theirs = [column for column in columns if column not in OURS]
    kept = set(wanted(theirs, source.short_names))
    return [column for column in columns if column in OURS or column in kept]


def joined(mended: Reading, source: Reading) -> Reading:
    """The workbook's rows under the numbers of the first file, with its shapes. Rows without a number that is theirs alone
    cannot be told apart and stay out, which must be mended first."""
    numbers, issues = _numbers(mended.table, source.table.index)
    if numbers.empty:
        raise RefusedError("workbook.no-numbers", column=ROW_NUMBER)
    table = mended.table.loc[numbers.index].drop(columns=[c for c in OURS if c in mended.table])
    table.index = pd.Index(numbers.to_numpy(), name="row")
    at = source.table.index.get_indexer(table.index)
    columns = [column for column in mended.columns if column not in OURS]
    return replace(
        source,
        format=mended.format,
        encoding=mended.encoding,
        columns=columns,
        table=table,
        geometry=source.geometry[at],
        all_shapes=source.every_shape,
        unused=mended.unused,
        issues=(*issues, *_still_true(mended, numbers), *_of_shapes(source, table.index, columns)),
        marker=mended.marker,
    )


def _numbers(table: pd.DataFrame, known: pd.Index) -> tuple[pd.Series, list[Issue]]:
    """Row of the workbook → row of the first file, where that is certain; and what is wrong with the others."""
    said = table[ROW_NUMBER] if ROW_NUMBER in table else pd.Series(None, index=table.index, dtype=object)
    numbers = pd.to_numeric(said, errors="coerce")
    issues = [UNNUMBERED.at(None, row=row, value=_text(said[row])) for row in said.index[numbers.isna()]]
    again = pd.to_numeric(table[NUMBER_AGAIN], errors="coerce") if NUMBER_AGAIN in table else numbers
    altered = numbers.notna() & again.notna() & (numbers != again)
    for row in said.index[altered]:
        issues.append(ALTERED.at(None, row=row, value=_text(said[row]), was=f"{again[row]:g}"))
    numbers = numbers[numbers.notna() & ~altered]
    unknown = ~numbers.isin(known)
    issues += [UNKNOWN.at(None, row=row, value=_text(said[row])) for row in numbers.index[unknown]]
    numbers = numbers[~unknown].astype(int)
    twice = numbers.duplicated(keep=False)
    for number, rows in numbers[twice].groupby(numbers[twice]).groups.items():
        issues.append(TWICE.at(None, value=number, rows="、".join(map(str, rows[:8]))))
    return numbers[~twice], issues


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _still_true(mended: Reading, numbers: pd.Series) -> Iterator[Issue]:
    """What was found while reading the workbook, under the numbers of the first file."""
    for issue in mended.issues:
        if issue.code in EXPECTED:
            continue
        if issue.row is None:
            yield issue
        elif issue.row in numbers.index and issue.column not in OURS:
            yield replace(issue, row=int(numbers[issue.row]))


def _of_shapes(source: Reading, rows: pd.Index, columns: list[str]) -> Iterator[Issue]:
    """What was found in the first file about shapes: about the cells of the workbook that file has nothing to say."""
    kept = set(rows)
    return (i for i in source.issues if i.row in kept and i.column not in columns)
