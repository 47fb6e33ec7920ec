"""Passkeys in a browser that has a (virtual) device: made, logged in with, shown again, and not another's."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from legation.accounts.actions import open_account, open_office

PASSWORD = "a long password 1"


@pytest.fixture
def tab(live_server: Any, browser: Browser, settings: Any) -> Any:
    """A page of a browser whose device has a fingerprint reader."""
    settings.PROVE_MINUTES = 15
    open_account("who@test.example", "Who Am", PASSWORD, office=open_office("Office"))
    context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    _device(context, page)
    yield page
    context.close()


def _device(context: BrowserContext, page: Page) -> None:
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def log_in(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("Mail address").or_(page.get_by_label("Email")).first.fill("who@test.example")
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def add_passkey(page: Page, *, alone: bool) -> None:
    page.goto("/me/security/")
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("The laptop")
    page.get_by_label("Log in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def log_out(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/account/login/")


@pytest.mark.django_db(transaction=True)
def test_a_passkey_logs_in_alone_and_back_to_where_one_wanted(tab: Page) -> None:
    log_in(tab)
    add_passkey(tab, alone=True)
    tab.goto("/me/security/")
    expect(tab.get_by_role("row", name="The laptop")).to_contain_text("logs in alone")
    log_out(tab)
    tab.goto("/me/letters/")
    tab.get_by_role("button", name="Log in with a passkey").click()
    expect(tab.get_by_role("heading", name="Your letters")).to_be_visible()
    tab.goto("/account/factor/codes/new/")
    tab.get_by_role("link", name="With a passkey").click()
    tab.get_by_role("button", name="Use a passkey").click()
    expect(tab.get_by_role("heading", name="Make new codes")).to_be_visible()
    log_out(tab)
    log_in(tab)
    expect(tab.get_by_role("heading", name="Second step")).to_be_visible()
    tab.get_by_role("button", name="Use a passkey").click()
    expect(tab.get_by_role("heading", name="Missions")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_a_device_without_one_of_ours_says_so(tab: Page) -> None:
    tab.goto("/account/login/")
    tab.get_by_role("button", name="Log in with a passkey").click()
    expect(tab.get_by_text("The passkey was not used")).to_be_visible()
