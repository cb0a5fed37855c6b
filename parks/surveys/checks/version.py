"""The version of the stored parcel that a row was based on (库中版本), where the file carries it."""

from collections.abc import Iterator

from parks.surveys.checks.context import Context
from parks.surveys.issues import Issue, Rule, Severity
from parks.surveys.versions import stated

UNREADABLE = Rule(
    "version.unreadable", Severity.NEEDS_REASON,
    "“库中版本”被改动过，无法判断下载之后是否有人改过这块宗地",
    "The stored version (库中版本) was altered, so a change made by somebody else since the download cannot be told",
)  # fmt: skip


def check(context: Context) -> Iterator[Issue]:
    versions = context.sheet.values["version"]
    readable = stated(versions)
    header = context.sheet.header("version")
    for row, text in versions.dropna().items():
        if row not in readable:
            yield UNREADABLE.at(row, header, text)
