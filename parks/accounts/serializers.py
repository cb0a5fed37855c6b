from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from parks.accounts.models import User
from parks.accounts.permissions import Permission, permissions_of


class CredentialsSerializer(serializers.Serializer[User]):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, write_only=True, trim_whitespace=False)


class UserSerializer(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="display_name", read_only=True)
    permissions = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["username", "name", "role", "scope", "permissions"]

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Permission.choices)))
    def get_permissions(self, user: User) -> list[str]:
        return sorted(permissions_of(user))


class SessionSerializer(serializers.Serializer[dict[str, object]]):
    user = UserSerializer(allow_null=True)
    demo = serializers.BooleanField(help_text="演示数据: the inventory is synthetic and demo accounts exist.")
    revision = serializers.IntegerField(help_text="The inventory's revision, part of tile addresses.")


class TokenSerializer(serializers.Serializer[dict[str, object]]):
    token = serializers.CharField(help_text="Shown once; only its hash is stored.")
    expiry = serializers.DateTimeField(allow_null=True)
    user = UserSerializer()
