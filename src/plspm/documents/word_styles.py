"""Styles of a Word file: what a writer changes once and for all tables."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, cast

from plspm.documents.characters import printable
from plspm.documents.parts import Document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.shared import Length
    from docx.styles.style import ParagraphStyle

PAGE: Final = (8.27, 11.69)
"""A4, in inches."""
MARGIN: Final = 1.0
FONT: Final = "Times New Roman"
LOCALES: Final = {"en": "en-US", "de": "de-DE", "es": "es-ES"}

TABLE: Final = """
<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    w:type="table" w:customStyle="1" w:styleId="APA">
  <w:name w:val="APA"/><w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:tcBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/>
    </w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def prepared(document: Document) -> WordDocument:
    """An empty Word file with the styles of a report."""
    import docx
    from docx.oxml import parse_xml
    from docx.shared import Inches

    file = docx.Document()
    page = file.sections[0]
    page.page_width, page.page_height = Inches(PAGE[0]), Inches(PAGE[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(page, side, Inches(MARGIN))
    about = file.core_properties
    about.title, about.author = printable(document.title)[:255], printable(document.author)[:255]
    about.comments, about.language = "", document.language
    file.styles.element.append(parse_xml(TABLE))
    _style_paragraphs(file, LOCALES.get(document.language, document.language))
    return file


def _style_paragraphs(file: WordDocument, locale: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    normal = _style(file, "Normal", size=11, after=6)
    normal.paragraph_format.line_spacing = 1.15
    _speak(normal, locale)
    for name, size, before in (("Heading 1", 14, 18), ("Heading 2", 12, 12)):
        _style(file, name, size=size, before=before, after=6, bold=True, kept=True)
    _unlined(_style(file, "Title", size=18, after=6, bold=True, kept=True))
    _style(file, "Caption", size=11, before=12, after=0, bold=True, kept=True)
    _style(file, "Table Title", size=11, after=4, italic=True, kept=True)
    _style(file, "Table Note", size=9, before=3, after=12)
    _style(file, "Banner", size=11, before=6, after=6, bold=True)
    _style(file, "Between", size=4, after=0, kept=True)
    _style(file, "Picture", size=11, after=0, kept=True).paragraph_format.line_spacing = 1.0
    reference = _style(file, "Reference", size=11, after=3)
    reference.paragraph_format.left_indent = _points(24)
    reference.paragraph_format.first_line_indent = _points(-24)
    cells = product((("Text", ALIGN.LEFT), ("Number", ALIGN.RIGHT)), (("", 9), (" Small", 8)))
    for (kind, side), (small, size) in cells:
        for kept in ("", " Kept"):
            cell = _style(file, f"Cell {kind}{small}{kept}", size=size, kept=bool(kept))
            cell.paragraph_format.alignment = side
            cell.paragraph_format.line_spacing = 1.0


def _style(
    file: WordDocument,
    name: str,
    *,
    size: float,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    italic: bool = False,
    kept: bool = False,
) -> ParagraphStyle:
    """A paragraph style, made where the template has none of this name."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    known = name in [style.name for style in file.styles]
    found = file.styles[name] if known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = cast("ParagraphStyle", found)
    style.font.name, style.font.size = FONT, _points(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), FONT)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.bold, style.font.italic = bold, italic
    style.paragraph_format.space_before = _points(before)
    style.paragraph_format.space_after = _points(after)
    style.paragraph_format.keep_with_next = kept
    return style


def _points(size: float) -> Length:
    from docx.shared import Pt

    return Pt(size)


def _speak(style: ParagraphStyle, locale: str) -> None:
    """The language in which Word checks the spelling."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale)
    style.element.get_or_add_rPr().append(language)


def _unlined(style: ParagraphStyle) -> None:
    """Take away the rule below the title of the template."""
    from docx.oxml.ns import qn

    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
