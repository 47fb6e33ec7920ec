"""The seating parameters of each rule pack, read once from the file shipped beside this one.

They say the same as the packs of precedence where both know a parameter; a test compares them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from legation.engine.seating.model import BadInput, Parameters

CHOICES: dict[str, tuple[str | None, ...]] = {
    "even_row": ("off-centre", "centre-line"),
    "interpreter": ("behind", "left", "right"),
    "senior_side": ("right", "left"),
    "long_table": ("centre", "ends"),
    "third_in_car": ("front", "rear-middle"),
    "flags_two": ("guest-left", "host-left", None),
    "flags_many": ("alphabetical", "host-centre"),
}


@cache
def _packs() -> dict[str, dict[str, Any]]:
    import tomllib
    from importlib.resources import files

    text = files("legation.engine.seating").joinpath("packs.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def pack_names() -> tuple[str, ...]:
    """The names of the packs that ship, in a fixed order."""
    return tuple(_packs())


def parameters_of(pack: str, **changes: str | None) -> Parameters:
    """The parameters of a pack by name, with changes on top. Raises BadInput for an unknown pack, parameter
    or value."""
    packs = _packs()
    if pack not in packs:
        raise BadInput("pack", f"“{pack}” is not a pack; there are {', '.join(packs)}")
    values: dict[str, Any] = {key: packs["neutral"].get(key) for key in CHOICES}
    values |= {key: packs[pack][key] for key in CHOICES if key in packs[pack]}
    values |= dict.fromkeys(packs[pack].get("unset", ()))
    for key, value in changes.items():
        if key not in CHOICES:
            raise BadInput(f"parameters.{key}", "unknown key")
        values[key] = value
    parameters = Parameters(**values)
    check_parameters(parameters)
    return parameters


def check_parameters(parameters: Parameters) -> None:
    """Raises BadInput for a value that a parameter does not know."""
    for field in fields(parameters):
        value = getattr(parameters, field.name)
        if value not in CHOICES[field.name]:
            allowed = ", ".join(str(choice) for choice in CHOICES[field.name])
            raise BadInput(f"parameters.{field.name}", f"“{value}” is not one of {allowed}")


def source_of(pack: str, parameter: str) -> str:
    """What a pack's value for a parameter rests on, in words."""
    packs = _packs()
    if pack not in packs:
        raise BadInput("pack", f"“{pack}” is not a pack; there are {', '.join(packs)}")
    found = packs[pack]["sources"].get(parameter) or packs["neutral"]["sources"].get(parameter, "")
    return str(found)
