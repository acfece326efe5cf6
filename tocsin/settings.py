"""Settings: from `TOCSIN_*` environment variables, then a TOML file, then the defaults here.

The file is the one that `TOCSIN_CONFIG` names, else `tocsin.toml` in the working directory where there is one.
Secrets come from the environment alone.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from tocsin import compiled
from tocsin.errors import UsageError

SecurityProtocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
SaslMechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["console", "json"]

PREFIX = "TOCSIN_"
DATA_DIR = user_data_path("tocsin", appauthor=False)
CACHE_DIR = user_cache_path("tocsin", appauthor=False)
SECRETS = ("sasl_username", "sasl_password", "ssl_key_password")
_OTHER_VARIABLES = {"TOCSIN_CONFIG", "TOCSIN_DEBUG", compiled.VARIABLE}
_SERVER = re.compile(r"(?:\[[0-9a-fA-F:]+\]|[^\s:,\[\]]+):\d{1,5}")


class Settings(BaseSettings):
    """Everything that can be set. Read it with `load`, which turns mistakes into readable errors."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    bootstrap: str = Field("127.0.0.1:9092", description="Kafka servers, HOST:PORT, separated by commas")
    security_protocol: SecurityProtocol = Field("PLAINTEXT", description="how to talk to Kafka")
    sasl_mechanism: SaslMechanism = Field("SCRAM-SHA-512", description="how to log in, with SASL_*")
    sasl_username: SecretStr | None = Field(None, description="environment only")
    sasl_password: SecretStr | None = Field(None, description="environment only")
    ssl_ca_file: Path | None = Field(None, description="authorities trusted with SSL; the system's without")
    ssl_cert_file: Path | None = Field(None, description="client certificate")
    ssl_key_file: Path | None = Field(None, description="key of the client certificate")
    ssl_key_password: SecretStr | None = Field(None, description="environment only")

    group: str = Field("tocsin", min_length=1, description="consumer group of the workers")
    replication_factor: int = Field(1, ge=1, le=32767, description="replicas of each topic that is created")
    data_dir: Path = Field(DATA_DIR, description="where the embedded broker keeps records and logs")
    cache_dir: Path = Field(CACHE_DIR, description="where the embedded broker keeps the jars of Apache Kafka")
    alert_rules: Path | None = Field(None, description="TOML file of alert rules; the built-in set without")
    log_level: LogLevel = Field("info", description="least severe line logged")
    log_format: LogFormat = Field("console", description="log lines for people (console) or for machines (json)")
    max_article_bytes: int = Field(
        1024 * 1024, ge=1024, le=64 * 1024 * 1024, description="a larger message is a dead letter"
    )
    dead_share: float = Field(
        0.5, gt=0, le=1, description="a worker stops when more than this share of its recent input is dead"
    )
    commit_interval: float = Field(1.0, gt=0, description="seconds between a worker's commits of its offsets")
    delivery_timeout: float = Field(
        120.0, gt=0, description="a worker stops when Kafka has not confirmed a result after so many seconds"
    )
    session_timeout: float = Field(
        30.0, ge=6, le=60, description="seconds after which other workers take over from one that has died"
    )
    slow_event: float = Field(30.0, gt=0, description="seconds after which a worker warns of a slow message")
    dead_window: int = Field(200, ge=1, description="how many messages count as recent input")

    @field_validator("bootstrap")
    @classmethod
    def _servers(cls, value: str) -> str:
        servers = [server.strip() for server in value.split(",")]
        for server in servers:
            if not _SERVER.fullmatch(server) or not 0 < int(server.rpartition(":")[2]) < 65536:
                raise ValueError(f"{server!r} is not HOST:PORT")
        return ",".join(servers)

    @field_validator("data_dir", "cache_dir", "alert_rules", "ssl_ca_file", "ssl_cert_file", "ssl_key_file")
    @classmethod
    def _home(cls, value: Path | None) -> Path | None:
        return value and value.expanduser()

    @model_validator(mode="after")
    def _credentials(self) -> "Settings":
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(
                f"security_protocol {self.security_protocol} needs TOCSIN_SASL_USERNAME and TOCSIN_SASL_PASSWORD"
            )
        if (self.ssl_cert_file is None) != (self.ssl_key_file is None):
            raise ValueError("ssl_cert_file and ssl_key_file go together")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        file = config_file()
        return (init_settings, env_settings, *([TomlConfigSettingsSource(settings_cls, file)] if file else []))

    @property
    def servers(self) -> list[str]:
        """`bootstrap` as a list."""
        return self.bootstrap.split(",")


def config_file() -> Path | None:
    """The settings file in use. Raises UsageError where `TOCSIN_CONFIG` names none that exists."""
    if named := os.environ.get("TOCSIN_CONFIG"):
        if not Path(named).is_file():
            raise UsageError(f"TOCSIN_CONFIG names {named}, which is no file")
        return Path(named)
    default = Path("tocsin.toml")
    return default if default.is_file() else None


def load(**overrides: Any) -> Settings:
    """The settings in force; `overrides` (options of a command) win unless None. Raises UsageError on any mistake."""
    file = config_file()
    _check_variables(os.environ)
    if file:
        _check_file(file)
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise UsageError("; ".join(_explain(detail, file) for detail in error.errors())) from None


def environment(settings: Settings) -> dict[str, str]:
    """The variables that give another process exactly these settings."""
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    return {
        variable(name): value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values.items()
        if value is not None
    }


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _check_variables(variables: Mapping[str, str]) -> None:
    known = {variable(name) for name in Settings.model_fields} | _OTHER_VARIABLES
    for name in sorted(variables):
        if name.startswith(PREFIX) and name not in known:
            raise UsageError(f"{name} is no setting{_meant(name, known)}")


def _check_file(file: Path) -> None:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file} cannot be read as TOML: {error}") from None
    for key in table:
        if key in SECRETS:
            raise UsageError(f"{file}: {key} does not belong in a file; set {variable(key)} in the environment")
        if key not in Settings.model_fields:
            raise UsageError(f"{file}: {key} is no setting{_meant(key, Settings.model_fields)}")


def _meant(name: str, known: Any) -> str:
    close = difflib.get_close_matches(name, list(known), 1)
    return f"; did you mean {close[0]}?" if close else "; `tocsin config` lists them"


def _explain(detail: Any, file: Path | None) -> str:
    reason = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:
        return str(reason)
    name = str(detail["loc"][0])
    place = variable(name) if variable(name) in os.environ else f"{file}: {name}" if file else name
    shown = "" if name in SECRETS else f" (it is {detail['input']!r})"
    return f"{place}: {reason}{shown}"
