"""PDFs, which are kept as they are: whether they really are what they say."""

import re

from desk.errors import InvalidError

START = re.compile(rb"%PDF-[12]\.\d")
END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
TABLE = re.compile(rb"\s*(?:xref\s+\d|\d+\s+\d+\s+obj\b)")
TAIL_BYTES = 2048
KIND = "application/pdf"


def is_pdf(content: bytes) -> bool:
    """Whether the bytes begin as a PDF does; readers would accept it later in the file, we do not."""
    return content.startswith(b"%PDF-")


def check(content: bytes) -> None:
    """Raise InvalidError (damaged_file) unless version, end and table of contents are where ISO 32000 wants them."""
    ends = list(END.finditer(content, max(0, len(content) - TAIL_BYTES)))
    if not START.match(content) or not ends or not TABLE.match(content, int(ends[-1][1])):
        raise InvalidError("The PDF is damaged.", code="damaged_file")
