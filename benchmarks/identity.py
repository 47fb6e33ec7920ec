"""How long it takes to find who is likely one person among many invented ones: time, memory, pairs.

Run with: python benchmarks/identity.py [people]. Processor time is measured.
"""

import random
import resource
import sys
import time

from book import told

from legation.engine.identity import Somebody, likely_same

FAMILIES = {
    "김": ("Kim", "Gim"), "이": ("Lee", "Yi"), "박": ("Park", "Pak"), "최": ("Choi", "Choe"),
    "정": ("Jung", "Chung"), "강": ("Kang", "Gang"), "조": ("Cho", "Jo"), "윤": ("Yoon", "Yun"),
}  # fmt: skip
SYLLABLES = {
    "형": ("Hyung", "Heong"), "준": ("jun", "joon"), "민": ("Min", "Min"), "지": ("Ji", "Jee"),
    "영": ("young", "yeong"), "호": ("ho", "ho"), "수": ("su", "soo"), "현": ("Hyun", "Hyeon"),
    "석": ("suk", "seok"), "은": ("Eun", "Un"), "진": ("jin", "jin"), "철": ("Chul", "Cheol"),
    "희": ("hee", "hui"), "경": ("Kyung", "Gyeong"), "태": ("Tae", "Tae"), "우": ("woo", "u"),
}  # fmt: skip
LETTERS = "abcdefghijklmnoprstuvw"


def people(count: int, chance: random.Random) -> list[Somebody]:
    """Half Korean, half not; one in twenty a second time, in another spelling."""
    made: list[Somebody] = []
    while len(made) < count:
        body = frozenset({chance.randrange(count // 20 + 1)})
        again = chance.random() < 0.05
        if chance.random() < 0.5:
            family = chance.choice(list(FAMILIES))
            given = [chance.choice(list(SYLLABLES)) for _ in range(2)]
            for way in (0, 1) if again else (0,):
                latin = (FAMILIES[family][way], "-".join(SYLLABLES[each][way] for each in given))
                own = (family + "".join(given),) if chance.random() < 0.5 else ()
                made.append(Somebody(len(made), (latin,), own, bodies=body))
        else:
            name = ["".join(chance.choices(LETTERS, k=chance.randint(4, 9))).title() for _ in range(2)]
            for _ in range(2 if again else 1):
                made.append(Somebody(len(made), ((name[0], name[1]),), bodies=body))
    return made[:count]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    everybody = people(count, random.Random(20241113))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = likely_same(everybody)
    spent = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    told(f"likely the same among {count:,}", spent, "s CPU")
    told(f"memory for {count:,}", memory, "MB")
    print(f"{count} people: {spent:.1f} s of processor time, {memory:.0f} MB more, {len(found)} pairs")


if __name__ == "__main__":
    main()
