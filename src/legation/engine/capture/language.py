"""Which language a text is in: by the share of scripts, then, for Latin script, by its small words."""

# ruff: noqa: E501

import unicodedata

from legation.engine.capture.errors import UnsupportedLanguage
from legation.engine.capture.lazily import lazily

SUPPORTED = ("en", "ko")
_SAMPLE = 20_000
_HANGUL = lazily(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_KANA = lazily(r"[\u3040-\u30ff]")
_HAN = lazily(r"[\u3400-\u9fff]")
_LATIN = lazily(r"[A-Za-z\u00c0-\u024f]")
_WORD = lazily(r"[A-Za-z\u00c0-\u024f]+")

_SMALL = {
    "en": "the of and to in a is was for on with that by at from his her their he she will as be it an has have "
    "had were are met said which who after this also mayor city delegation",
    "fr": "le la les des du et un une est dans pour que qui sur avec au aux par il elle ont été ce cette maire ville",
    "es": "el la los las de del y un una es en para que por con se su al como más lo alcalde ciudad fue ha",
    "de": "der die das und den von zu mit ist im für auf des dem ein eine nicht sich bürgermeister stadt wurde auch",
    "it": "il lo la gli le di del della e un una è nel per che con si al sono ha sindaco città alla dei",
    "pt": "o a os as de do da dos das e um uma é em para que com no na por se ao foi prefeito cidade mais",
    "nl": "de het een en van in is op te dat voor met zijn er niet aan ook burgemeester stad werd door",
    "id": "yang dan di dari untuk dengan pada ini itu dalam akan oleh ke kota wali kota tersebut juga tidak",
    "tr": "ve bir bu ile için olarak da de belediye başkanı çok daha olan gibi kadar şehir ziyaret",
    "vi": "và của các với cho là được trong những có thành phố ông đã này không một người tại",
    "pl": "i w z na do się nie że jest o jak dla od po przez był miasto prezydent oraz to",
    "sv": "och i att det som en på är av för med till den har de inte om ett borgmästare stad",
}
_SETS = {code: frozenset(words.split()) for code, words in _SMALL.items()}


def script_shares(text: str) -> dict[str, float]:
    """Shares (0 to 1) of hangul, latin, han, kana and other scripts among the letters of the text's start."""
    sample = text[:_SAMPLE]
    counts = {
        "hangul": len(_HANGUL.findall(sample)),
        "kana": len(_KANA.findall(sample)),
        "han": len(_HAN.findall(sample)),
        "latin": len(_LATIN.findall(sample)),
    }
    letters = sum(map(str.isalpha, sample))
    counts["other"] = max(0, letters - sum(counts.values()))
    total = sum(counts.values())
    return {script: (count / total if total else 0.0) for script, count in counts.items()}


def _other_script(text: str) -> str:
    for char in text[:_SAMPLE]:
        if char.isalpha() and not _LATIN.match(char):
            return unicodedata.name(char, "unknown").split(" ")[0].lower()
    return "unknown"


def language_of(sentence: str) -> str:
    """ "ko", "en" or "" (another, or too few letters to tell) for one sentence of a text.

    A quarter of the letters in Hangul make it Korean, because names in Latin letters are common beside it;
    English wants Latin letters only and a small word of its own.
    """
    hangul, latin = len(_HANGUL.findall(sentence)), len(_LATIN.findall(sentence))
    if 2 * hangul + latin < 12:
        return ""
    if hangul * 4 >= hangul + latin:
        return "ko"
    words = [word.lower() for word in _WORD.findall(sentence)]
    votes = {code: sum(map(small.__contains__, words)) for code, small in _SETS.items()}
    english = votes["en"] > 0 and votes["en"] == max(votes.values())
    return "en" if english and not hangul else ""


def languages_of(text: str) -> tuple[str, ...]:
    """The languages in which a text tells its story, the one of `detect_language` first.

    A second one counts where at least three lines and a tenth of the letters are in it, as in a release that
    gives its Korean text and then its English one. Raises `UnsupportedLanguage`.
    """
    first = detect_language(text)
    other = "en" if first == "ko" else "ko"
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()]
    inside = [line for line in lines if language_of(line) == other]
    letters = sum(map(len, lines))
    return (first, other) if len(inside) >= 3 and sum(map(len, inside)) * 10 >= letters else (first,)


def detect_language(text: str) -> str:
    """ "en" or "ko".

    Korean wants a quarter of the letters in Hangul (names in Latin letters and Chinese characters are common
    beside it); English wants Latin script and English small words ahead of any other language's.
    Raises `UnsupportedLanguage`.
    """
    shares = script_shares(text)
    if shares["kana"] > 0.05:
        raise UnsupportedLanguage(script="kana", language="ja")
    if shares["hangul"] >= 0.25:
        return "ko"
    if shares["latin"] < 0.6:
        if shares["han"] > max(shares["other"], shares["hangul"]):
            raise UnsupportedLanguage(script="han", language="zh")
        raise UnsupportedLanguage(script=_other_script(text))
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    votes = {code: sum(map(small.__contains__, words)) for code, small in _SETS.items()}
    best = max(votes, key=lambda code: (votes[code], code == "en", code))
    if best != "en" and votes[best] > 1.25 * votes["en"] and votes[best] >= 4:
        raise UnsupportedLanguage(script="latin", language=best)
    return "en"
