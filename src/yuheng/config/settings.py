"""Settings. Everything a deployment changes comes from the environment; the defaults run on a laptop, offline."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("YUHENG_HOME", Path.cwd() / "var")).resolve()

DEBUG = os.environ.get("YUHENG_DEBUG") == "1"


def _secret_key() -> str:
    """Read the signing key from the environment, or keep one in the home folder, readable by its owner only."""
    if given := os.environ.get("YUHENG_SECRET_KEY"):
        return given
    HOME.mkdir(parents=True, exist_ok=True)
    kept = HOME / "secret.key"
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("YUHENG_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")


def _database() -> dict[str, object]:
    """SQLite in the home folder, or the PostgreSQL that YUHENG_DATABASE_URL names."""
    url = os.environ.get("YUHENG_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "yuheng.sqlite3",
            # a connection lives as long as its thread: opening one reads the whole schema, and the last to close folds
            # the write-ahead log back into the file
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # a writer takes its lock at once, so that two payments never deadlock on an upgrade
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;",
            },
            "TEST": {"NAME": os.environ.get("YUHENG_TEST_SQLITE") or None},
        }
    parts = urlparse(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16}} if os.environ.get("YUHENG_POOL", "1") == "1" else {},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CONTEXTS = [
    "platform",
    "organisations",
    "regulations",
    "indicators",
    "projects",
    "budget",
    "execution",
    "monitoring",
    "evaluation",
    "results",
    "disclosure",
    "exchange",
    "sample",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_filters",
    "heroicons",
    "csp",
    *[f"yuheng.{name}" for name in CONTEXTS],
    "yuheng.config",
]
AUTH_USER_MODEL = "organisations.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "workbench"
LOGOUT_REDIRECT_URL = "public-county"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yuheng.regulations.web.middleware.one_law",
]
ROOT_URLCONF = "yuheng.config.urls"
WSGI_APPLICATION = "yuheng.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yuheng.platform.ui.context.page",
            ],
            "builtins": [
                "yuheng.platform.templatetags.yuheng",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

FORM_RENDERER = "yuheng.platform.ui.renderer.Renderer"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
ASSETS = HOME / "assets"
STATICFILES_DIRS = [ASSETS] if ASSETS.exists() else []
STATIC_ROOT = HOME / "static"
# in one process on one machine the finders serve the files themselves; a deployment may collect them
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# what goes wrong is told on the other output, with its traceback; whoever runs the server keeps it where he likes
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # an address that leads nowhere is no news
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("YUHENG_HTTPS") == "1"

# the county this installation serves
REGION = os.environ.get("YUHENG_REGION", "990123")
