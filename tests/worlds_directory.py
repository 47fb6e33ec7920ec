"""Lists of people that each office brought and people who look alike, with the secret word of each side."""

from collections.abc import Mapping
from typing import Any

from legation.directory.actions import add_person
from legation.directory.actions.lists import bring_list, decide_rows, name_columns
from legation.directory.actions.merging import merge_records
from legation.directory.models import Likeness, Merge


def add_lists(world: Any, secrets: Mapping[str, str]) -> None:
    for side, by in (("guest", world.guest), ("host", world.host)):
        word = secrets[side]
        known = add_person({"family_name": f"{word}known", "given_name": "Robert", "scope": "office"}, by=by)
        data = f"Family name,Given name,Post\n{word}listed,Sample,Mayor\n,,Mayor\n{word}known,Bob,\n".encode()
        listed = bring_list(data, f"{word} list.csv", scope="office", by=by)
        listed = name_columns(listed, listed.columns, by=by)
        decide_rows(listed, {4: f"person-{known.pk}"}, by=by)
        world.things[f"{side}-people-list"] = listed


def add_likenesses(world: Any, secrets: Mapping[str, str]) -> None:
    """Two people whom one office alone knows and who look alike, and two of them who were made one."""
    for side, by in (("guest", world.guest), ("host", world.host)):
        first, second, third, fourth = (
            add_person({"family_name": f"Twin-{side}", "given_name": given, "scope": "office"}, by=by)
            for given in ("Ann", "Anne", "Bea", "Beatrice")
        )
        reasons = [["one_letter", f"{secrets[side]}reason", "Twin"]]
        world.things[f"{side}-likeness"] = Likeness.objects.create(
            kind="person", first=first.pk, second=second.pk, score=0.7, reasons=reasons
        )
        merge = merge_records(third, fourth, {}, seen=(1, 1), by=by)
        Merge.objects.filter(pk=merge.pk).update(label=f"{secrets[side]}merge")
        world.things[f"{side}-merge"] = Merge.objects.get(pk=merge.pk)
