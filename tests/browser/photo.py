"""A photo as a customer would send it: a garden bench whose seat has cracked. Drawn, so that nobody owns it."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (900, 640)
PLANKS, PLANK_PX, GAP_PX, TOP_PX = 4, 92, 10, 140
CRACK = [(560, 140), (540, 190), (575, 236), (548, 290), (590, 340), (566, 392), (604, 440)]


def cracked_bench() -> bytes:
    """A JPEG."""
    rng = random.Random(4)
    photo = Image.new("RGB", SIZE, (92, 122, 70))
    draw = ImageDraw.Draw(photo)
    for _ in range(5_000):
        x, y = rng.randrange(SIZE[0]), rng.randrange(SIZE[1])
        draw.line((x, y, x + rng.randint(-4, 4), y - rng.randint(6, 16)), fill=_green(rng), width=2)
    for number in range(PLANKS):
        _plank(draw, rng, TOP_PX + number * (PLANK_PX + GAP_PX))
    draw.line(CRACK, fill=(38, 22, 10), width=13, joint="curve")
    draw.line([(x + 7, y) for x, y in CRACK], fill=(214, 172, 122), width=4, joint="curve")
    content = io.BytesIO()
    photo.filter(ImageFilter.GaussianBlur(1)).save(content, "JPEG", quality=88)
    return content.getvalue()


def _plank(draw: ImageDraw.ImageDraw, rng: random.Random, top: int) -> None:
    draw.rectangle((0, top + 8, SIZE[0], top + PLANK_PX + 12), fill=(44, 52, 34))
    draw.rectangle((0, top, SIZE[0], top + PLANK_PX), fill=(168, 116, 68))
    for _ in range(46):
        y, shade = top + rng.randrange(PLANK_PX), rng.randint(-22, 18)
        x = rng.randrange(-200, SIZE[0])
        draw.line(
            (x, y, x + rng.randint(120, 480), y + rng.randint(-2, 2)), fill=(168 + shade, 116 + shade, 68 + shade)
        )


def _green(rng: random.Random) -> tuple[int, int, int]:
    light = rng.randint(-28, 34)
    return 92 + light, 128 + light, 66 + light
