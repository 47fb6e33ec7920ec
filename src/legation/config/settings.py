"""Django's settings, put together from `environment`."""

import os
from email.utils import parseaddr
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from legation.config.environment import environment
from legation.config.logs import logging
from legation.kernel.probes import EXEMPT

env = environment()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = env.key()
DEBUG = env.debug
ALLOWED_HOSTS = [host.strip() for host in env.hosts.split(",") if host.strip()]
ORIGIN = env.origin.rstrip("/")
DATA = env.data.resolve()
OPINION_SPACY = [name.strip() for name in env.opinion_spacy.split(",") if name.strip()]
OPINION_URL = env.opinion_url.rstrip("/")
OPINION_MODEL = env.opinion_model
OPINION_KEY = env.opinion_key.get_secret_value()
OPINION_SECONDS = env.opinion_seconds
OPINION_LOCAL = env.opinion_local
SEAL_KEYS = [key.strip() for key in env.seal_keys.get_secret_value().split(",") if key.strip()]
SEAL_KEY_FILE = env.seal_key_file or DATA / "seal.keys"
SEALED_DAYS = env.sealed_days
BACKUP_TO, BACKUP_HOURS, BACKUP_KEEP = env.backup_to, env.backup_hours, env.backup_keep
BACKUP_KEY = env.backup_key.get_secret_value()
BACKUP_KEY_FILE = env.backup_key_file or DATA / "backup.key"
BACKUP_S3_ENDPOINT = env.backup_s3_endpoint
PG_PROGRAMS = env.pg_programs
FILES, FILES_S3_ENDPOINT = env.files, env.files_s3_endpoint
FONT_PATHS = [path for path in env.font_paths.split(":") if path]

INSTALLED_APPS = [
    "legation.kernel",
    "legation.ui",
    "legation.accounts",
    "legation.directory",
    "legation.missions",
    "legation.protocol",
    "legation.matchmaking",
    "legation.guests",
    "legation.logistics",
    "legation.outcomes",
    "legation.sources",
    "legation.briefings",
    "legation.newsroom",
    "legation.reports",
    "legation.exchange",
    "legation.desk",
    "legation.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "rules.apps.AutodiscoverRulesConfig",
    "simple_history",
    "i18nfield",
    "csp",
    "django_structlog",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "legation.kernel.probes.Probed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "legation.kernel.publishing.SameForAll",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "legation.kernel.idling.Idle",
    "legation.accounts.language.LanguageMiddleware",
    "legation.kernel.outflows.Noted",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "legation.kernel.keeping.NotKept",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

METRICS_TOKEN = env.metrics_token.get_secret_value()
if METRICS_TOKEN:
    MIDDLEWARE.insert(0, "legation.kernel.metrics.Measured")
    # Read as prometheus_client is imported: the processes of a server count into this folder together.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(DATA / "metrics"))
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(mode=0o700, parents=True, exist_ok=True)
TRACES_TO, TRACES_SHARE = env.traces_to.rstrip("/"), env.traces_share
if TRACES_TO:
    MIDDLEWARE.insert(0, "legation.kernel.tracing.Traced")

ROOT_URLCONF = "legation.config.urls"
WSGI_APPLICATION = "legation.config.wsgi.application"
FORM_RENDERER = "legation.kernel.controls.Controls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "legation.ui.templatetags.legation",
                "legation.sources.templatetags.evidence",
            ],
        },
    }
]

# One place sets what SQLite needs to take many writers: see docs/decisions/0004.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    " PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;",
}
# A network that is cut says nothing: without these a request waits for minutes, and a row that a lost host
# had locked stays so for hours. What the address says itself wins.
POSTGRESQL = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
}
if env.database_url:
    DATABASES = {
        "default": dj_database_url.parse(env.database_url, conn_max_age=600, conn_health_checks=True)
    }
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        DATABASES["default"]["OPTIONS"] = {**POSTGRESQL, **DATABASES["default"].get("OPTIONS", {})}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA / "legation.sqlite3"),
            "OPTIONS": SQLITE,
            "CONN_MAX_AGE": None,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        # Django's own is 300: whoever knocks from so many addresses would make it forget all limits.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# Long work: the queue is a table of this database. Who holds a job is said by kernel.jobs, so the queue may
# deliver one twice, and what a killed worker left is delivered anew by a schedule. See docs/decisions/0015.
Q_CLUSTER = {
    "name": "legation",
    "orm": "default",
    "workers": max(env.jobs, 1),
    "timeout": 86_400,
    "retry": 90_000,
    "max_attempts": 0,
    "ack_failures": True,
    "save_limit": -1,
    "queue_limit": max(env.jobs, 1),
    "poll": 0.5,
    "catch_up": False,
    "label": "Legation",
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "legation.accounts.forms.NoWordsOfTheHouse"},
    {"NAME": "legation.accounts.forms.NotGuessedSoon"},
]
LOGIN_REDIRECT_URL = "missions"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "legation.accounts.adapter.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Legation: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "5/m/ip"}

# A second factor: an app that shows numbers, or a passkey, which also logs in alone. See docs/decisions/0053.
MFA_ADAPTER = "legation.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by who makes accounts, and changed by nobody else
MFA_TOTP_ISSUER = "Legation"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
MFA_FORMS = {
    name: f"legation.accounts.forms.{form}"
    for name, form in (
        ("authenticate", "CodeForm"),
        ("reauthenticate", "CodeAgainForm"),
        ("activate_totp", "FirstCodeForm"),
        ("add_webauthn", "PasskeyForm"),
        ("login_webauthn", "PasskeyLoginForm"),
        ("authenticate_webauthn", "PasskeyStepForm"),
        ("reauthenticate_webauthn", "PasskeyAgainForm"),
        ("edit_webauthn", "PasskeyNameForm"),
    )
}
PROVE_MINUTES = env.prove_minutes

# Single sign-on at one identity provider. Whom it lets in is said by `accounts.adapter.SingleSignOn`.
SOCIALACCOUNT_ADAPTER = "legation.accounts.adapter.SingleSignOn"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
OIDC_NAME, OIDC_DOMAINS, OIDC_OFFICE = env.oidc_name, env.oidc_domain_names(), env.oidc_office
OIDC_ID = env.oidc_id()
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_ID,
                "name": env.oidc_name,
                "client_id": env.oidc_client,
                "secret": env.oidc_secret.get_secret_value(),
                "settings": {"server_url": env.oidc_issuer.rstrip("/"), "oauth_pkce_enabled": True},
            }
        ]
        if env.oidc_issuer
        else [],
    }
}

LANGUAGE_CODE = env.language
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {
        "BACKEND": "legation.kernel.buckets.Bucket"
        if env.files
        else "django.core.files.storage.FileSystemStorage"
    },
    "staticfiles": {"BACKEND": "legation.ui.storage.HashedStaticFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
LARGE_UPLOADS = {
    "source-new": env.archive_megabytes * 1024 * 1024,
    **dict.fromkeys(("people-lists", "parcels"), 64 * 1024 * 1024),
}
DATA_UPLOAD_MAX_NUMBER_FILES = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "legation.kernel.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

IDLE_MINUTES = env.idle_minutes
SESSION_COOKIE_AGE = env.session_hours * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = env.https
SECURE_SSL_REDIRECT = env.https
SECURE_REDIRECT_EXEMPT = [
    EXEMPT,
    r"^api/(?!openapi\.json$).+",
]  # refused by the door: a token would go readably
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.https
if env.https:  # bound to this host alone: no other host of the domain sets them, or is sent them
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
SECURITY_CONTACT = env.security_contact
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
BEHIND_PROXY = env.behind_proxy
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DEFAULT_FROM_EMAIL = env.mail_from
CALENDAR_ADDRESS = env.calendar_address or parseaddr(env.mail_from)[1]
ANSWERS_URL = env.answers_url.get_secret_value()
PUSH, PUSH_PLAIN = env.push, False
PUSH_HOSTS = [host.strip().lower() for host in env.push_hosts.split(",") if host.strip()]
API_LIMIT = env.api_limit
HOOKS_LOCAL = env.hooks_local
EMAIL_TIMEOUT = 20
PUBLIC_KEEP_SECONDS = env.public_keep_seconds
GATHER_MINUTES = env.mail_gather_minutes
QUIET_FROM, QUIET_UNTIL = env.quiet_from, env.quiet_until
if env.mail_provider:
    INSTALLED_APPS.append("anymail")
    EMAIL_BACKEND = f"anymail.backends.{env.mail_provider}.EmailBackend"
    ANYMAIL = env.provider_settings()
elif env.mail_url:
    from urllib.parse import unquote, urlsplit

    mail = urlsplit(env.mail_url)
    EMAIL_HOST, EMAIL_PORT = mail.hostname or "localhost", mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
    EMAIL_USE_TLS = mail.scheme == "smtp" and EMAIL_PORT == 587
    EMAIL_USE_SSL = mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

DJANGO_STRUCTLOG_COMMAND_LOGGING_ENABLED = False
LOGGING = logging(env.log_level)
