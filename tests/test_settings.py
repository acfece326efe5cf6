"""Settings: from the environment, a file and options; mistakes are told in one sentence."""

from pathlib import Path

import pytest

from tocsin import clients, settings
from tocsin.errors import UsageError

pytestmark = pytest.mark.usefixtures("own_settings")


def test_the_environment_wins_over_the_file_and_options_over_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "tocsin.toml").write_text('bootstrap = "file:1"\ngroup = "file"\nlog_level = "error"\n')
    monkeypatch.setenv("TOCSIN_BOOTSTRAP", "environment:1")
    monkeypatch.setenv("TOCSIN_GROUP", "environment")
    chosen = settings.load(bootstrap="option:1", group=None)
    assert (chosen.bootstrap, chosen.group, chosen.log_level) == ("option:1", "environment", "error")


def test_the_file_is_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tocsin.toml").write_text('group = "default"\n')
    (tmp_path / "other.toml").write_text('group = "named"\n')
    monkeypatch.setenv("TOCSIN_CONFIG", str(tmp_path / "other.toml"))
    assert settings.load().group == "named"


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"TOCSIN_BOOTSTARP": "a:1"}, "TOCSIN_BOOTSTARP is no setting; did you mean TOCSIN_BOOTSTRAP?"),
        ({"TOCSIN_BOOTSTRAP": "kafka"}, "TOCSIN_BOOTSTRAP: 'kafka' is not HOST:PORT"),
        ({"TOCSIN_BOOTSTRAP": "a:1,b:99999"}, "'b:99999' is not HOST:PORT"),
        ({"TOCSIN_DEAD_SHARE": "2"}, "TOCSIN_DEAD_SHARE: Input should be less than or equal to 1"),
        ({"TOCSIN_MAX_ARTICLE_BYTES": "much"}, "TOCSIN_MAX_ARTICLE_BYTES: Input should be a valid integer"),
        ({"TOCSIN_CONFIG": "nowhere.toml"}, "TOCSIN_CONFIG names nowhere.toml, which is no file"),
        ({"TOCSIN_SECURITY_PROTOCOL": "SASL_SSL"}, "needs TOCSIN_SASL_USERNAME and TOCSIN_SASL_PASSWORD"),
        ({"TOCSIN_SSL_CERT_FILE": "cert.pem"}, "ssl_cert_file and ssl_key_file go together"),
    ],
)
def test_mistakes_in_the_environment(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], told: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as error:
        settings.load()
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("grupo = 'a'\n", "tocsin.toml: grupo is no setting; did you mean group?"),
        ("dead_window = 0\n", "tocsin.toml: dead_window: Input should be greater than or equal to 1 (it is 0)"),
        ("sasl_password = 'x'\n", "sasl_password does not belong in a file; set TOCSIN_SASL_PASSWORD"),
        ("group = \n", "tocsin.toml cannot be read as TOML"),
    ],
)
def test_mistakes_in_the_file(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "tocsin.toml").write_text(text)
    with pytest.raises(UsageError) as error:
        settings.load()
    assert told in str(error.value)


def test_secrets_reach_the_client_and_nothing_that_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SECURITY_PROTOCOL", "SASL_PLAINTEXT")
    monkeypatch.setenv("TOCSIN_SASL_USERNAME", "reporter")
    monkeypatch.setenv("TOCSIN_SASL_PASSWORD", "open sesame")
    chosen = settings.load()
    assert "open sesame" not in repr(chosen) + str(chosen) + chosen.model_dump_json()
    options = clients.options(chosen)
    assert (options["sasl_plain_username"], options["sasl_plain_password"]) == ("reporter", "open sesame")


def test_a_secret_is_not_shown_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SASL_PASSWORD", "open sesame")
    monkeypatch.setenv("TOCSIN_DEAD_WINDOW", "none")
    with pytest.raises(UsageError) as error:
        settings.load()
    assert "open sesame" not in str(error.value)


def test_another_process_gets_the_same_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOCSIN_SASL_PASSWORD", "open sesame")
    chosen = settings.load(bootstrap="a:1,b:2", data_dir=tmp_path, dead_share=0.25)
    for name, value in settings.environment(chosen).items():
        monkeypatch.setenv(name, value)
    assert settings.load() == chosen
