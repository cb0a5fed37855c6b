"""From a file to its report: what lands in the staging tables, and what is refused."""

import pytest

from tests.parks.surveys import files

pytestmark = pytest.mark.django_db


def test_a_blameless_file_is_checked_without_issues(park, checked, tmp_path):
    upload = checked(files.geopackage(tmp_path / "石马村.gpkg", files.frame(3)))

    assert (upload.status, upload.problem) == ("checked", None)
    assert list(upload.issues.values_list("row", "code", "message_zh")) == []
    assert upload.counts == {"total": 3, "new": 3, "update": 0, "unchanged": 0, "conflict": 0, "rejected": 0}
    assert list(upload.rows.values_list("row", "code", "park_id", "tenure", "outcome")) == [
        (n, files.CODE.format(n), park.pk, "collective", "new") for n in (1, 2, 3)
    ]
