"""Named colours of the three themes, and the one style of the whole window made from them."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from qda import resources

NAMES = ("light", "dark", "contrast")
SYSTEM = "system"
CODE_COLOURS = (
    *("rose", "red", "orange", "amber", "olive", "green", "teal", "cyan"),
    *("sky", "blue", "indigo", "violet", "magenta", "pink", "brown", "slate"),
)
TOKENS = (
    *("bg", "surface", "raised", "border", "text", "muted", "accent", "accent_text"),
    *("focus", "danger", "success", "warning", "selection"),
)
_ROW = 28
_BOX, _ARROW = 14, 12
_CONTROL = 20
_THEME, _CHOICE, _SCALE, _BASE_FONT, _PARTS, _UNDRESSED, _SHEET = (
    f"themeloom_{word}" for word in ("theme", "choice", "scale", "base_font", "parts", "undressed", "sheet")
)


@dataclass(frozen=True, slots=True)
class CodeColour:
    """What one of the sixteen colours looks like in a theme: ``tint`` behind words, ``stripe`` in the margin."""

    tint: str
    stripe: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: every named colour as ``#RRGGBB``, and the sixteen code colours by name."""

    name: str
    title: str
    dark: bool
    bg: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    focus: str
    danger: str
    success: str
    warning: str
    selection: str
    codes: Mapping[str, CodeColour] = field(hash=False)

    def code(self, colour: str) -> CodeColour:
        """Return tint and stripe of code colour `colour`; an unknown name (a newer project's) looks like slate."""
        return self.codes.get(colour, self.codes["slate"])

    def blend(self, front: str, back: str, share: float) -> str:
        """Return `share` (0 to 1) of colour `front` laid over `back`, as ``#RRGGBB``."""
        mixed = (round(a * share + b * (1 - share)) for a, b in zip(_rgb(front), _rgb(back), strict=True))
        return "#{:02X}{:02X}{:02X}".format(*mixed)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@functools.cache
def load(name: str) -> Theme:
    """Read theme `name` (one of :data:`NAMES`) from the resources; KeyError for any other name."""
    if name not in NAMES:
        raise KeyError(name)
    data = tomllib.loads(resources.path("themes", f"{name}.toml").read_text(encoding="utf-8"))
    codes = {colour: CodeColour(**data["codes"][colour]) for colour in CODE_COLOURS}
    return Theme(data["name"], data["title"], data["dark"], **data["colours"], codes=MappingProxyType(codes))


def of_scheme(scheme: Qt.ColorScheme) -> Theme:
    """Return the theme for what a system asks for: dark where it says so, else light."""
    return load("dark" if scheme == Qt.ColorScheme.Dark else "light")


def current() -> Theme:
    """Return the theme the application wears now (light before the first :func:`apply`)."""
    app = QGuiApplication.instance()
    theme = app.property(_THEME) if app is not None else None
    return theme if isinstance(theme, Theme) else load("light")


def apply(app: QApplication, theme: Theme | str, text_scale: float = 1.0) -> Theme:
    """Dress `app` in `theme` and return it; ``system`` follows the system's light and dark from now on.

    `text_scale` multiplies the system's own interface font size (1.0 = as the system has it).
    """
    if app.property(_BASE_FONT) is None:
        app.setProperty(_BASE_FONT, QFont(app.font()))
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(functools.partial(_follow, app))
    follows = theme == SYSTEM
    app.setProperty(_CHOICE, SYSTEM if follows else "chosen")
    app.setProperty(_SCALE, text_scale)
    if follows:
        app.styleHints().unsetColorScheme()
        worn = of_scheme(app.styleHints().colorScheme())
    else:
        worn = theme if isinstance(theme, Theme) else load(theme)
        # Window frames, which the system draws, go with the theme.
        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if worn.dark else Qt.ColorScheme.Light)
    _dress(app, worn, text_scale)
    return worn


def _follow(app: QApplication, scheme: Qt.ColorScheme) -> None:
    if app.property(_CHOICE) == SYSTEM and of_scheme(scheme) != current():
        _dress(app, of_scheme(scheme), app.property(_SCALE))


def _dress(app: QApplication, theme: Theme, text_scale: float) -> None:
    app.setProperty(_THEME, theme)
    font = QFont(app.property(_BASE_FONT))
    font.setPointSizeF(font.pointSizeF() * text_scale)
    app.setFont(font)
    app.setPalette(palette(theme))
    sheet = style_sheet(theme, text_scale, _parts(app, theme), QFontMetrics(font).height())
    app.setProperty(_SHEET, sheet)
    if not app.property(_UNDRESSED):
        _put_on(app)


def _put_on(app: QApplication) -> None:
    """Put the style sheet on; the one that is worn already would have every widget measured for nothing."""
    sheet = app.property(_SHEET)
    if sheet and sheet != app.styleSheet():
        app.setStyleSheet(sheet)


@contextmanager
def undressed(app: QApplication) -> Iterator[None]:
    """Let widgets be built without the style sheet, which is put on at the end.

    A dressed widget is measured anew whenever it gets a parent, which took half the time of building a window.
    """
    app.setProperty(_UNDRESSED, True)
    try:
        yield
    finally:
        app.setProperty(_UNDRESSED, False)
    _put_on(app)


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette of `theme`, for what the style sheet does not reach."""
    roles = {
        QPalette.ColorRole.Window: theme.bg,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.danger,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Mid: theme.border,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return result


def style_sheet(theme: Theme, text_scale: float, parts: Path, line: int) -> str:
    """Fill the style sheet template with the colours of `theme`; `parts` is the folder of its small drawings.

    `line` is how many pixels a line of words is high: controls are never lower, wherever little room is left.
    """
    colours = {token: getattr(theme, token) for token in TOKENS}
    colours["hover"] = theme.blend(theme.accent, theme.surface, 0.08)
    colours["pressed"] = theme.blend(theme.accent, theme.surface, 0.18)
    colours["accent_hover"] = theme.blend(theme.text, theme.accent, 0.15)
    colours["handle"] = theme.blend(theme.muted, theme.bg, 0.45)
    template = Template(resources.path("themes", "app.qss").read_text(encoding="utf-8"))
    sizes = {"row": _ROW, "box": _BOX, "arrow": _ARROW}
    scaled = {name: round(size * text_scale) for name, size in sizes.items()}
    return template.substitute(
        colours, **scaled, control=max(_CONTROL, line), combo=max(_CONTROL, line + 2), parts=parts.as_posix()
    )


def _parts(app: QApplication, theme: Theme) -> Path:
    """Write the few drawings a style sheet can only name by file (arrows, ticks), tinted, and return their folder."""
    kept = app.property(_PARTS)
    if kept is None:
        kept = tempfile.mkdtemp(prefix="themeloom-")
        app.setProperty(_PARTS, kept)
        atexit.register(shutil.rmtree, kept, ignore_errors=True)
    folder = Path(kept) / theme.name
    if not folder.is_dir():
        folder.mkdir()
        tints = {"down": theme.muted, "up": theme.muted, "right": theme.muted, "left": theme.muted}
        tints |= {"check": theme.accent_text, "remove": theme.accent_text, "close": theme.muted}
        for icon, colour in tints.items():
            drawing = resources.path("icons", f"{icon}.svg").read_text(encoding="utf-8")
            (folder / f"{icon}.svg").write_text(drawing.replace("currentColor", colour), encoding="utf-8")
    return folder
