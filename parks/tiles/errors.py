"""What the tiles refuse."""

from parks.errors import CunyuanError, NotFoundError


class NotSignedInError(CunyuanError):
    status = 401
    code = "not_authenticated"
    zh = "请先登录。"
    en = "Sign in first."


class MethodNotAllowedError(CunyuanError):
    status = 405
    code = "method_not_allowed"
    zh = "此地址不支持这种请求方法。"
    en = "This address does not support that method."


class StaleTokenError(NotFoundError):
    code = "stale_token"
    zh = "数据已更新，或该地址不属于您的数据范围；请重新读取地址，现行标识为 {current}。"
    en = "The data has moved on, or the address is of another scope; read the address again. The current token is {current}."


class OutsideZoomError(NotFoundError):
    code = "outside_zoom"
    zh = "该图层提供第 {minzoom} 至 {maxzoom} 级瓦片。"
    en = "This layer is served from zoom {minzoom} to {maxzoom}."


class OutsideGridError(NotFoundError):
    code = "outside_grid"
    zh = "没有这个瓦片地址。"
    en = "There is no such tile address."


class NoSuchLayerError(NotFoundError):
    code = "no_such_layer"
    zh = "没有这个图层。"
    en = "There is no such layer."
