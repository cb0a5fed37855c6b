from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

REFERENCE = r"^(run:(current|[0-9]{1,18})|scenario:[0-9]{1,18})\Z"


class ComparisonQuestionSerializer(serializers.Serializer[Any]):
    before = serializers.RegexField(REFERENCE, help_text="run:12, run:current, scenario:3")
    after = serializers.RegexField(REFERENCE, help_text="run:12, run:current, scenario:3")
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=1_000_000)
    page_size = serializers.IntegerField(required=False, default=50, min_value=1, max_value=500)


class ComparedSideSerializer(serializers.Serializer[Any]):
    """`appraisal`: the run itself, or the one that the scenario rests on."""

    kind = serializers.CharField(help_text="run or scenario")
    id = serializers.IntegerField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    method = serializers.CharField()
    appraisal = serializers.IntegerField()
    year = serializers.IntegerField(allow_null=True)
    policy_edition = serializers.CharField()
    finished_at = serializers.DateTimeField()


class ComparisonCountsSerializer(serializers.Serializer[Any]):
    """Of all parks the user may see. `entered` and `left`: the list of the first `top`."""

    parks = serializers.IntegerField()
    moved = serializers.IntegerField()
    up = serializers.IntegerField()
    down = serializers.IntegerField()
    grade_changed = serializers.IntegerField()
    mode_changed = serializers.IntegerField()
    entered = serializers.IntegerField()
    left = serializers.IntegerField()


class WhySerializer(serializers.Serializer[Any]):
    indicator = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    points_before = serializers.FloatField(allow_null=True)
    points_after = serializers.FloatField(allow_null=True)
    change = serializers.FloatField()


class NoteSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()


class ComparedParkSerializer(serializers.Serializer[Any]):
    """`moved`: places gained; unranked counts as just behind the last."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    moved = serializers.IntegerField()
    rank_before = serializers.IntegerField(allow_null=True)
    rank_after = serializers.IntegerField(allow_null=True)
    priority_before = serializers.FloatField(allow_null=True)
    priority_after = serializers.FloatField(allow_null=True)
    need_before = serializers.FloatField(allow_null=True)
    need_after = serializers.FloatField(allow_null=True)
    opportunity_before = serializers.FloatField(allow_null=True)
    opportunity_after = serializers.FloatField(allow_null=True)
    grade_before = serializers.CharField(allow_null=True)
    grade_after = serializers.CharField(allow_null=True)
    mode_before = serializers.CharField(allow_null=True)
    mode_after = serializers.CharField(allow_null=True)
    why = WhySerializer(many=True)


@extend_schema_field({"type": "array", "items": {}, "minItems": 3, "maxItems": 3})
class TransitionField(serializers.JSONField):
    """[from, to, count]; null is none."""


class ComparisonSerializer(serializers.Serializer[Any]):
    before = ComparedSideSerializer()
    after = ComparedSideSerializer()
    same_input = serializers.BooleanField()
    same_policy = serializers.BooleanField()
    notes = NoteSerializer(many=True)
    top = serializers.IntegerField()
    counts = ComparisonCountsSerializer()
    grades = serializers.ListField(child=TransitionField())
    modes = serializers.ListField(child=TransitionField())
    count = serializers.IntegerField(help_text="Parks of which anything moved.")
    page = serializers.IntegerField()
    page_size = serializers.IntegerField()
    parks = ComparedParkSerializer(many=True)
