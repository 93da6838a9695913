"""The systemd unit, as far as it depends on the program. .ci/run asks systemd about the rest."""

from bot import cli, console
from tests.deploy.files import text, unit


def test_it_starts_again_what_may_work_next_time_and_nothing_else() -> None:
    service = unit()
    assert service["Restart"] == ["on-failure"]
    assert service["RestartPreventExitStatus"] == [str(console.NOT_STARTED)]
    assert str(cli.TRY_AGAIN) not in service["RestartPreventExitStatus"]


def test_the_token_is_a_credential_and_in_no_environment() -> None:
    service = unit()
    [credential] = service["LoadCredential"]
    name = credential.partition(":")[0]
    assert f"DISCORD_TOKEN_FILE=%d/{name}" in service["Environment"]
    assert not any(setting.startswith("DISCORD_TOKEN=") for setting in service["Environment"])


def test_it_writes_to_its_folder_only() -> None:
    service = unit()
    [folder] = service["StateDirectory"]
    assert f"DATABASE_URL=sqlite:///%S/{folder}/greenroom.db" in service["Environment"]
    assert service["ProtectSystem"] == ["strict"]
    assert "ReadWritePaths" not in service


def test_the_guide_names_the_files_that_it_reads() -> None:
    service, guide = unit(), text("README.md")
    read = [*service["EnvironmentFile"], *service["LoadCredential"]]
    for path in (value.lstrip("-").rpartition(":")[2] for value in read):
        assert path in guide
