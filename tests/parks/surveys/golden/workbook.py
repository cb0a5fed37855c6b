"""A workbook made by hand: the parts of an XLSX (ECMA-376) as they stand in its zip."""

import zipfile
from collections.abc import Callable
from pathlib import Path

Parts = dict[str, str]
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{KIND}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/>
</Types>"""
ROOT = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
BOOK = f"""{HEAD}<workbook {MAIN} xmlns:r="{OFFICE}"><workbookPr/><sheets>
<sheet name="宗地" sheetId="1" r:id="rId1"/><sheet name="去年" sheetId="2" state="hidden" r:id="rId2"/>
</sheets></workbook>"""
RELATIONS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId4" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
STYLES = f"""{HEAD}<styleSheet {MAIN}>
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
STRINGS = f"""{HEAD}<sst {MAIN} count="12" uniqueCount="9">
<si><t>白云区宗地摸查表</t></si>
<si><t>宗地代码</t></si>
<si><r><rPr><b/><sz val="11"/></rPr><t>权利</t></r><r><t>人</t></r><rPh sb="0" eb="2"><t>quan li</t></rPh></si>
<si><t>宗地面积（㎡）</t></si>
<si><t>测量日期</t></si>
<si><t>石马村经济联社</t></si>
<si><t xml:space="preserve">鹤边村〇一社 &amp; 联社</t></si>
<si><t>两块：东、西</t></si>
<si><t>440111001001JC00001</t></si>
</sst>"""
SHEET = f"""{HEAD}<worksheet {MAIN}><dimension ref="A1:H8"/><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/><c r="H1"/></row>
<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="s"><v>3</v></c>
<c r="D2" t="inlineStr"><is><t>层数</t></is></c><c r="E2" t="inlineStr"><is><r><t>标</t></r><r><t>高</t></r></is></c>
<c r="F2" t="s"><v>4</v></c><c r="G2" t="str"><f>"备"&amp;"注"</f><v>备注</v></c>
<c r="H2" t="inlineStr"><is><t>图形</t></is></c></row>
<row r="3"><c r="A3" s="3" t="s"><v>8</v></c><c r="B3" t="s"><v>5</v></c><c r="C3"><v>1600.25</v></c><c r="D3"><v>3</v></c>
<c r="E3"><v>-2.5</v></c><c r="F3" s="1"><v>45838</v></c><c r="G3" t="inlineStr"><is><t>临路，已测</t></is></c>
<c r="H3" t="inlineStr"><is><t>POLYGON ((113.3151 23.3181, 113.3151 23.3184, 113.3154 23.3184, 113.3154 23.3181, 113.3151 23.3181))</t></is></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><t>440111001001JC00002</t></is></c><c r="B4" t="s"><v>6</v></c>
<c r="C4"><f>30*50</f><v>1.5E3</v></c><c r="D4"><v>0</v></c><c r="E4"><v>-0.125</v></c><c r="F4" s="2"><v>36525</v></c>
<c r="H4" t="inlineStr"><is><t>SRID=4490;POLYGON ((113.3161 23.3181, 113.3161 23.3185, 113.3165 23.3185, 113.3165 23.3181, 113.3161 23.3181),
(113.3162 23.3182, 113.3163 23.3182, 113.3163 23.3183, 113.3162 23.3183, 113.3162 23.3182))</t></is></c></row>
<row r="6"><c r="A6" t="inlineStr"><is><t>440111001001JC00003</t></is></c><c r="C6" s="1"/><c r="E6"><v>12</v></c>
<c r="G6" t="s"><v>7</v></c>
<c r="H6" t="inlineStr"><is><t>MULTIPOLYGON (((113.3171 23.3181, 113.3171 23.3182, 113.3172 23.3182, 113.3172 23.3181, 113.3171 23.3181)),
((113.3174 23.3181, 113.31745678 23.31823456, 113.3175 23.3181, 113.3174 23.3181)))</t></is></c></row>
<row r="7"><c r="A7" t="inlineStr"><is><t>440111001001JC00004</t></is></c><c r="B7" t="inlineStr"><is><t>无图形</t></is></c>
<c r="C7"><v>800.5</v></c><c r="D7"><v>1</v></c><c r="E7"><v>0</v></c><c r="F7" s="2"><v>45351</v></c></row>
<row r="8"><c r="A8" t="inlineStr"><is><t>合计</t></is></c><c r="C8"><f>SUM(C3:C7)</f><v>3900.75</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A1:H1"/></mergeCells></worksheet>"""
HIDDEN = f"""{HEAD}<worksheet {MAIN}><sheetData>
<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>2</v></c></row>
<row r="2"><c r="A2" t="s"><v>8</v></c><c r="B2" t="s"><v>5</v></c></row></sheetData></worksheet>"""
PARTS: Parts = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": ROOT,
    "xl/workbook.xml": BOOK,
    "xl/_rels/workbook.xml.rels": RELATIONS,
    "xl/worksheets/sheet1.xml": SHEET,
    "xl/worksheets/sheet2.xml": HIDDEN,
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": STRINGS,
}


def write(path: Path, change: Callable[[Parts], Parts] = lambda parts: parts) -> Path:
    """The golden workbook, or one whose parts are changed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(dict(PARTS)).items():
            archive.writestr(name, content)
    return path


def with_sheet(old: str, new: str) -> Callable[[Parts], Parts]:
    """One thing changed in the sheet that is seen."""
    return in_part("xl/worksheets/sheet1.xml", old, new)


def in_part(part: str, old: str, new: str) -> Callable[[Parts], Parts]:
    assert PARTS[part].count(old) == 1
    return lambda parts: parts | {part: parts[part].replace(old, new)}
