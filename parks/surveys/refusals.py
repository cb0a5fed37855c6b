"""Files that cannot be read at all: one sentence in each language that tells a clerk what to do."""

from collections.abc import Sequence

from parks.surveys.issues import shown

REFUSALS: dict[str, tuple[str, str]] = {
    "file.empty": (
        "文件是空的，请重新导出后上传。",
        "The file is empty; export it again and upload it.",
    ),
    "file.unknown": (
        "无法识别这个文件，请上传 GeoPackage（.gpkg）、GeoJSON、KML/KMZ、DXF、勘测定界 TXT、Excel、CSV，或把 Shapefile（.shp、.shx、.dbf、.prj）、FileGDB（.gdb 文件夹）压缩成一个 zip。",
        "The file is of no known kind; upload a GeoPackage, GeoJSON, KML/KMZ, DXF, 勘测定界 TXT, Excel or CSV, or one zip with a Shapefile (.shp, .shx, .dbf, .prj) or a .gdb folder.",
    ),
    "file.unsupported": (
        "暂不支持 {kind} 文件，请在 QGIS 或 ArcGIS 中另存为 GeoPackage（.gpkg，坐标系 CGCS2000）后再上传。",
        "{kind} files are not supported yet; save it as GeoPackage (.gpkg, CGCS2000) in QGIS or ArcGIS and upload that.",
    ),
    "file.too-many-rows": (
        "文件有 {rows} 行，超过上限 {limit} 行，请按镇街拆分后分别上传。",
        "The file has {rows} rows, more than the {limit} allowed; split it by town and upload the parts.",
    ),
    "file.no-rows": (
        "文件里没有任何记录，请检查导出时是否选中了要素。",
        "The file holds no records; check that features were selected when it was exported.",
    ),
    "file.broken": (
        "{kind} 文件已损坏或不完整，无法读取，请在原软件中重新导出。",
        "The {kind} file is damaged or incomplete; export it again from the software it came from.",
    ),
    "file.no-geometry": (
        "文件没有图形（只有属性表），请上传带宗地图形的文件。",
        "The file has no shapes, only a table; upload one with the parcels' shapes.",
    ),
    "zip.broken": (
        "压缩包已损坏或并非 zip 文件，请重新压缩后上传。",
        "The zip is damaged or no zip at all; compress the files again.",
    ),
    "zip.encrypted": (
        "压缩包设有密码，请去掉密码后重新压缩。",
        "The zip is protected by a password; compress the files without one.",
    ),
    "zip.too-big": (
        "压缩包解开后过大（超过 {limit} MB），疑似异常，请检查内容或拆分后上传。",
        "The zip unpacks to more than {limit} MB, which looks wrong; check its content or split it.",
    ),
    "zip.unsafe": (
        "压缩包内的文件路径“{name}”不安全，请只压缩数据文件本身。",
        "The path “{name}” inside the zip is unsafe; compress only the data files themselves.",
    ),
    "zip.unwrap": (
        "压缩包里的 {names} 不需要压缩，请解压后逐个上传。",
        "What the zip holds ({names}) need not be compressed; unpack it and upload each file.",
    ),
    "zip.no-shapefile": (
        "压缩包里没有 .shp、.gdb 或 .kml（只有：{names}），请把 .shp、.shx、.dbf、.prj 一起压缩，或压缩整个 .gdb 文件夹。",
        "The zip holds no .shp, .gdb or .kml (only: {names}); compress .shp, .shx, .dbf and .prj together, or the whole .gdb folder.",
    ),
    "layers.several": (
        "文件里有多个图层：{names}。请重新上传并选定一个图层，或只保留宗地图层。",
        "The file holds several layers: {names}. Upload it again and name one, or keep only the parcels' layer.",
    ),
    "sheet.only-hidden": (
        "可见的工作表都是空的，有内容的都被隐藏：{names}。请取消隐藏后重新上传，或选定要读取的工作表。",
        "The sheets that can be seen are empty, those with rows are hidden: {names}. Unhide them and upload the file again, or "
        "choose the sheet to read.",
    ),
    "layers.unknown": (
        "文件里没有名为“{name}”的图层，现有：{names}。",
        "The file has no layer named “{name}”; it has: {names}.",
    ),
    "shp.incomplete": (
        "Shapefile“{layer}”缺少 {missing} 文件，请把 .shp、.shx、.dbf、.prj 一起压缩后上传。",
        "The Shapefile “{layer}” lacks its {missing}; compress .shp, .shx, .dbf and .prj together.",
    ),
    "shp.rows-differ": (
        "Shapefile“{layer}”各文件的记录数不一致（.shp {shapes}、.dbf 实有 {rows}、.dbf 注明 {said}），"
        "不是同一套文件或传输中被截断，请重新导出后一起压缩上传。",
        "The parts of the Shapefile “{layer}” differ in rows (.shp {shapes}, .dbf {rows} of the {said} that it states): they are "
        "not of one set, or were cut off; export them again and compress them together.",
    ),
    "shp.loose": (
        "这是 Shapefile 的一个组成文件，请把同名的 .shp、.shx、.dbf、.prj 压缩成一个 zip 后上传。",
        "This is one part of a Shapefile; compress its .shp, .shx, .dbf and .prj into one zip and upload that.",
    ),
    "gpkg.no-layer": (
        "GeoPackage 里没有要素图层，请检查导出内容。",
        "The GeoPackage has no layer of features; check what was exported.",
    ),
    "gdb.no-layer": (
        "FileGDB 里没有要素类，请检查压缩的是否是完整的 .gdb 文件夹。",
        "The FileGDB has no feature class; check that the whole .gdb folder was compressed.",
    ),
    "kml.doctype": (
        "KML 文件带有 DOCTYPE 或实体声明，可能借此读取服务器上的文件，不予打开；请从地图软件重新导出 KML。",
        "The KML declares a DOCTYPE or entities, which can be used to read the server's files, so it is not opened; export it again.",
    ),
    "kml.no-placemark": (
        "KML 里没有带图形的地标（Placemark），请检查导出内容。",
        "The KML has no placemark with a shape; check what was exported.",
    ),
    "kml.only-links": (
        "KML 只含指向别处的网络链接（NetworkLink），系统不会去下载；请在 Google Earth 等软件中打开后另存为 KMZ 再上传。",
        "The KML only links to other places, which are never fetched; open it in its software, save the content as KMZ and upload that.",
    ),
    "dxf.binary": (
        "这是二进制 DXF，请在 CAD 中另存为 ASCII（文本）DXF 后再上传。",
        "This is a binary DXF; save it as ASCII (text) DXF in the CAD software and upload that.",
    ),
    "dxf.no-polyline": (
        "DXF 里没有多段线（只有：{names}）；宗地须画成闭合的多段线（LWPOLYLINE 或 POLYLINE），块须先炸开（EXPLODE）。",
        "The DXF has no polylines (only: {names}); parcels must be closed polylines (LWPOLYLINE or POLYLINE), and blocks exploded.",
    ),
    "dxf.stacked": (
        "DXF 的图形层层相叠，文字与图形对不上，请只保留宗地图层后重新导出。",
        "The shapes of the DXF lie stacked on each other, so that texts cannot be matched; keep only the parcels' layer.",
    ),
    "points.no-parcel": (
        "勘测定界 TXT 的 [地块坐标] 里没有地块（应有以 @ 结尾的地块行，随后是界址点），请检查导出内容。",
        "The [地块坐标] part has no parcels (a line ending in @, then its boundary points); check what was exported.",
    ),
    "geojson.shape": (
        "JSON 文件不是要素集合（FeatureCollection），请从 GIS 软件导出 GeoJSON。",
        "The JSON is no FeatureCollection; export GeoJSON from the GIS software.",
    ),
    "text.encoding": (
        "文件文字既不是 UTF-8 也不是 GBK/GB18030，请用 UTF-8 编码重新导出。",
        "The text is neither UTF-8 nor GBK/GB18030; export it again as UTF-8.",
    ),
    "text.encoding-choice": (
        "文件文字不能按指定的 {name} 解码，请改选另一种编码，或由程序自动判定。",
        "The text cannot be read as {name}, which was named; name the other encoding, or let the content decide.",
    ),
    "workbook.password": (
        "工作簿设有密码，无法读取，请在 Excel 或 WPS 中去掉密码后重新上传。",
        "The workbook is protected by a password; remove it in Excel or WPS and upload again.",
    ),
    "workbook.too-big": (
        "工作表“{name}”超过 {limit} 个单元格，请另存为 CSV 后上传，或按镇街拆分。",
        "The sheet “{name}” has more than {limit} cells; save it as CSV and upload that, or split it by town.",
    ),
    "workbook.failed": (
        "工作表“{name}”有 {limit} 个以上的公式出错或没有保存结果，请用 Excel 或 WPS 打开改正、保存后再上传。",
        "The sheet “{name}” has {limit} or more formulas that failed or whose results were not saved; correct and save it in Excel or WPS.",
    ),
    "workbook.origin": (
        "这是第 {upload} 号上传的回传工作簿，但那次上传不存在，或不在您的数据范围内，请由原上传人上传。",
        "This is the returned workbook of upload {upload}, which does not exist or lies outside your data scope; have its uploader upload it.",
    ),
    "workbook.no-numbers": (
        "回传工作簿里没有一行带有可用的“{column}”，请重新下载回传工作簿后再改。",
        "No row of the returned workbook has a usable number in {column}; download the workbook again and mend that.",
    ),
    "csv.quotes": (
        "第 {row} 行的引号不成对，无法判断单元格的界限，请改正后重新上传。",
        "Quotes do not pair in row {row}, so that cells cannot be told apart; correct it and upload again.",
    ),
    "wkt.srids": (
        "图形列里写了几种坐标系（SRID：{names}），请统一后重新导出。",
        "The shapes name several coordinate systems (SRID: {names}); export them again in one.",
    ),
    "crs.xian80": (
        "文件采用西安 80 坐标系，不能直接入库，请先由测绘部门转换为 CGCS2000（EPSG:4490 或 4547）。",
        "The file is in Xi'an 80, which cannot be taken in; have it transformed to CGCS2000 (EPSG:4490 or 4547).",
    ),
    "crs.beijing54": (
        "文件采用北京 54 坐标系，不能直接入库，请先由测绘部门转换为 CGCS2000（EPSG:4490 或 4547）。",
        "The file is in Beijing 54, which cannot be taken in; have it transformed to CGCS2000 (EPSG:4490 or 4547).",
    ),
    "crs.guangzhou2000": (
        "文件采用广州 2000（地方）坐标系，不能直接入库，请先由测绘部门转换为 CGCS2000（EPSG:4490 或 4547）。",
        "The file is in 广州2000, a local system; have it transformed to CGCS2000 (EPSG:4490 or 4547).",
    ),
    "crs.local": (
        "坐标数值（约 {x}，{y}）像是广州 2000 等地方坐标系，请先由测绘部门转换为 CGCS2000（EPSG:4490 或 4547）。",
        "The coordinates (about {x}, {y}) look like a local system such as 广州2000; have them transformed to CGCS2000.",
    ),
    "crs.unsupported": (
        "文件的坐标系“{name}”不在可接受之列，请转换为 CGCS2000（EPSG:4490 经纬度，或 4547 三度带）后上传。",
        "The file's coordinate system “{name}” is not accepted; transform it to CGCS2000 (EPSG:4490 or 4547).",
    ),
    "crs.contradiction": (
        "文件标注的坐标系是“{label}”，但坐标数值像是 EPSG:{suggestion}（按后者 {share} 落在{city}内）。请核对后在原软件中改正，或在“坐标系”中选定 EPSG:{suggestion} 后重新检查。",
        "The file says “{label}”, but its numbers look like EPSG:{suggestion} ({share} would fall inside {city}). Correct it, or choose EPSG:{suggestion} as the coordinate system and check again.",
    ),
    "crs.magnitude": (
        "文件标注的坐标系是“{label}”，但坐标数值（约 {x}，{y}）与之不符，请核对坐标系后重新导出。",
        "The file says “{label}”, but numbers like {x}, {y} do not fit it; check the coordinate system and export again.",
    ),
    "crs.unknown": (
        "文件没有可用的坐标系说明（.prj），坐标数值（约 {x}，{y}）也不落在{city}内，请补上坐标系后重新导出。",
        "The file declares no usable coordinate system (.prj) and numbers like {x}, {y} do not fall inside {city}; add it and export again.",
    ),
    "crs.choice": (
        "指定的坐标系 EPSG:{epsg} 与坐标数值（约 {x}，{y}）不符，请重新选择。",
        "The coordinate system named, EPSG:{epsg}, does not fit numbers like {x}, {y}; choose another.",
    ),
    "geometry.curves": (
        "图形由圆弧（曲线）构成，无法直接入库，请先在 GIS 软件中把曲线转换为折线再导出。",
        "The shapes are made of arcs; turn curves into straight segments in the GIS software and export again.",
    ),
    "geometry.none-usable": (
        "所有记录都没有坐标，无法定位，请检查导出时是否带上了图形。",
        "No record has coordinates; check that the shapes were exported.",
    ),
}


LAYERS_OFFERED = 200


class RefusedError(Exception):
    """The file cannot be taken in; `zh` and `en` say why and what to do. `layers` are those to choose from, where that
    is what the file asks for."""

    def __init__(self, code: str, layers: Sequence[str] = (), **places: object) -> None:
        zh, en = REFUSALS[code]
        said = {name: shown(value) for name, value in places.items()}
        self.code, self.zh, self.en, self.places = code, zh.format(**said), en.format(**said), places
        self.layers = [shown(name) for name in layers[:LAYERS_OFFERED]]
        super().__init__(f"{code}: {self.en}")

    def as_problem(self) -> dict[str, object]:
        """As it is stored with the upload and shown."""
        problem: dict[str, object] = {"code": self.code, "detail": self.zh, "detail_en": self.en}
        return {**problem, "layers": self.layers} if self.layers else problem
