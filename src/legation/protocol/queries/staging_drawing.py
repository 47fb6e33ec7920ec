"""Draws line-ups and rows of flags as the viewer sees them: the viewer is at the foot of every drawing."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from django.utils.translation import gettext as _

from legation.engine.seating import Seat
from legation.protocol.queries.attending import Attending
from legation.protocol.queries.staging_flags import Banner as Flying
from legation.protocol.queries.staging_flags import Flags
from legation.protocol.queries.staging_lines import LineUp, ReceivingLine, in_rows
from legation.protocol.queries.staging_people import Cast
from legation.protocol.queries.staging_shapes import INKS, Banner, Block, Figure, Picture, Text
from legation.protocol.queries.staging_signing import Signing

WIDEST = 1150  # of a drawing, in units: one unit is a pixel on a wide page
COLUMN, LEAST = 132, 46  # across, from person to person
HEAD, AIDE = 20, 13
NAME, POST = 13.5, 11.5  # sizes of the letters
EDGE = 44
FOOT = 46
PITCH = {"photo": 0.65, "signing": 0.65, "receiving-line": 0.9}


def line_picture(
    seats: Sequence[Seat], cast: Cast, layout: str, *, key: str, title: str, flags: Sequence[Flying] = ()
) -> Picture:
    """People in rows with number, name and post; a signing has its table and flags before them."""
    people = cast.setting.by_key()
    rows = [row for row in in_rows([each for each in seats if each.person is not None]) if row][::-1]
    pitch = PITCH[layout]
    left = min(each.x for row in rows for each in row)
    span = (max(each.x for row in rows for each in row) - left) / pitch
    column = max(LEAST, min(COLUMN, int((WIDEST - 2 * EDGE) / (span + 1))))
    body = round((span + 1) * column)
    width = max(body + 2 * EDGE, 560)
    start = (width - body) // 2 + column // 2
    figures: list[Figure] = []
    texts: list[Text] = []
    y = EDGE
    for number, row in enumerate(rows):
        drawn = [
            _figure(
                people[str(each.person)], each, start + round((each.x - left) / pitch * column), y, column
            )
            for each in row
        ]
        figures += drawn
        if layout == "photo" and len(rows) > 1:
            label = _("Row %(n)s") % {"n": len(rows) - number}
            texts.append(Text(6, y + 4, label, "soft", "start"))
        deepest = max([y + HEAD, *(line.y for each in drawn for line in each.words)])
        y = deepest + 44
    blocks: tuple[Block, ...] = ()
    banners: tuple[Banner, ...] = ()
    if layout == "signing":
        seated = [each for each in figures if each.number is not None and each.y == figures[-1].y]
        low, high = min(each.x for each in seated), max(each.x for each in seated)
        blocks = (Block(low - 76, y - 18, high - low + 152, 30, "table", 4),)
        banners = tuple(
            _pole(each, width // 2 + round((n - (len(flags) - 1) / 2) * 44) - 12, y - 18, 34, (26, 17))
            for n, each in enumerate(flags)
        )
        y += 34
    return Picture(
        key=key,
        width=width,
        height=y + FOOT,
        title=title,
        description=_described(rows, people),
        figures=tuple(figures),
        blocks=blocks,
        banners=banners,
        texts=tuple(texts),
        lines=(_camera(width // 2, y + 2),),
        marks=_viewer(width, y + 8),
    )


def _figure(each: Attending, chair: Seat, x: int, y: int, column: int) -> Figure:
    name = str(each.person)
    size = HEAD if chair.number is not None else AIDE
    words: list[Text] = []
    line = y + HEAD + 18
    if column >= 62:
        for row in wrapped(name, column - 8, NAME, 3 if column < 100 else 2):
            words.append(Text(x, line, row))
            line += 17
    if column >= 96 and each.post is not None:
        for row in wrapped(str(each.post.title), column - 10, POST, 2):
            words.append(Text(x, line, row, "post"))
            line += 15
    elif column >= 96 and each.beside:
        words.append(Text(x, line, each.function_name, "post"))
    return Figure(
        x=x,
        y=y,
        r=size,
        side=each.party,
        ink=INKS[each.party],
        number=chair.number,
        first=chair.number == 1,
        label=name,
        words=tuple(words),
    )


def _described(rows: Sequence[Sequence[Seat]], people: dict[str, Attending]) -> str:
    """The same in words: row by row, the front first, from the viewer's left."""
    said = []
    for number, row in enumerate(reversed(rows), start=1):
        names = ", ".join(
            f"{each.number} {people[str(each.person)].person}"
            if each.number is not None
            else str(people[str(each.person)].person)
            for each in row
        )
        said.append(_("Row %(n)s from the viewer’s left: %(names)s.") % {"n": number, "names": names})
    return " ".join(said)


def _viewer(width: int, y: int) -> tuple[Text, ...]:
    """The words at the foot: where the viewer stands."""
    return (
        Text(10, y, _("viewer’s left"), "label", "start"),
        Text(width // 2, y + 28, _("Viewers and camera"), "label"),
        Text(width - 10, y, _("viewer’s right"), "label", "end"),
    )


def _camera(x: int, y: int) -> str:
    """A small camera that looks up."""
    return f"M{x - 12} {y + 12}v-9h6l3 -4h6l3 4h6v9zM{x - 3.5} {y + 7}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0"


def flags_picture(flags: Flags, *, key: str, title: str) -> Picture:
    """The rows of flags as the viewer sees them, national ones behind and above, at one height (F1)."""
    most = max(len(row.flags) for row in flags.rows)
    step = max(70, min(150, (WIDEST - 2 * EDGE) // most))
    width = max(most * step + 2 * EDGE, 560)
    banners: list[Banner] = []
    lines: list[str] = []
    texts: list[Text] = []
    y = 12
    for row in flags.rows:
        pole = 150 if row.kind == "country" else 104
        cloth = (66, 44) if row.kind == "country" else (51, 34)
        foot = y + pole + 8
        first = width // 2 - (len(row.flags) - 1) * step // 2
        drawn = [
            _pole(each, first + n * step - cloth[0] // 2, foot, pole, cloth, step)
            for n, each in enumerate(row.flags)
        ]
        banners += drawn
        lines.append(f"M{EDGE} {foot}H{width - EDGE}")
        texts.append(Text(6, y + 12, row.heading, "soft", "start"))
        y = max([foot, *(line.y for each in drawn for line in each.words)]) + 22
    said = [
        _("%(heading)s, from the viewer’s left: %(names)s.")
        % {"heading": row.heading, "names": ", ".join(each.name for each in row.flags)}
        for row in flags.rows
    ]
    return Picture(
        key=key,
        width=width,
        height=y + FOOT,
        title=title,
        description=" ".join(said),
        banners=tuple(banners),
        texts=tuple(texts),
        lines=(*lines, _camera(width // 2, y + 2)),
        marks=_viewer(width, y + 8),
    )


def _pole(flag: Flying, x: int, foot: int, pole: int, cloth: tuple[int, int], column: int = 0) -> Banner:
    words = []
    if column:
        for n, row in enumerate(wrapped(flag.name, column - 8, NAME, 2)):
            words.append(Text(x + cloth[0] // 2, foot + 20 + 17 * n, row))
    return Banner(
        x=x,
        y=foot,
        pole=pole,
        width=cloth[0],
        height=cloth[1],
        side=flag.side,
        ink=INKS[flag.side],
        code=flag.code,
        words=tuple(words),
    )


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """The text in at most `most` lines of about this width; what does not fit ends in an ellipsis."""
    lines = [""]
    for piece in (part for word in text.split() for part in _parts(word, width, size)):
        longer = f"{lines[-1]} {piece}".strip()
        if not lines[-1] or wide(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    if len(lines) <= most:
        return [line for line in lines if line]
    last = lines[most - 1]
    while last and wide(f"{last}…", size) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}…"]


def _parts(word: str, width: float, size: float) -> list[str]:
    """A word that is wider than a line, cut into pieces that fit."""
    if wide(word, size) <= width:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and wide(parts[-1] + letter, size) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def wide(text: str, size: float) -> float:
    """About how wide a line is drawn."""
    return sum(1.0 if east_asian_width(letter) in "WF" else 0.56 for letter in text) * size


def pictures_of(
    cast: Cast, signing: Signing | None, flags: Flags, photo: LineUp, line: ReceivingLine
) -> dict[str, Picture]:
    """The diagrams that can be drawn, by name: signing, flags, photo, line."""
    engagement = cast.ranked.engagement
    found = {}
    nations = next((row.flags for row in flags.rows if row.kind == "country"), ())
    if signing is not None and signing.seating is not None:
        title = _("Signing: %(title)s") % {"title": engagement.title}
        found["signing"] = line_picture(
            signing.seating.seats, cast, "signing", key="signing", title=title, flags=nations
        )
    if flags.rows:
        title = _("Flags: %(title)s") % {"title": engagement.title}
        found["flags"] = flags_picture(flags, key="flags", title=title)
    if photo.seating is not None and photo.rows:
        title = _("Photograph: %(title)s") % {"title": engagement.title}
        found["photo"] = line_picture(photo.seating.seats, cast, "photo", key="photo", title=title)
    if line.seating is not None:
        title = _("Receiving line: %(title)s") % {"title": engagement.title}
        found["line"] = line_picture(line.seating.seats, cast, "receiving-line", key="line", title=title)
    return found
