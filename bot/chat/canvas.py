"""Drawing in a picture's own pixels, at twice the size, which sharp screens show."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

GROUND = "#1e1f22"
TRACK = "#3a3c43"
TEXT = "#f2f3f5"
QUIET = "#b5bac1"
GREEN, AMBER, RED = "#3ba55d", "#f0b232", "#ed4245"
GOOD, FAIR = 75, 40
SHADES = 200
_BLENDS = 8
_GREYS = (GROUND, TRACK, QUIET, TEXT)
_SCALE = 2


def colour_of(score: int) -> str:
    """Green from 75, amber from 40, red below."""
    if score >= GOOD:
        return GREEN
    return AMBER if score >= FAIR else RED


class Canvas:
    """A dark ground of its own, so that it reads on Discord's dark and light themes. Discord
    rounds the corners.

    A pixel is the number of a shade, from the ground's to the text's, or of a colour: a palette
    packs in a tenth of the time that full colours take. What is smoothed runs through the shades,
    so text stands on the ground or on a track, never on a colour.
    """

    def __init__(self, width_px: int, height_px: int) -> None:
        self._image = Image.new("L", (width_px * _SCALE, height_px * _SCALE), 0)
        self._draw = ImageDraw.Draw(self._image)
        self._colours: list[str] = []

    def box(
        self, left: float, top: float, right: float, bottom: float, radius: float, colour: str
    ) -> None:
        edges = [edge * _SCALE for edge in (left, top, right, bottom)]
        self._draw.rounded_rectangle(edges, radius * _SCALE, fill=self._pixel(colour))

    def arc(self, left: float, top: float, size: float, share: float, colour: str) -> None:
        """A part of a ring, clockwise from the top."""
        edges = [edge * _SCALE for edge in (left, top, left + size, top + size)]
        end = -90 + 360 * share
        self._draw.arc(edges, -90, end, fill=self._pixel(colour), width=14 * _SCALE)

    def line(self, points: Sequence[tuple[float, float]], width: float, colour: str) -> None:
        """Through these points, from left to right; smoothed as if it stood on the ground."""
        left, right = points[0][0] - width, points[-1][0] + width
        top = min(y for _, y in points) - width
        bottom = max(y for _, y in points) + width
        size = [round(edge * _SCALE) for edge in (right - left, bottom - top)]
        mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
        fine = [((x - left) * 2 * _SCALE, (y - top) * 2 * _SCALE) for x, y in points]
        ImageDraw.Draw(mask).line(fine, 255, round(width * 2 * _SCALE), joint="curve")
        covered = mask.reduce(2)
        blends = [self._pixel(_blend(colour, part / _BLENDS)) for part in range(_BLENDS + 1)]
        inks = covered.point([blends[(value * _BLENDS + 127) // 255] for value in range(256)])
        stencil = covered.point([255 * (value * _BLENDS >= 128) for value in range(256)])
        self._image.paste(inks, (round(left * _SCALE), round(top * _SCALE)), stencil)

    def text(
        self, x: float, y: float, words: str, size: float, colour: str, anchor: str = "lm"
    ) -> None:
        """`anchor` is Pillow's: "lm" is left and middle."""
        # The font that comes with the library has no dash.
        written, ink = words.replace("–", "-"), self._pixel(colour)
        self._draw.text((x * _SCALE, y * _SCALE), written, ink, _font(size * _SCALE), anchor)

    def png(self) -> bytes:
        colours = [ImageColor.getrgb(colour) for colour in self._colours]
        self._image.putpalette([part for each in (*_ramp(), *colours) for part in each])
        file = BytesIO()
        # Packing it tightly would take ten times as long as drawing it.
        self._image.save(file, "PNG", compress_level=1)
        return file.getvalue()

    def _pixel(self, colour: str) -> int:
        if colour in _GREYS:
            return _shade(colour)
        if colour not in self._colours:
            self._colours.append(colour)
        return SHADES + self._colours.index(colour)


def _blend(colour: str, share: float) -> str:
    """So much of the colour over the ground."""
    ends = zip(ImageColor.getrgb(GROUND), ImageColor.getrgb(colour), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in ends)


@cache
def _ramp() -> tuple[tuple[int, ...], ...]:
    """From the ground to the text, as red, green and blue."""
    ends = list(zip(ImageColor.getrgb(GROUND), ImageColor.getrgb(TEXT), strict=True))
    return tuple(
        tuple(low + (high - low) * shade // (SHADES - 1) for low, high in ends)
        for shade in range(SHADES)
    )


@cache
def _shade(grey: str) -> int:
    """The nearest one."""
    wanted = ImageColor.getrgb(grey)
    distances = [sum(abs(a - b) for a, b in zip(shade, wanted, strict=True)) for shade in _ramp()]
    return distances.index(min(distances))


@cache
def _font(size_px: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size_px)
