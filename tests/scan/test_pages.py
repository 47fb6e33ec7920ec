"""The scan finds what it looks for: or else its silence would prove nothing."""

import pytest

from tests.scan.pages import Answer, forms, links, wrong
from tests.scan.payloads import MARK, PAYLOADS, files

AT = "https://site.example/missions/"
GOOD = {
    "Content-Type": "text/html; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none';"
    " script-src 'self'; style-src 'self'; form-action 'self'; img-src 'self' data:",
}


def told(body: str = "<p>Good</p>", status: int = 200, **heads: str) -> list[str]:
    given = GOOD | {name.replace("_", "-"): value for name, value in heads.items()}
    answer = Answer(status, tuple((name, value) for name, value in given.items() if value), body.encode())
    return list(wrong(answer, AT, private=True, https=True))


def test_a_good_answer_has_nothing_wrong():
    shown = f"&lt;{MARK}&gt; {MARK}&quot; on{MARK}=1 javascript:{MARK}()"
    assert told(f'<p title="{shown}">{shown}</p><a href="/javascript:x">x</a>') == []
    cookie = "a=b; Path=/; HttpOnly; Secure; SameSite=Lax"
    assert told(Location="/missions/?next=//evil.example/", Set_Cookie=cookie) == []


@pytest.mark.parametrize(
    ("body", "start"),
    [
        (f"<p>{PAYLOADS['script']}</p>", "runs"),
        (f'<p title="{PAYLOADS["svg"]}">', "runs"),
        (f"<script>a = '</script><script>{MARK}()'</script>", "runs"),
        (f'<p title="{PAYLOADS["attribute"]}">', "has the attribute"),
        (f"<p title='{PAYLOADS['attribute']}'>", "has the attribute"),
        (f'<a href="{PAYLOADS["javascript"]}">x</a>', "a leads to javascript:"),
        (f'<a href="{PAYLOADS["hidden javascript"]}">x</a>', "a leads to javascript:"),
        ('<form action="data:text/html,x"></form>', "form leads to data:text"),
    ],
)
def test_what_runs_is_found(body: str, start: str):
    assert [each.startswith(start) for each in told(body)[:1]] == [True]
    assert told(body, Content_Type="text/csv; charset=utf-8") == []


@pytest.mark.parametrize(
    ("heads", "start"),
    [
        ({"X_Content_Type_Options": ""}, "x-content-type-options"),
        ({"Referrer_Policy": "unsafe-url"}, "referrer-policy"),
        ({"X_Frame_Options": ""}, "x-frame-options"),
        ({"Content_Security_Policy": "default-src 'none'; script-src 'unsafe-inline'"}, "policy"),
        ({"Strict_Transport_Security": ""}, "no strict transport"),
        ({"Cache_Control": "max-age=60"}, "may be kept"),
        ({"Content_Type": f"text/html; {MARK}<"}, "type is"),
        ({"Set_Cookie": "a=b; Path=/; SameSite=Lax; Secure"}, "cookie a lacks ['httponly']"),
        ({"Set_Cookie": f"{MARK}=1; Path=/; HttpOnly; Secure; SameSite=Lax"}, "takes the head"),
        ({f"X_{MARK}": "1"}, "takes the head"),
        ({"Location": "//evil.example/"}, "leads to"),
        ({"Location": "/\\evil.example/"}, "leads to"),
        ({"Location": "https://site.example@evil.example/"}, "leads to"),
    ],
)
def test_a_head_that_is_wrong_is_found(heads: dict[str, str], start: str):
    assert [each.startswith(start) for each in told(**heads)] == [True]


def test_a_failure_and_what_it_tells_are_found():
    assert told(status=500) == ["status 500"]
    assert told("Traceback (most recent call last)", status=404) == ["tells Traceback (most recent"]


def test_forms_are_read_as_a_browser_would():
    page = b"""<form method="post" action="../save/" id="one"><input name="a" value="1">
      <input name="no" disabled><select name="b"><option value="x"><option value="y" selected></select>
      <input type="file" name="f">
      <input type="checkbox" name="c" value="1" checked><input type="checkbox" name="d" value="1">
      <textarea name="t">text</textarea><button name="go" value="now">Go</button></form>
      <input form="one" name="e">"""
    (form,) = forms(page, AT)
    assert (form.where, form.method, form.texts, form.files) == (
        "https://site.example/save/",
        "post",
        ("a", "b", "t", "e"),
        ("f",),
    )
    filled = {"a": ["P"], "b": ["y"], "c": ["1"], "t": ["text"], "go": ["now"], "e": [""]}
    assert form.filled("P", ("a",)) == filled
    assert form.filled("P")["t"] == ["P"]
    assert list(links(b'<a href="/a#b"><a href="//other.example/"><a href="mailto:x">', AT)) == [
        "https://site.example/a"
    ]


def test_the_bombs_are_small_and_the_payloads_carry_the_mark():
    assert max(len(content) for _name, content, _kind in files().values()) < 200_000
    assert sum(MARK in payload for payload in PAYLOADS.values()) > 15
