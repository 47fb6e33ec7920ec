"""Addresses of the newsroom: what the public reads, and where it is decided."""

from django.urls import path, register_converter

from legation.newsroom.feeds import programmes as programme_feeds
from legation.newsroom.feeds import releases as feeds
from legation.newsroom.views import agreements, parts, programmes, releases, sites


class Language:
    """A language that pages are written in."""

    regex = "en|ko"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Language, "language")

MISSION = "missions/<slug:mission>"
PRESS = f"{MISSION}/press"
RELEASE = f"{PRESS}/<int:pk>"
QUOTATION = f"{PRESS}/<int:release>/quotations/<int:pk>"
PHOTOGRAPH = f"{PRESS}/<int:release>/photographs/<int:pk>"
SITE = "news/<slug:site>"
NEWS = f"{SITE}/<language:language>"
OUT = f"{NEWS}/releases/<slug:slug>"

urlpatterns = [
    path(f"{MISSION}/public/", programmes.publishing_page, name="publishing"),
    path(f"{MISSION}/public/edit/", programmes.publishing_edit, name="publishing-edit"),
    path(f"{MISSION}/public/agree/", programmes.publishing_agree, name="publishing-agree"),
    path(f"{MISSION}/public/withdraw/", programmes.publishing_withdraw, name="publishing-withdraw"),
    path("public/<slug:mission>/", programmes.public_start, name="public-start"),
    path("public/<slug:mission>/<language:language>/", programmes.public_page, name="public-programme"),
    path(
        "public/<slug:mission>/<language:language>/programme.ics",
        programme_feeds.public_calendar,
        name="public-calendar",
    ),
    path(
        "public/<slug:mission>/<language:language>/programme.json",
        programme_feeds.public_data,
        name="public-data",
    ),
    path(f"{PRESS}/", releases.newsroom, name="newsroom"),
    path(f"{PRESS}/new/", releases.release_new, name="press-release-new"),
    path(f"{RELEASE}/", releases.release_page, name="press-release"),
    path(f"{RELEASE}/edit/", releases.release_edit, name="press-release-edit"),
    path(f"{RELEASE}/preview/<language:language>/", releases.release_preview, name="press-release-preview"),
    path(f"{RELEASE}/release-<language:language>.pdf", releases.release_paper_page, name="press-release-pdf"),
    path(f"{RELEASE}/history/", releases.release_history, name="press-release-history"),
    path(f"{RELEASE}/agree/", releases.release_agree, name="press-release-agree"),
    path(f"{RELEASE}/call-off/", releases.release_call_off, name="press-release-call-off"),
    path(f"{RELEASE}/withdraw/", releases.release_withdraw, name="press-release-withdraw"),
    path(f"{RELEASE}/remove/", releases.release_remove, name="press-release-remove"),
    path(f"{RELEASE}/restore/", releases.release_restore, name="press-release-restore"),
    path(f"{RELEASE}/quotations/new/", parts.quotation_new, name="press-quotation-new"),
    path(f"{RELEASE}/photographs/new/", parts.photograph_new, name="press-photograph-new"),
    path(f"{RELEASE}/restore/<slug:kind>/<int:part>/", parts.part_restore, name="press-part-restore"),
    path(f"{QUOTATION}/edit/", parts.quotation_edit, name="press-quotation-edit"),
    path(f"{QUOTATION}/approve/", parts.quotation_approve, name="press-quotation-approve"),
    path(f"{QUOTATION}/remove/", parts.quotation_remove, name="press-quotation-remove"),
    path(f"{RELEASE}/pictures/<slug:key>/<int:width>.jpg", parts.release_picture, name="press-picture"),
    path(f"{PHOTOGRAPH}/edit/", parts.photograph_edit, name="press-photograph-edit"),
    path(f"{PHOTOGRAPH}/remove/", parts.photograph_remove, name="press-photograph-remove"),
    path(f"{SITE}/", sites.news_start, name="news-start"),
    path(f"{SITE}/edit/", releases.site_edit, name="news-site-edit"),
    path(f"{SITE}/sitemap.xml", feeds.news_sitemap, name="news-sitemap"),
    path(f"{SITE}/photographs/<slug:key>/<int:width>.jpg", sites.news_photograph, name="news-photograph"),
    path(f"{NEWS}/", sites.news_front, name="news-front"),
    path(f"{NEWS}/search/", sites.news_search, name="news-search"),
    path(f"{NEWS}/feed.atom", feeds.news_atom, name="news-atom"),
    path(f"{NEWS}/feed.json", feeds.news_json, name="news-json"),
    path(f"{NEWS}/agreements/", agreements.news_agreements, name="news-agreements"),
    path(f"{NEWS}/agreements/<slug:slug>/", agreements.news_agreement, name="news-agreement"),
    path("agreements/<int:pk>/public/", agreements.agreement_public, name="agreement-public"),
    path("agreements/<int:pk>/public/agree/", agreements.agreement_agree, name="agreement-public-agree"),
    path(
        "agreements/<int:pk>/public/withdraw/",
        agreements.agreement_withdraw,
        name="agreement-public-withdraw",
    ),
    path(f"{OUT}/", sites.news_release, name="news-release"),
    path(f"{OUT}/release.pdf", sites.news_paper, name="news-paper"),
    path(f"{OUT}/ninjs.json", feeds.news_ninjs, name="news-ninjs"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
]
