"""Files for tests, really made: pictures with everything that phones write into them, and the smallest PDF."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

PLACE = "Leuchtturmweg"
CAMERA = "Seepferdchen-Kamera"
PAGE = b"<html><script>alert(1)</script></html>"


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    """A picture: its upper left quarter red, the rest blue."""
    made = Image.new(mode, size, "blue")
    made.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return saved(made, form, **options)


def saved(made: Image.Image, form: str, **options: Any) -> bytes:
    written = BytesIO()
    made.save(written, form, **options)
    return written.getvalue()


def phone_picture(orientation: int = 1) -> bytes:
    """A JPEG with camera, place, comment, XMP and a colour profile in it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = orientation, CAMERA
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 19.0, 23.0), 29: PLACE})
    profile, words = PLACE.encode() * 20, f"<x>{PLACE}</x>".encode()
    return picture("JPEG", exif=exif, comment=PAGE, icc_profile=profile, xmp=words)


def talking_png() -> bytes:
    """A PNG with text in it, and a page behind its end."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", PAGE.decode())
    texts.add_itxt("XML:com.adobe.xmp", PLACE, zip=True)
    return picture("PNG", pnginfo=texts) + PAGE


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says to be `side` x `side` pixels large."""
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def pdf(inside: bytes = b"") -> bytes:
    """A PDF without pages, with these bytes in its middle."""
    start = b"%PDF-1.4\n" + inside + b"\n"
    catalog = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    pages = b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    second = len(start) + len(catalog)
    table = b"xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n" % (len(start), second)
    trailer = b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (second + len(pages))
    return start + catalog + pages + table + trailer
