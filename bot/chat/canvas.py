"""Drawing in a picture's own pixels, at twice the size, which sharp screens show."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

GROUND = "#1e1f22"
TRACK = "#3a3c43"
TEXT = "#f2f3f5"
QUIET = "#b5bac1"
GREEN, AMBER, RED = "#3ba55d", "#f0b232", "#ed4245"
GOOD, FAIR = 75, 40
_SCALE = 2


def colour_of(score: int) -> str:
    """Green from 75, amber from 40, red below."""
    if score >= GOOD:
        return GREEN
    return AMBER if score >= FAIR else RED


class Canvas:
    """A dark ground of its own, so that it reads on Discord's dark and light themes. Discord
    rounds the corners."""

    def __init__(self, width_px: int, height_px: int) -> None:
        self._image = Image.new("RGB", (width_px * _SCALE, height_px * _SCALE), GROUND)
        self._draw = ImageDraw.Draw(self._image)

    def box(
        self, left: float, top: float, right: float, bottom: float, radius: float, colour: str
    ) -> None:
        edges = [edge * _SCALE for edge in (left, top, right, bottom)]
        self._draw.rounded_rectangle(edges, radius * _SCALE, fill=colour)

    def arc(self, left: float, top: float, size: float, share: float, colour: str) -> None:
        """A part of a ring, clockwise from the top."""
        edges = [edge * _SCALE for edge in (left, top, left + size, top + size)]
        self._draw.arc(edges, -90, -90 + 360 * share, fill=colour, width=14 * _SCALE)

    def text(
        self, x: float, y: float, words: str, size: float, colour: str, anchor: str = "lm"
    ) -> None:
        """`anchor` is Pillow's: "lm" is left and middle."""
        # The font that comes with the library has no dash.
        written = words.replace("–", "-")
        self._draw.text((x * _SCALE, y * _SCALE), written, colour, _font(size * _SCALE), anchor)

    def png(self) -> bytes:
        file = BytesIO()
        # Packing it tightly would take ten times as long as drawing it.
        self._image.save(file, "PNG", compress_level=1)
        return file.getvalue()


@cache
def _font(size_px: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size_px)
