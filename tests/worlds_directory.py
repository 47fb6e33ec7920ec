"""Lists of people that each office brought, with its secret word in what they are called and hold."""

from collections.abc import Mapping
from typing import Any

from legation.directory.actions.lists import bring_list, name_columns


def add_lists(world: Any, secrets: Mapping[str, str]) -> None:
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        data = f"Family name,Given name,Post\n{word}listed,Sample,Mayor\n,,Mayor\n".encode()
        listed = bring_list(data, f"{word} list.csv", scope="office", by=by)
        world.things[f"{side}-people-list"] = name_columns(listed, listed.columns, by=by)
