"""What `legation warm` does before it compiles."""

import os
from pathlib import Path

from legation.config.plan import TAKES_IN, _freshen


def test_a_kernel_is_compiled_again_when_one_it_takes_in_changed(tmp_path: Path):
    names = {*TAKES_IN, *(part for parts in TAKES_IN.values() for part in parts)}
    for name in names:
        (tmp_path / f"{name}.py").write_text("")
        os.utime(tmp_path / f"{name}.py", ns=(1_000, 1_000))
    os.utime(tmp_path / "orders.py", ns=(2_000, 2_000))
    _freshen(tmp_path)
    times = {name: (tmp_path / f"{name}.py").stat().st_mtime_ns for name in names}
    assert times.pop("sets") > 2_000
    assert times == {**dict.fromkeys(names - {"sets"}, 1_000), "orders": 2_000}


def test_the_files_named_are_there_and_take_in_what_is_said():
    from legation.engine import seating

    folder = Path(str(seating.__file__)).parent / "rounds"
    said = {
        name: {part for part in parts if f"rounds.{part} import" in (folder / f"{name}.py").read_text()}
        for name, parts in TAKES_IN.items()
    }
    assert said == {name: set(parts) for name, parts in TAKES_IN.items()}
