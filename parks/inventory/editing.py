"""Corrections by hand never overwrite what others changed while the form was open."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Func, Model, TextField


class EditForm(forms.ModelForm):
    """Carries the version of the row that it shows, and refuses to save over another one."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = version_of(self.instance) if self.instance.pk else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("version") != version_of(self.instance, lock=True):
            raise ValidationError(
                "您打开此页之后，该记录已被他人修改（例如摸查入库）。没有保存；请重新打开此页，核对后再改。"
                "The record was changed after you opened this page; nothing was saved. Open it again.",
                code="changed_meanwhile",
            )
        return cleaned


def version_of(row: Model, *, lock: bool = False) -> str | None:
    """PostgreSQL's own version of the row (xmin), which every update moves. `lock` keeps others out until the end of
    the transaction."""
    xmin = Func(template=f'"{row._meta.db_table}"."xmin"::text', output_field=TextField())
    rows = type(row)._base_manager.filter(pk=row.pk)
    return (rows.select_for_update() if lock else rows).values_list(xmin, flat=True).first()
