from typing import Any

from rest_framework import serializers

from parks.rankings.serializers import RunSerializer


class ChecksQuestionSerializer(RunSerializer):
    count = serializers.IntegerField(required=False, default=10, min_value=1, max_value=200)


class CheckedParkSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class CheckSerializer(serializers.Serializer[Any]):
    """`low_value`, `high_value`: P5 and P95 in the city; `rank_at_low`, `rank_at_high`: where the park would then be."""

    park = CheckedParkSerializer()
    indicator = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    unit = serializers.CharField()
    unit_en = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    low_value = serializers.FloatField()
    high_value = serializers.FloatField()
    status = serializers.CharField(help_text="reported, imputed or unknown")
    rank = serializers.IntegerField(allow_null=True)
    rank_at_low = serializers.IntegerField()
    rank_at_high = serializers.IntegerField()
    expected_change = serializers.FloatField(help_text="Ranks.")
    nearness = serializers.FloatField(help_text="0–1")
    doubt = serializers.FloatField(help_text="0–1")
    score = serializers.FloatField(help_text="The product of the three.")
    crosses_top = serializers.BooleanField(help_text="Whether it decides who is on the list.")
    reason_zh = serializers.CharField()
    reason_en = serializers.CharField()


class SensitiveIndicatorSerializer(serializers.Serializer[Any]):
    indicator = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    top_changed = serializers.FloatField(help_text="0–1: share of the list that changes on average.")


class ChecksSerializer(serializers.Serializer[Any]):
    appraisal = serializers.IntegerField()
    top = serializers.IntegerField(help_text="Length of the list of priorities.")
    method_zh = serializers.CharField()
    method_en = serializers.CharField()
    assumption = serializers.BooleanField()
    inputs = CheckSerializer(many=True)
    disturbance = serializers.FloatField()
    draws = serializers.IntegerField()
    seed = serializers.IntegerField()
    indicators = SensitiveIndicatorSerializer(many=True, help_text="City-wide, most first.")
