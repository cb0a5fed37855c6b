"""All settings, driven by the environment; a bad value stops the start with a message that names the variable."""

from pathlib import Path

from environs import Env, EnvError

from config.geo_libraries import gdal_library, geos_library

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()


def _required(name: str, meaning: str) -> str:
    value = env.str(name, "")
    if not value:
        raise EnvError(f"{name} is not set: {meaning}. ./run sets it for you.")
    return value


DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("CUNYUAN_DEMO", False)
DEMO_ACCOUNTS = ("official", "clerk", "planner", "admin")
SECRET_KEY = _required("SECRET_KEY", "the key that signs sessions")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

GDAL_LIBRARY_PATH = env.str("GDAL_LIBRARY_PATH", "") or gdal_library()
GEOS_LIBRARY_PATH = env.str("GEOS_LIBRARY_PATH", "") or geos_library()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "knox",
    "drf_spectacular",
    "leaflet",
    "config.apps.CunyuanConfig",
    "parks.accounts",
    "parks.inventory",
    "parks.policies",
    "parks.surveys",
    "parks.appraisals",
    "parks.rankings",
    "parks.lists",
    "parks.objections",
    "parks.selections",
    "parks.tiles",
    "parks.shortlists",
    "parks.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.security.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

_required("DATABASE_URL", "where PostgreSQL with PostGIS is")
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", conn_max_age=600, conn_health_checks=True),
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "TEST": {
            "NAME": env.str("TEST_DATABASE_NAME", "") or None,
            "TEMPLATE": env.str("TEST_DATABASE_TEMPLATE", "") or None,
        },
    }
}
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _required("REDIS_URL", "where Redis or Valkey is")
# Redis on a unix socket is one URL to redis-py and django's cache, another to kombu.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_DEFAULT_QUEUE = env.str("CUNYUAN_QUEUE", "cunyuan")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

DATA_DIR = Path(env.str("CUNYUAN_DATA_DIR", str(BASE_DIR / ".local" / "data")))
MEDIA_ROOT = DATA_DIR / "uploads"
STATIC_URL = "/static/"
STATICFILES_DIRS = (
    [("app", BASE_DIR / "frontend" / "dist")] if (BASE_DIR / "frontend" / "dist").is_dir() else []
)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/app/assets/"  # Vite writes a hash into every name
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SURVEY_MAX_BYTES = env.int("CUNYUAN_SURVEY_MAX_BYTES", 200 * 1024 * 1024)
SURVEY_MAX_ROWS = env.int("CUNYUAN_SURVEY_MAX_ROWS", 500_000)
APPRAISALS_TIME_LIMIT = env.int("CUNYUAN_APPRAISALS_TIME_LIMIT", 300)
APPRAISALS_DETAILS_KEPT = env.int("CUNYUAN_APPRAISALS_DETAILS_KEPT", 20)
APPRAISALS_TRIALS_KEPT = env.int("CUNYUAN_APPRAISALS_TRIALS_KEPT", 20)
APPRAISALS_TRIAL_DAYS = env.int("CUNYUAN_APPRAISALS_TRIAL_DAYS", 7)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

HTTPS = env.bool("CUNYUAN_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.api_errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "parks.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.pagination.PageNumberPagination",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.parsing.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.api_errors.problem_response",
    "DEFAULT_THROTTLE_RATES": {
        "login_address": env.str("CUNYUAN_LOGIN_RATE", "20/min"),
        "login_account": env.str("CUNYUAN_LOGIN_RATE_ACCOUNT", "10/min"),
    },
    "NUM_PROXIES": env.int("CUNYUAN_PROXIES", 0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Cunyuan (村园图)",
    "DESCRIPTION": "Renewal of a city's village industrial parks: inventory, surveys, appraisals, selections, exports.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.schema.with_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ListSubjectEnum": "parks.lists.serializers.SUBJECTS",
        "FigureStatusEnum": "parks.inventory.models.figures.FigureStatus",
        "AppraisalStatusEnum": "parks.appraisals.models.Status",
        "SurveyStatusEnum": "parks.surveys.models.Status",
        "PolicyEditionStatusEnum": "parks.policies.models.EditionStatus",
        "RankingMethodEnum": "parks.rankings.models.Method",
        "ObjectionStatusEnum": "parks.objections.models.Status",
        "ObjectionOutcomeEnum": "parks.objections.models.Outcome",
        "SurveyOutcomeEnum": "parks.surveys.models.Outcome",
        "SubjectEnum": "parks.appraisals.models.Subject",
    },
}
LEAFLET_CONFIG = {
    "DEFAULT_CENTER": (23.18, 113.45),
    "DEFAULT_ZOOM": 10,
    "TILES": [],
    "ATTRIBUTION_PREFIX": False,
    "RESET_VIEW": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("CUNYUAN_LOG_LEVEL", "INFO")},
}
