"""One page of ReportLab with the fonts of the leaflet and about as many words, and nothing else."""

import sys
from pathlib import Path
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

FONTS: Final = Path(__file__).resolve().parents[1] / "resources" / "fonts"
NAMES: Final = ("NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "DejaVuSans", "DejaVuSans-Bold")
WORDS: Final = "Bel meteen als u een van deze klachten krijgt, ook als het avond, nacht of weekend is. "

if __name__ == "__main__":
    for name in NAMES:
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    styles = [ParagraphStyle(name, fontName=name, fontSize=9, leading=12) for name in NAMES]
    story: list[Flowable] = [Paragraph(WORDS * 4, style) for style in styles * 2]
    SimpleDocTemplate(sys.argv[1], pagesize=A4).build(story)
