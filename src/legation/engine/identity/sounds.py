"""Latin spellings read as the Korean sounds that they may stand for. Nothing is ever written from a sound."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from typing import NamedTuple

_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
# The sound in which a syllable ends, for each of the 28 ways of writing it.
_CODAS = " ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ"

# How sounds are spelled, by the Revised Romanisation, McCune–Reischauer and the custom of passports.
_ONSET_SPELT = {
    "": "ㅇ", "g": "ㄱ", "k": "ㄱㅋㄲ", "kk": "ㄲ", "gg": "ㄲ", "n": "ㄴㄹ", "d": "ㄷ", "t": "ㄷㅌㄸ",
    "tt": "ㄸ", "dd": "ㄸ", "r": "ㄹ", "l": "ㄹ", "m": "ㅁ", "b": "ㅂ", "p": "ㅂㅍㅃ", "pp": "ㅃ", "bb": "ㅃ",
    "s": "ㅅㅆ", "sh": "ㅅ", "ss": "ㅆ", "j": "ㅈ", "jj": "ㅉ", "z": "ㅈ", "ch": "ㅈㅊㅉ", "tch": "ㅉ",
    "h": "ㅎ",
}  # fmt: skip
_VOWEL_SPELT = {
    "a": "ㅏ", "ah": "ㅏ", "ae": "ㅐ", "ai": "ㅐ", "ay": "ㅐ", "e": "ㅔㅐ", "ya": "ㅑ", "yae": "ㅒ",
    "eo": "ㅓㅕ", "eoh": "ㅓ", "u": "ㅜㅓㅡ", "uh": "ㅓㅡ", "o": "ㅗㅓ", "oh": "ㅗ", "oo": "ㅜ", "ou": "ㅓㅜ",
    "yeo": "ㅕ", "you": "ㅕㅠ", "yu": "ㅠㅕ", "yo": "ㅛㅕ", "yoo": "ㅠ", "ye": "ㅖ", "yea": "ㅖ", "wa": "ㅘ",
    "wae": "ㅙ", "we": "ㅞㅙ", "oe": "ㅚ", "oi": "ㅚ", "wo": "ㅝ", "weo": "ㅝ", "woo": "ㅜ", "wu": "ㅜ",
    "wi": "ㅟ", "wee": "ㅟ", "eu": "ㅡ", "ui": "ㅢ", "eui": "ㅢ", "i": "ㅣㅢ", "ee": "ㅣㅢ", "ea": "ㅣ",
    "yi": "ㅣㅢ",
}  # fmt: skip
_CODA_SPELT = {
    "": " ", "k": "ㄱ", "g": "ㄱ", "ck": "ㄱ", "n": "ㄴ", "t": "ㄷ", "d": "ㄷ", "s": "ㄷ", "l": "ㄹ",
    "r": "ㄹ", "m": "ㅁ", "p": "ㅂ", "b": "ㅂ", "ng": "ㅇ",
}  # fmt: skip
_FAMILIES = {
    "김": "kim gim", "이": "lee yi rhee i ri rhie yee ree lie", "박": "park pak bak bahk pahk bark",
    "최": "choi choe", "정": "jung jeong chung chong joung cheong", "강": "kang gang", "조": "cho jo joe",
    "윤": "yoon yun youn", "장": "jang chang", "임": "lim im yim rim", "한": "han hahn", "오": "oh o",
    "서": "seo suh so sur", "신": "shin sin", "권": "kwon gwon kweon", "황": "hwang whang", "안": "ahn an",
    "송": "song", "류": "ryu ryoo lyu yoo yu", "유": "yoo yu you ryu", "전": "jeon jun chun chon",
    "홍": "hong", "고": "ko go koh goh", "문": "moon mun", "양": "yang ryang", "손": "son sohn",
    "배": "bae pae bai", "백": "baek paik paek baik back", "허": "heo hur huh her", "남": "nam nahm",
    "심": "shim sim", "노": "noh no roh", "로": "ro roh", "하": "ha hah", "곽": "kwak gwak kwack",
    "성": "sung seong", "차": "cha", "주": "joo ju chu", "우": "woo wu", "구": "koo gu ku goo",
    "나": "na ra nah", "라": "ra na", "진": "jin chin", "지": "ji chi jee",
    "엄": "eom um uhm ohm", "채": "chae chai",
    "원": "won", "천": "cheon chun chon", "방": "bang pang", "공": "kong gong", "현": "hyun hyeon",
    "함": "ham hahm", "변": "byun byeon pyun", "염": "yeom yum", "여": "yeo yuh", "추": "choo chu",
    "도": "do doh", "소": "so soh", "석": "seok suk", "선": "sun seon", "설": "seol sul", "마": "ma mah",
    "길": "gil kil", "연": "yeon youn", "위": "wi wee", "표": "pyo", "명": "myung myeong", "기": "ki gi kee",
    "반": "ban pan bahn", "왕": "wang", "금": "keum geum", "옥": "ok ock", "육": "yuk yook", "인": "in",
    "맹": "maeng", "제": "je jeh", "모": "mo moh", "탁": "tak", "국": "kook guk kuk", "어": "eo uh",
    "은": "eun", "편": "pyun pyeon", "용": "yong", "민": "min", "피": "pi", "예": "ye", "봉": "bong",
    "남궁": "namkung namgung namgoong", "황보": "hwangbo", "제갈": "jegal", "사공": "sagong sakong",
    "선우": "sunwoo seonwoo", "서문": "seomun seomoon", "독고": "dokgo dokko",
}  # fmt: skip
_OF_SPELLING: dict[str, frozenset[str]] = {}
for _family, _spelt in _FAMILIES.items():
    for _each in _spelt.split():
        _OF_SPELLING[_each] = _OF_SPELLING.get(_each, frozenset()) | {_family}
_ALIKE = ("ㄱㅋㄲ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅈㅊㅉ", "ㅅㅆ", "ㄴㄹ", "ㅁ", "ㅇ", "ㅎ")
_CLASSES = {sound: place for place, sounds in enumerate(_ALIKE) for sound in sounds}
MOST_SYLLABLES = 3
# What is kept of names that were read: a name has some 2 KB of readings, and a process keeps them for good.
KEPT_READINGS, KEPT_TEXTS, LONGEST_KEPT = 10_000, 50_000, 100


class Syllable(NamedTuple):
    """The sounds that one syllable may have: how it begins, its vowel, how it ends."""

    onset: frozenset[str]
    vowel: frozenset[str]
    coda: str

    def shares(self, other: Syllable) -> bool:
        """Whether one syllable may be both."""
        return (
            self.coda == other.coda
            and not self.vowel.isdisjoint(other.vowel)
            and not self.onset.isdisjoint(other.onset)
        )

    @property
    def key(self) -> str:
        """The classes of its consonants: the same for all that it shares a sound with."""
        return f"{_CLASSES[min(self.onset)]}{self.coda}"


Reading = tuple[Syllable, ...]


def families(part: str) -> frozenset[str]:
    """The Korean family names, in Hangul, that a Latin spelling is used for."""
    return _OF_SPELLING.get(folded(part), frozenset())


@functools.lru_cache(maxsize=KEPT_READINGS)
def readings(part: str) -> tuple[Reading, ...]:
    """Every way of reading a Latin given name as one to three Korean syllables."""
    pieces = [folded(piece) for piece in part.replace("-", " ").split()]
    if not pieces or len(pieces) > MOST_SYLLABLES or sum(map(len, pieces)) > 18:
        return ()
    found = itertools.product(*(_divided(piece, MOST_SYLLABLES) for piece in pieces))
    whole = {tuple(itertools.chain(*each)) for each in found}
    return tuple(sorted((each for each in whole if len(each) <= MOST_SYLLABLES), key=repr))


def hangul_reading(name: str) -> Reading:
    """The sounds of a text in Hangul, which are certain."""
    found = []
    for sign in name:
        number = ord(sign) - 0xAC00
        onset, rest = divmod(number, 588)
        vowel, coda = divmod(rest, 28)
        found.append(Syllable(frozenset(_ONSETS[onset]), frozenset(_VOWELS[vowel]), _CODAS[coda]))
    return tuple(found)


def parted(name: str) -> tuple[tuple[str, str], ...]:
    """The ways in which a Korean name in Hangul is family and given name; none where it is not one."""
    bare = "".join(name.split())
    if not 2 <= len(bare) <= 5 or not all("가" <= sign <= "힣" for sign in bare):
        return ()
    cuts = (2, 1) if len(bare) == 3 else (2,) if len(bare) > 3 and bare[:2] in _FAMILIES else (1,)
    cuts = cuts if len(bare) < 5 else (2,)
    return tuple((bare[:cut], bare[cut:]) for cut in cuts if bare[:cut] in _FAMILIES)


def alike(first: Reading, second: Reading) -> bool:
    """Whether every syllable of one may be that of the other."""
    return len(first) == len(second) and all(
        one.shares(other) for one, other in zip(first, second, strict=True)
    )


def folded(text: str) -> str:
    """Letters alone: without marks, case, blanks, hyphens and dots."""
    return _folded(text) if len(text) <= LONGEST_KEPT else _folded.__wrapped__(text)


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in apart if sign.isalnum())
    return unicodedata.normalize("NFC", kept)


@functools.lru_cache(maxsize=KEPT_READINGS)
def _divided(letters: str, most: int) -> tuple[Reading, ...]:
    if not letters:
        return ((),)
    if most == 0:
        return ()
    found: list[Reading] = []
    for end in range(1, min(8, len(letters)) + 1):
        syllables = _syllables(letters[:end])
        if syllables:
            for rest in _divided(letters[end:], most - 1):
                found.extend((syllable, *rest) for syllable in syllables)
    return tuple(found)


@functools.lru_cache(maxsize=20_000)
def _syllables(letters: str) -> tuple[Syllable, ...]:
    """The ways of reading letters as one syllable; those with one end are one."""
    if letters.startswith("wh"):
        letters = "hw" + letters[2:]
    found: dict[str, tuple[set[str], set[str]]] = {}
    for cut, end in itertools.combinations(range(len(letters) + 1), 2):
        onset, vowel, coda = letters[:cut], letters[cut:end], letters[end:]
        if onset in _ONSET_SPELT and vowel in _VOWEL_SPELT and coda in _CODA_SPELT:
            onsets, vowels = found.setdefault(_CODA_SPELT[coda], (set(), set()))
            onsets.update(_ONSET_SPELT[onset])
            vowels.update(_VOWEL_SPELT[vowel])
    return tuple(
        Syllable(frozenset(onsets), frozenset(vowels), coda) for coda, (onsets, vowels) in found.items()
    )
