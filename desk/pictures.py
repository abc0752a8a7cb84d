"""Pictures made anew: only pixels travel on, upright and of a sensible size; all else in the file stays behind."""

import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from desk.errors import InvalidError, TooLargeError

MOST_PIXELS = 25_000_000
MOST_PIXELS_OF_JPEG = 50_000_000  # decoded smaller, it takes less memory
LONGEST_SIDE = 2560
LARGEST_PNG_BYTES = 4 * 1024 * 1024
JPEG_QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
DRAWN = frozenset({"PNG", "GIF"})  # sharp edges, few colours: blurred by JPEG
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
EXIF_TROUBLE = (SyntaxError, ValueError, OSError, TypeError, KeyError, struct.error)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of our own making: "image/jpeg" or "image/png", its bytes, and its size in pixels."""

    kind: str
    content: bytes
    width: int
    height: int


def is_picture(content: bytes) -> bool:
    """Whether the bytes begin as JPEG, PNG, GIF or WebP do."""
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
    return content.startswith(starts) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def make_anew(content: bytes) -> Picture:
    """The picture (of several, the first) decoded, turned upright, and encoded again. Blocks: call it in a thread.

    Raises TooLargeError (picture_too_large), InvalidError (damaged_file).
    """
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            _check_pixels(opened)
            return _encoded(_bare(opened), drawn=opened.format in DRAWN)
    except TooLargeError:
        raise
    except BOMBS as exc:
        raise _too_many_pixels(MOST_PIXELS) from exc
    except Exception as exc:  # decoders meet hostile bytes with exceptions of every kind
        raise InvalidError("The picture is damaged.", code="damaged_file") from exc


def _check_pixels(opened: Image.Image) -> None:
    most = MOST_PIXELS_OF_JPEG if isinstance(opened, JpegImageFile) else MOST_PIXELS
    if opened.width * opened.height > most:
        raise _too_many_pixels(most)


def _too_many_pixels(most: int) -> TooLargeError:
    message = f"A picture of this kind may have {most // 1_000_000} megapixels."
    return TooLargeError(message, code="picture_too_large", limit=most)


def _bare(opened: Image.Image) -> Image.Image:
    """Nothing but the pixels, upright, RGB or RGBA, no side longer than LONGEST_SIDE."""
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    opened.load()
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    pixels = opened if opened.mode == mode else _eight_bits(opened).convert(mode)
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = _upright(pixels)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Sixteen bits of grey as eight: Pillow itself would cut what is bright."""
    return picture.point(lambda grey: grey * (1 / 256)).convert("L") if picture.mode.startswith("I") else picture


def _upright(pixels: Image.Image) -> Image.Image:
    """As the camera was held; EXIF that cannot be read turns nothing."""
    try:
        return ImageOps.exif_transpose(pixels)
    except EXIF_TROUBLE:
        return pixels


def _encoded(bare: Image.Image, *, drawn: bool) -> Picture:
    """PNG for what is drawn or transparent, unless that grows too large; else JPEG."""
    if drawn or bare.mode == "RGBA":
        png = _saved(bare, "PNG")
        if len(png) <= LARGEST_PNG_BYTES:
            return Picture(kind="image/png", content=png, width=bare.width, height=bare.height)
    jpeg = _saved(_on_white(bare), "JPEG", quality=JPEG_QUALITY)
    return Picture(kind="image/jpeg", content=jpeg, width=bare.width, height=bare.height)


def _on_white(bare: Image.Image) -> Image.Image:
    if bare.mode == "RGB":
        return bare
    ground = Image.new("RGB", bare.size, "white")
    ground.paste(bare, mask=bare.getchannel("A"))
    return ground


def _saved(picture: Image.Image, form: str, **options: int) -> bytes:
    written = BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()
