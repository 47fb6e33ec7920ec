"""The installation's settings, as tests need them: a data folder of their own, and nothing slow."""

import os
import tempfile
from pathlib import Path

# Each process has its own folder, also when another process that runs tests started it.
FOLDER = Path(tempfile.mkdtemp(prefix="legation-tests-"))
for name in [name for name in os.environ if name.startswith("LEGATION_")]:
    del os.environ[name]
os.environ["LEGATION_DATA"] = str(FOLDER)

from legation.config.environment import Environment  # noqa: E402

Environment.model_config["env_file"] = None  # what a developer set for their own site is no part of a test

from legation.config.settings import *  # noqa: E402, F403
from legation.config.settings import DATABASES, LOGGING, SQLITE, STORAGES  # noqa: E402

(FOLDER / "static").mkdir()

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PROVE_MINUTES = 0  # sessions of tests are made without a login; tests/accounts asks for the proof
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING["loggers"]["django_structlog"] = {"level": "CRITICAL"}  # Django's own log tells it once, and shorter
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

if not os.environ.get("DATABASE_URL"):
    # A file and not memory: the live server's threads have connections of their own, as in an installation.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
    quick = SQLITE["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")
    DATABASES["default"]["OPTIONS"] = {**SQLITE, "init_command": quick}
