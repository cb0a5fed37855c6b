from typing import Any

from rest_framework import serializers

from parks.inventory.serializers import AreaRefSerializer

BIGGEST = 2**63 - 1
SUBJECTS = ["parks", "parcels", "enterprises", "areas"]


class RunQuerySerializer(serializers.Serializer[dict[str, Any]]):
    appraisal = serializers.IntegerField(
        required=False, min_value=1, max_value=BIGGEST, help_text="评估编号；省略时为当前评估"
    )


class ParkQuerySerializer(RunQuerySerializer):
    park = serializers.IntegerField(min_value=1, max_value=BIGGEST, help_text="园区编号")


class ListRunSerializer(serializers.Serializer[dict[str, Any]]):
    """The run that a list is of."""

    id = serializers.IntegerField()
    year = serializers.IntegerField(allow_null=True, help_text="评价年份")
    policy_edition = serializers.CharField()
    finished_at = serializers.DateTimeField(allow_null=True)
    current = serializers.BooleanField()


class ListWordSerializer(serializers.Serializer[dict[str, Any]]):
    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()


class MarkSerializer(serializers.Serializer[dict[str, Any]]):
    """参照…: the document binds another district only."""

    zh = serializers.CharField()
    en = serializers.CharField()


class ListGroundSerializer(ListWordSerializer):
    """A reason or effect with its ground."""

    article = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]


class EntryReasonSerializer(ListGroundSerializer):
    source_zh = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    by_reference = MarkSerializer(allow_null=True)


class EntryEffectSerializer(EntryReasonSerializer):
    amount = serializers.FloatField(allow_null=True)
    amount_unit = serializers.CharField(allow_blank=True)
    computable = serializers.BooleanField(
        allow_null=True, help_text="False: 缺少数据，算不出金额；null: 没有金额"
    )


class ListColumnSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    unit = serializers.CharField(allow_blank=True)
    unit_en = serializers.CharField(allow_blank=True)


class ListMissingSerializer(ListColumnSerializer):
    count = serializers.IntegerField(help_text="Subjects that cannot be assessed for want of it.")


class EntryInputSerializer(ListColumnSerializer):
    value = serializers.JSONField(allow_null=True, help_text="Number, yes/no or word; null is unknown.")
    value_zh = serializers.CharField(allow_null=True, help_text="Of a word.")
    value_en = serializers.CharField(allow_null=True)


class EntryCheckSerializer(serializers.Serializer[dict[str, Any]]):
    """One comparison: `input` against `limit` (`factor`, times the column `limit_of` if given)."""

    code = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    input = ListColumnSerializer()
    operator = serializers.ChoiceField([">=", "<", "is", "is_not"])
    limit_of = ListColumnSerializer(allow_null=True)
    parameter = serializers.CharField(allow_null=True)
    factor = serializers.JSONField(allow_null=True)
    article = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    source_zh = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    assumption = serializers.BooleanField()
    by_reference = MarkSerializer(allow_null=True)
    value = serializers.JSONField(allow_null=True)
    limit = serializers.FloatField(allow_null=True)
    met = serializers.BooleanField(allow_null=True, help_text="null: 无法判定")


class EntrySubjectSerializer(serializers.Serializer[dict[str, Any]]):
    type = serializers.ChoiceField(SUBJECTS)
    id = serializers.IntegerField(allow_null=True, help_text="Null for an area.")
    code = serializers.CharField(allow_null=True, help_text="Null once the subject is gone.")
    name = serializers.CharField(allow_null=True)


class EntryParkSerializer(serializers.Serializer[dict[str, Any]]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class ListEntrySerializer(serializers.Serializer[Any]):
    """One subject on one list, spelled out."""

    list = serializers.CharField()
    subject = EntrySubjectSerializer()
    park = EntryParkSerializer(allow_null=True)
    district = AreaRefSerializer(allow_null=True)
    town = AreaRefSerializer(allow_null=True)
    status = ListWordSerializer()
    reasons = EntryReasonSerializer(many=True)
    effects = EntryEffectSerializer(many=True)
    inputs = EntryInputSerializer(many=True)
    checks = EntryCheckSerializer(many=True)
    missing = ListColumnSerializer(many=True)
    by_reference = MarkSerializer(allow_null=True)
    is_synthetic = serializers.BooleanField()


class ListSummarySerializer(serializers.Serializer[Any]):
    """One list: its vocabulary, and how many subjects of the user's scope it holds."""

    name = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    subject = serializers.ChoiceField(SUBJECTS)
    counts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="By status. Who is not on the list is counted by district, and absent for a narrower scope.",
    )
    statuses = ListWordSerializer(many=True, help_text="Of those on the list.")
    unlisted = ListWordSerializer(many=True, help_text="Of those who are not.")
    reasons = ListGroundSerializer(many=True)
    effects = ListGroundSerializer(many=True)
    thresholds = serializers.ListField(child=serializers.DictField())
    missing = ListMissingSerializer(many=True, help_text="Of those who cannot be assessed.")
    basis = serializers.DictField(help_text="The document that the list rests on.")
    appraisal = ListRunSerializer()
