"""Every setting an operator can change, read from the environment or a `.env` file."""

import contextlib
import os
import secrets
import tempfile
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """Settings of one installation. Each has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="LEGATION_", env_file=".env", extra="ignore")

    data: Path = Field(
        default=Path("legation-data"),
        description="Folder for the database, portraits, compiled pages and the secret key.",
    )
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="Address of a PostgreSQL database; empty means SQLite in the data folder.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key for sessions and links; empty means one is made and kept in the data folder.",
    )
    seal_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Keys that personal data is sealed with, separated by commas; the first seals, all open."
        " Empty means those in the key file.",
    )
    seal_key_file: Path | None = Field(
        default=None,
        description="File with these keys, one a line; empty means `seal.keys` in the data folder, which is"
        " made. Better on another disk than the database.",
    )
    sealed_days: int = Field(
        default=30,
        ge=0,
        le=365,
        description="Days after the last day of a mission when the sealed personal data of its people is"
        " purged.",
    )
    hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        description="Host names that the site answers to, separated by commas.",
    )
    origin: str = Field(
        default="http://localhost:8000",
        description="Address that people type; links in calendars and mail begin with it.",
    )
    https: bool = Field(
        default=False,
        description="Set to true behind HTTPS: secure cookies and strict transport security.",
    )
    behind_proxy: bool = Field(
        default=False,
        description="Set to true when a proxy that you run sets X-Forwarded-For and X-Forwarded-Proto.",
    )
    session_hours: int = Field(
        default=336, ge=1, le=8760, description="Hours after which everybody logs in again."
    )
    idle_minutes: int = Field(
        default=0,
        ge=0,
        le=10_080,
        description="Minutes without a request after which a session ends, for devices that several people"
        " share; 0 means that only `LEGATION_SESSION_HOURS` ends it.",
    )
    prove_minutes: int = Field(
        default=15,
        ge=0,
        le=1440,
        description="Minutes for which a shown password, code or passkey is enough to export personal data;"
        " after them it is asked for again. 0 never asks.",
    )
    oidc_issuer: str = Field(
        default="",
        description="Identity provider for single sign-on (OpenID Connect), as https://login.example.org;"
        " empty means none.",
    )
    oidc_client: str = Field(default="", description="Name of this installation at that provider.")
    oidc_secret: SecretStr = Field(default=SecretStr(""), description="Secret for that name.")
    oidc_name: str = Field(
        default="single sign-on", description="What the provider is called on the page to log in."
    )
    oidc_domains: str = Field(
        default="",
        description="Domains of mail addresses for which an account is made at the first login there,"
        " separated by commas; empty means that accounts and invitations come first.",
    )
    oidc_office: str = Field(
        default="", description="Office that accounts made so belong to; empty means none."
    )
    security_contact: str = Field(
        default="",
        description="Where to report a weakness, as mailto:security@example.org or an https address; is told"
        " at `/.well-known/security.txt`. Empty means that there is no such page.",
    )
    language: str = Field(default="en", description="Language of pages for a new visitor: en or ko.")
    time_zone: str = Field(default="UTC", description="Time zone of pages that belong to no city.")
    mail_url: str = Field(
        default="",
        description="SMTP server as smtp://user:password@host:587; empty means that letters wait,"
        " and that mail to set a password is printed to the log.",
    )
    mail_from: str = Field(default="legation@localhost", description="Sender of mail.")
    mail_provider: str = Field(
        default="",
        description="Mail provider of django-anymail, such as mailgun or amazon_ses, in place of an SMTP"
        " server; needs the extra `anymail`.",
    )
    mail_provider_settings: SecretStr = Field(
        default=SecretStr(""),
        description="Settings of that provider as name=value, separated by commas, named as Anymail names"
        " them: MAILGUN_API_KEY=…,MAILGUN_SENDER_DOMAIN=mg.example.org.",
    )
    calendar_address: str = Field(
        default="",
        description="Mail address that invites to engagements and to which calendars answer; empty means"
        " the sender of mail.",
    )
    answers_url: SecretStr = Field(
        default=SecretStr(""),
        description="Mailbox of that address as imaps://user:password@host/INBOX, read every minute for"
        " answers; empty means that `legation mail --read` is given them.",
    )
    push: bool = Field(
        default=False,
        description="Set to true to let readers have their letters shown in their browsers as well; needs"
        " HTTPS, and makes a key `push.key` in the data folder.",
    )
    push_hosts: str = Field(
        default="fcm.googleapis.com,*.push.services.mozilla.com,*.notify.windows.com,*.push.apple.com",
        description="Services of the browsers' makers that letters are handed to for that.",
    )
    api_limit: int = Field(
        default=600, ge=1, description="Requests that a program may make a minute with one token."
    )
    hooks_local: bool = Field(
        default=False,
        description="Set to true to let webhooks go to hosts of your own network, and by HTTP.",
    )
    mail_gather_minutes: int = Field(
        default=5, ge=0, le=1440, description="Minutes that letters to one reader are gathered into one."
    )
    quiet_from: time = Field(
        default=time(21), description="Begin of the hours, on the reader's clock, in which no letter is sent."
    )
    quiet_until: time = Field(
        default=time(7),
        description="End of those hours; the same as the begin means that there are none.",
    )
    public_keep_seconds: int = Field(
        default=60,
        ge=0,
        le=3600,
        description="Seconds that a public page may be kept in memory; what is withdrawn is gone at once all"
        " the same, unless web servers on several machines share no data folder: set it to 0 there.",
    )
    files: str = Field(
        default="",
        description="Where portraits, papers and archives lie when several machines share them, as"
        " s3://bucket/prefix; empty means the data folder. See [more than one machine](scale.md).",
    )
    files_s3_endpoint: str = Field(
        default="", description="Address of that store where it is not Amazon's; HTTP is allowed."
    )
    backup_to: str = Field(
        default="",
        description="Where backups lie: a folder, better on another machine, or s3://bucket/prefix; see"
        " [back up](backup.md).",
    )
    backup_hours: int = Field(
        default=0,
        ge=0,
        le=24 * 31,
        description="Hours from one backup by `legation worker` to the next; 0 means that none is taken by"
        " itself.",
    )
    backup_keep: int = Field(default=14, ge=0, description="Backups that stay there; 0 means all.")
    backup_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key that backups are encrypted with, of 32 characters at least; empty means that in the"
        " key file.",
    )
    backup_key_file: Path | None = Field(
        default=None,
        description="File with this key; empty means `backup.key` in the data folder, which is made. Keep a"
        " copy elsewhere: without it no backup opens.",
    )
    backup_s3_endpoint: str = Field(
        default="", description="Address of an S3-compatible store that is not Amazon's."
    )
    pg_programs: str = Field(
        default="", description="Folder of pg_dump and pg_restore; empty means that they are in the path."
    )
    workers: int = Field(default=2, ge=1, le=64, description="Worker processes of `legation serve`.")
    jobs: int = Field(
        default=1,
        ge=0,
        le=16,
        description="Processes that run long work beside `legation serve`; 0 leaves it to `legation worker`.",
    )
    drain_seconds: int = Field(
        default=0,
        ge=0,
        le=300,
        description="Seconds for which `legation serve`, told to stop, says at `/readyz` that it is leaving"
        " and answers all the same, so that a load balancer sends the next requests elsewhere.",
    )
    archive_megabytes: int = Field(
        default=200,
        ge=12,
        le=2048,
        description="Megabytes that an archive or a folder of texts may have when it is uploaded to be read.",
    )
    opinion_spacy: str = Field(
        default="",
        description="spaCy models that give second opinions on texts: en_core_web_sm,ko_core_news_sm.",
    )
    opinion_url: str = Field(
        default="",
        description="OpenAI-compatible address that gives second opinions, as https://models.example/v1;"
        " a text is sent there only when its reader says so.",
    )
    opinion_model: str = Field(default="", description="Model that is asked at that address.")
    opinion_key: SecretStr = Field(default=SecretStr(""), description="Key for that address.")
    opinion_seconds: int = Field(
        default=60, ge=1, le=600, description="Seconds that an answer from that address may take."
    )
    opinion_local: bool = Field(
        default=False,
        description="Set to true when that address lies in your own network; HTTP is allowed there.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING", description="What is logged to standard error; INFO tells of every request."
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Token of 24 characters at least with which Prometheus reads `/metrics`; empty means that"
        " there is none. See [watch it](watch.md).",
    )
    traces_to: str = Field(
        default="",
        description="OTLP address that traces go to, as http://localhost:4318; needs `legation[otel]`. Empty"
        " means that none are made.",
    )
    traces_share: float = Field(default=1.0, ge=0, le=1, description="Share of requests that are traced.")
    debug: bool = Field(default=False, description="Development only: error pages with source.")
    font_paths: str = Field(
        default="/usr/share/fonts:/usr/local/share/fonts",
        description="Folders where the Noto CJK fonts are looked for when books are printed.",
    )

    @field_validator("metrics_token")
    @classmethod
    def _long(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < 24:
            raise ValueError("LEGATION_METRICS_TOKEN needs 24 characters at least")
        return token

    def provider_settings(self) -> dict[str, str]:
        """Name to value of what the mail provider is set to."""
        pairs = (part.partition("=") for part in self.mail_provider_settings.get_secret_value().split(","))
        return {name.strip(): value.strip() for name, _is, value in pairs if name.strip()}

    def oidc_domain_names(self) -> list[str]:
        """The domains whose people get an account by logging in at the identity provider."""
        return [name.strip().lower().lstrip("@") for name in self.oidc_domains.split(",") if name.strip()]

    def oidc_id(self) -> str:
        """The provider's part of the address that it sends people back to; its people are known under it."""
        address = urlsplit(self.oidc_issuer)
        return "-".join([address.netloc, *(part for part in address.path.split("/") if part)]).lower()

    def key(self) -> str:
        """The secret key: as set, or made once and kept with owner-only access in the data folder."""
        if self.secret_key.get_secret_value():
            return self.secret_key.get_secret_value()
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.data / "secret.key"
        if not path.exists():
            # Written aside and linked: whoever looks meanwhile finds the whole key or none.
            handle, aside = tempfile.mkstemp(dir=self.data, prefix="secret.")
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
            with contextlib.suppress(FileExistsError):
                os.link(aside, path)
            Path(aside).unlink()
        key = path.read_text(encoding="ascii").strip()
        if not key:
            raise ValueError(f"{path} is empty. Remove it, and a new key is made.")
        return key


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The settings in force, read once."""
    return Environment()
