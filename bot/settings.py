"""Every setting, read from the environment once: the only reader of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).parent
DISCORD_API = "https://discord.com/api/v10"
_EXPECTED = {
    "DISCORD_TOKEN": "the bot's token alone, with no spaces in it",
    "DATABASE_URL": "a URL such as sqlite:///data/greenroom.db",
    "DISCORD_API_URL": "a REST base such as http://127.0.0.1:9000/api/v10",
    "DISCORD_TOKEN_FILE": "the path of a readable file that holds the token and nothing else",
    "QUESTIONS_DIR": "an existing folder with question files",
    "LOG_LEVEL": "debug, info, warning or error",
    "LOG_FORMAT": "auto, text or json",
    "DEV_SERVER_ID": "a server's id, digits only",
    "OPS_PORT": "a port's number, 1 to 65535",
    "GRADER": "default, semantic or llm",
    "LLM_BASE_URL": "an address such as http://127.0.0.1:11434/v1, with no password in it",
    "LLM_MODEL": "the model's name at the endpoint",
    "LLM_API_KEY": "the key alone, with no spaces in it",
    "LLM_API_KEY_FILE": "the path of a readable file that holds the key and nothing else",
    "LLM_DAILY_CALLS": "a whole number, 1 or more",
}


class SettingsError(Exception):
    """A setting that can't be used; the text names it and what was expected, no secret."""


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    AUTO = "auto"
    TEXT = "text"
    JSON = "json"


class GraderName(StrEnum):
    DEFAULT = "default"
    SEMANTIC = "semantic"
    LLM = "llm"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """An endpoint that grades."""

    base_url: str
    model: str
    key: SecretStr | None
    daily_calls: int

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc


def _questions_dir() -> Path:
    """Beside the package in a checkout, inside it in an installed wheel."""
    beside = PACKAGE.parent / "questions"
    return beside if beside.is_dir() else PACKAGE / "questions"


Lower = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)


class Settings(BaseSettings):
    """Named in upper case in the environment; an empty one counts as not given."""

    model_config = SettingsConfigDict(
        frozen=True, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    database_url: str = Field(default="sqlite:///data/greenroom.db", repr=False)  # has a password
    discord_api_url: str = DISCORD_API
    questions_dir: Path = Field(default_factory=_questions_dir)
    encoder_dir: Path = Path("data/encoder")
    log_level: Annotated[LogLevel, Lower] = LogLevel.INFO
    log_format: Annotated[LogFormat, Lower] = LogFormat.AUTO
    dev_server_id: int | None = Field(default=None, gt=0, lt=2**63)
    ops_port: int | None = Field(default=None, ge=1, le=65535)
    grader: Annotated[GraderName, Lower] = GraderName.DEFAULT
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_api_key_file: Path | None = None
    llm_daily_calls: int = Field(default=1000, ge=1)

    @field_validator("discord_api_url", "llm_base_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        HttpUrl(value)
        return value.rstrip("/")

    @field_validator("llm_base_url")
    @classmethod
    def _has_no_password(cls, value: str | None) -> str | None:
        if value and "@" in urlsplit(value).netloc:
            raise ValueError("a password, which LLM_API_KEY is for")
        return value

    @field_validator("questions_dir")
    @classmethod
    def _is_folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("not a folder")
        return value

    @property
    def token(self) -> str | None:
        """From DISCORD_TOKEN, else from the file; raises SettingsError for one that can't be."""
        return _secret("DISCORD_TOKEN", self.discord_token, self.discord_token_file)

    @property
    def language_model(self) -> LanguageModel | None:
        """The endpoint, if it is to grade; raises SettingsError for one that can't be."""
        return self.endpoint if self.grader is GraderName.LLM else None

    @property
    def endpoint(self) -> LanguageModel:
        """Whether it is to grade or not; raises SettingsError for one that can't be."""
        wanted = {"LLM_BASE_URL": self.llm_base_url, "LLM_MODEL": self.llm_model}
        if missing := [name for name, value in wanted.items() if value is None]:
            raise SettingsError("\n".join(map(_lack, missing)))
        key = _secret("LLM_API_KEY", self.llm_api_key, self.llm_api_key_file)
        return LanguageModel(
            self.llm_base_url or "",
            self.llm_model or "",
            SecretStr(key) if key else None,
            self.llm_daily_calls,
        )


def load() -> Settings:
    """Raises SettingsError, with a line for each setting that can't be used."""
    try:
        settings = Settings()
    except ValidationError as error:
        names = dict.fromkeys(str(problem["loc"][0]).upper() for problem in error.errors())
        raise SettingsError("\n".join(_complaint(name) for name in names)) from None
    _ = settings.language_model
    return settings


def _secret(name: str, value: SecretStr | None, file: Path | None) -> str | None:
    """The value, else what is in the file; raises SettingsError for one that can't be."""
    if value:
        return _one_word(value.get_secret_value(), name)
    if file is None:
        return None
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(_complaint(f"{name}_FILE")) from error
    return _one_word(text, f"{name}_FILE")


def _one_word(text: str, name: str) -> str | None:
    words = text.split()
    if len(words) > 1 or not text.isascii() or not "".join(words).isprintable():
        raise SettingsError(_complaint(name))
    return words[0] if words else None


def _lack(name: str) -> str:
    return f"{name} isn't set, and the grader llm needs it: {_EXPECTED[name]}."


def _complaint(name: str) -> str:
    return f"{name} can't be used: expected {_EXPECTED.get(name, 'another value')}."
