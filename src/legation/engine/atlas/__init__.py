"""The world as a picture: where land is, where cities lie, and the way between two of them on paper."""

from legation.engine.atlas.chart import HEIGHT, WIDTH, Arc, Point, Sheet, arc, point, sheet_around
from legation.engine.atlas.labels import Label, labels
from legation.engine.atlas.places import Place, Places, default_land, default_places

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Arc",
    "Label",
    "Place",
    "Places",
    "Point",
    "Sheet",
    "arc",
    "default_land",
    "default_places",
    "labels",
    "point",
    "sheet_around",
]
