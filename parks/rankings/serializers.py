from typing import Any

from rest_framework import serializers

from parks.rankings.models import Method, Scenario
from parks.rankings.scenarios import may_change

MOST_INDICATORS = 100
MOST_COMPARED = 15
LARGEST_WEIGHT, SMALLEST_WEIGHT = 1_000.0, 1e-6
MOST_DRAWS = 1_000


class RunSerializer(serializers.Serializer[Any]):
    appraisal = serializers.IntegerField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=2**63 - 1,
        help_text="缺省为当前评估",
    )


class WeightField(serializers.FloatField):
    """Zero, or large enough for its share of the sum to be a number still."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST_WEIGHT, **kwargs)

    def to_internal_value(self, data: Any) -> float:
        weight = super().to_internal_value(data)
        return weight if weight >= SMALLEST_WEIGHT or not weight >= 0 else 0.0


class WeightsField(serializers.DictField):
    """Indicator to weight; they need not sum to one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=WeightField(), **kwargs)

    def run_child_validation(self, data: Any) -> Any:
        if len(data) > MOST_INDICATORS:
            raise serializers.ValidationError(f"至多 {MOST_INDICATORS} 项。", code="too_many")
        return super().run_child_validation(data)


class PlaySerializer(RunSerializer):
    """Weights to try; an indicator not named keeps the policy's."""

    weights = WeightsField(required=False, default=dict)
    method = serializers.ChoiceField(Method.choices, required=False, default=Method.WEIGHTED_SUM.value)


class StabilityQuestionSerializer(PlaySerializer):
    draws = serializers.IntegerField(required=False, default=MOST_DRAWS, min_value=1, max_value=MOST_DRAWS)
    spread = serializers.FloatField(
        required=False,
        allow_null=True,
        default=None,
        min_value=0.01,
        max_value=0.9,
        help_text="缺省按政策参数",
    )


class MatrixField(serializers.ListField):
    """A pairwise matrix: row's importance over column's."""

    def __init__(self, **kwargs: Any) -> None:
        row = serializers.ListField(child=serializers.FloatField(), max_length=MOST_COMPARED)
        super().__init__(child=row, max_length=MOST_COMPARED, **kwargs)


class MatricesField(serializers.DictField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=MatrixField(), **kwargs)

    def run_child_validation(self, data: Any) -> Any:
        if len(data) > MOST_COMPARED:
            raise serializers.ValidationError(f"至多 {MOST_COMPARED} 组。", code="too_many")
        return super().run_child_validation(data)


class JudgementsSerializer(serializers.Serializer[Any]):
    """Of the groups against each other, and of the indicators within each group, in the order of `GET rankings/`."""

    groups = MatrixField()
    within = MatricesField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Within a change of a scenario, which names only what changes, judgements are whole or not there."""
        if missing := [name for name in ("groups", "within") if name not in attrs]:
            raise serializers.ValidationError(dict.fromkeys(missing, "必填（required）"))
        return attrs


class JudgedSerializer(RunSerializer, JudgementsSerializer):
    pass


class ScenarioSerializer(serializers.ModelSerializer[Scenario]):
    """`weights` of indicators not named are the policy's; `appraisal` is null when the run was cleared away."""

    weights = WeightsField()
    judgements = JudgementsSerializer(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=2_000)
    appraisal = serializers.IntegerField(source="appraisal_id", read_only=True, allow_null=True)
    created_by = serializers.CharField(
        source="created_by.display_name", default=None, read_only=True, allow_null=True
    )
    changeable = serializers.SerializerMethodField(help_text="Whether the asking user may change it.")

    class Meta:
        model = Scenario
        fields = [
            "id", "name", "note", "method", "weights", "judgements", "appraisal", "created_by", "created_at",
            "changed_at", "changeable",
        ]  # fmt: skip

    def get_changeable(self, scenario: Scenario) -> bool:
        return may_change(self.context["request"].user, scenario)


class NewScenarioSerializer(RunSerializer, ScenarioSerializer):
    class Meta(ScenarioSerializer.Meta):
        pass


class RankedRunSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    year = serializers.IntegerField(allow_null=True)
    policy_edition = serializers.CharField()
    finished_at = serializers.DateTimeField()


class IndicatorSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label_zh = serializers.CharField()
    label_en = serializers.CharField()
    unit = serializers.CharField()
    unit_en = serializers.CharField()
    group = serializers.CharField()
    side = serializers.CharField(help_text="need or opportunity")
    direction = serializers.IntegerField(help_text="1: a larger value raises priority; -1: a smaller one")
    weight = serializers.FloatField()
    entropy_weight = serializers.FloatField(
        allow_null=True, help_text="Null where nothing tells parks apart."
    )
    combined_weight = serializers.FloatField(allow_null=True)
    dropped = serializers.BooleanField(help_text="Alike in all parks, so no part of the score.")


class GroupSerializer(serializers.Serializer[Any]):
    zh = serializers.CharField()
    en = serializers.CharField()
    side = serializers.CharField()


class MethodSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()


class RankingStartSerializer(serializers.Serializer[Any]):
    """What the weights are tried from. `scale`: the judgements to choose from."""

    appraisal = RankedRunSerializer()
    indicators = IndicatorSerializer(many=True)
    groups = serializers.DictField(child=GroupSerializer())
    methods = MethodSerializer(many=True)
    judgements = JudgementsSerializer()
    scale = serializers.ListField(child=serializers.FloatField())


def _column(kind: type[serializers.Field[Any, Any, Any, Any]], **kwargs: Any) -> serializers.ListField:
    return serializers.ListField(child=kind(allow_null=True), **kwargs)


class PlayedSerializer(serializers.Serializer[Any]):
    """Columns, one place a park the user may see. Ranks are city-wide."""

    appraisal = serializers.IntegerField()
    method = serializers.CharField()
    weights = serializers.DictField(child=serializers.FloatField())
    seconds = serializers.FloatField()
    id = serializers.ListField(child=serializers.IntegerField())
    rank = _column(serializers.IntegerField)
    priority = _column(serializers.FloatField)
    need = _column(serializers.FloatField)
    opportunity = _column(serializers.FloatField)
    moved = _column(serializers.IntegerField, help_text="Places gained against the run itself.")


class JudgementSerializer(serializers.Serializer[Any]):
    first = serializers.CharField()
    second = serializers.CharField()
    given = serializers.FloatField()
    implied = serializers.FloatField()


class MatrixWeightsSerializer(serializers.Serializer[Any]):
    """`worst`: the judgement that fits the others least."""

    weights = serializers.DictField(child=serializers.FloatField())
    lambda_max = serializers.FloatField()
    ci = serializers.FloatField()
    ri = serializers.FloatField()
    cr = serializers.FloatField()
    accepted = serializers.BooleanField()
    worst = JudgementSerializer(allow_null=True)


class AhpSerializer(serializers.Serializer[Any]):
    weights = serializers.DictField(child=serializers.FloatField())
    accepted = serializers.BooleanField()
    groups = MatrixWeightsSerializer()
    within = serializers.DictField(child=MatrixWeightsSerializer())


class JudgedWeightsSerializer(serializers.Serializer[Any]):
    """AHP from the judgements; entropy from the data; combined from both."""

    ahp = AhpSerializer()
    entropy = serializers.DictField(child=serializers.FloatField(), allow_null=True)
    combined = serializers.DictField(child=serializers.FloatField(), allow_null=True)


class StabilitySerializer(serializers.Serializer[Any]):
    """Columns; `top_N` is there for each N of `tops`, `acceptability` by class of ranks."""

    appraisal = serializers.IntegerField()
    method = serializers.CharField()
    tops = serializers.ListField(child=serializers.IntegerField())
    draws = serializers.IntegerField()
    seed = serializers.IntegerField()
    spread = serializers.FloatField()
    seconds = serializers.FloatField()
    id = serializers.ListField(child=serializers.IntegerField())
    rank = _column(serializers.IntegerField)
    rank_p5 = _column(serializers.IntegerField)
    rank_p50 = _column(serializers.IntegerField)
    rank_p95 = _column(serializers.IntegerField)
    top_50 = _column(serializers.FloatField)
    top_100 = _column(serializers.FloatField)
    top_300 = _column(serializers.FloatField)
    acceptability = serializers.DictField(child=_column(serializers.FloatField))
