from parks.errors import CunyuanError


class InvalidCredentialsError(CunyuanError):
    code = "invalid_credentials"
    zh = "用户名或密码不正确。"
    en = "The user name or the password is wrong."
