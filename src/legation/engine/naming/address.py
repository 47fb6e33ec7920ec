"""Titles with names: in running text, and as a form of address."""

from __future__ import annotations

from types import MappingProxyType

from .names import PersonName, display, family_of

POSTS = MappingProxyType(
    {
        "mayor": ("Mayor", "시장"),
        "deputy_mayor": ("Deputy Mayor", "부시장"),
        "governor": ("Governor", "지사"),
        "council_chair": ("Council President", "의장"),
        "councillor": ("Councillor", "의원"),
        "legislator": ("Representative", "의원"),
        "ambassador": ("Ambassador", "대사"),
        "consul_general": ("Consul General", "총영사"),
        "minister": ("Minister", "장관"),
        "commissioner": ("Commissioner", "위원"),
        "chair": ("Chair", "위원장"),
        "executive": ("", "대표"),
        "president": ("President", "회장"),
        "director": ("Director", "국장"),
        "professor": ("Professor", "교수"),
        "doctor": ("Dr", "박사"),
        "interpreter": ("", "통역사"),
    }
)
"""Post to its title before an English name and after a Korean one; empty where English uses none."""


class UnknownPost(ValueError):
    """A post that has no form of address here; `post` is the post asked for."""

    def __init__(self, post: str) -> None:
        super().__init__(f"No form of address for the post: {post}")
        self.post = post


def title_of(post: str, language: str) -> str:
    """The bare title of a post of `POSTS`: Korean where `language` is Korean, otherwise English.

    Raises `UnknownPost`.
    """
    if post not in POSTS:
        raise UnknownPost(post)
    english, korean = POSTS[post]
    return korean if _is_korean(language) else english


def formal(name: PersonName, title: str, language: str) -> str:
    """A name with a title as written in `language`: "Mayor Park"; "박형준 시장".

    English puts the title before the family name; Korean after the whole name. Without a title: the honorific
    and the family name ("Dr Lee"), or the whole name where there is none; in Korean the name and 님.
    """
    title = title.strip()
    if _is_korean(language):
        return f"{display(name, language)} {title or '님'}"
    before = title or name.honorific
    return f"{before} {family_of(name, language)}" if before else display(name, language)


def address(name: PersonName, post: str, language: str) -> str:
    """How the holder of a post of `POSTS` is addressed: "Mayor Park"; "박 시장님".

    A post that English does not use before a name falls back on the honorific, then on the whole name: a form
    of address is not guessed from a first name. Raises `UnknownPost`.
    """
    title = title_of(post, language)
    if _is_korean(language):
        return f"{family_of(name, language)} {title}님"
    return formal(name, title, language)


def _is_korean(language: str) -> bool:
    return language.replace("_", "-").partition("-")[0].lower() == "ko"
