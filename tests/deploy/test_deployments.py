"""The deployments can be read, set what there is to set, and give the bot no more than it needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.frontends.discord import run
from bot.settings import Settings
from bot.shards import configured_shards

DEPLOY = Path(__file__).parents[2] / "deploy"
GRACE = 10
"""Seconds that the bot may need to leave."""


def known_settings() -> set[str]:
    return {str(field.validation_alias or name).upper() for name, field in Settings.model_fields.items()}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file."""
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def manifests() -> dict[str, Any]:
    """Kubernetes's manifests, by kind."""
    text = (DEPLOY / "kubernetes" / "career-bot.yaml").read_text(encoding="utf-8")
    return {document["kind"]: document for document in yaml.safe_load_all(text)}


@pytest.fixture(scope="module")
def unit() -> dict[str, list[str]]:
    """The systemd unit's lines, by name."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "career-bot.service").read_text(encoding="utf-8").splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def pod(manifests: dict[str, Any]) -> dict[str, Any]:
    return manifests["StatefulSet"]["spec"]["template"]["spec"]


def container(manifests: dict[str, Any]) -> dict[str, Any]:
    [only] = pod(manifests)["containers"]
    return only


def test_every_variable_is_a_setting(compose, manifests, unit):
    """A misspelt one would be ignored in silence."""
    kubernetes = {variable["name"] for variable in container(manifests)["env"]}
    systemd = {line.partition("=")[0] for line in unit["Environment"]}
    for names in (set(compose["services"]["bot"]["environment"]), kubernetes, systemd):
        assert names
        assert names - known_settings() == set()


def test_their_values_are_valid(compose, manifests, monkeypatch):
    """As the bot reads them."""
    kubernetes = {
        variable["name"]: variable["value"] for variable in container(manifests)["env"] if "value" in variable
    }
    for values in (compose["services"]["bot"]["environment"], kubernetes):
        with monkeypatch.context() as environment:
            for name, value in values.items():
                environment.setenv(name, value)
            assert Settings().status_port == 9100


def test_the_pods_have_every_shard_once(manifests):
    """As many replicas as the shards need, each with its part by its name."""
    values = {one["name"]: one.get("value") for one in container(manifests)["env"]}
    replicas = manifests["StatefulSet"]["spec"]["replicas"]
    parts = [
        configured_shards(
            Settings(
                shards="auto", pod_index=f"career-bot-{number}", shard_count=values["SHARD_COUNT"],
                shards_per_process=values["SHARDS_PER_PROCESS"],
            )
        )
        for number in range(replicas)
    ]  # fmt: skip
    assert [shard for part in parts for shard in part.ids] == list(range(int(values["SHARD_COUNT"])))
    assert container(manifests)["args"] == ["run", "--shards", "auto"]


def test_containers_have_no_root_and_nothing_to_write_to(compose, manifests):
    """Read-only but for a folder in memory, no capabilities, no way to more."""
    service = compose["services"]["bot"]
    assert service["read_only"]
    assert service["user"] == "10001"
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    security = container(manifests)["securityContext"]
    assert security == {
        "readOnlyRootFilesystem": True, "allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}
    }  # fmt: skip
    assert pod(manifests)["securityContext"]["runAsNonRoot"]
    assert pod(manifests)["automountServiceAccountToken"] is False


def test_the_container_runs_as_the_images_user(compose, manifests):
    """The number is the one that the Dockerfile makes."""
    dockerfile = (DEPLOY.parent / "Dockerfile").read_text(encoding="utf-8")
    assert f"--uid {compose['services']['bot']['user']} " in dockerfile
    assert f"--uid {pod(manifests)['securityContext']['runAsUser']} " in dockerfile


def test_probes_ask_what_the_bot_serves(manifests):
    """Liveness asks for the process alone: Discord being away is no reason to start anew."""
    bot = container(manifests)
    assert bot["livenessProbe"]["httpGet"]["path"] == bot["startupProbe"]["httpGet"]["path"] == "/healthz"
    assert bot["readinessProbe"]["httpGet"]["path"] == "/readyz"
    [port] = bot["ports"]
    assert {"name": "STATUS_PORT", "value": str(port["containerPort"])} in bot["env"]
    assert {bot[probe]["httpGet"]["port"] for probe in ("startupProbe", "livenessProbe", "readinessProbe")} == {
        "status"
    }


def test_every_deployment_gives_the_bot_the_time_it_needs_to_leave(compose, manifests, unit):
    """Killed earlier it would lose notes."""
    assert run.LEAVE_SECONDS < GRACE
    assert int(compose["services"]["bot"]["stop_grace_period"].removesuffix("s")) > GRACE
    assert pod(manifests)["terminationGracePeriodSeconds"] > GRACE
    assert int(unit["TimeoutStopSec"][0]) > GRACE


def test_no_secret_is_in_a_deployment(compose, manifests, unit):
    """They come from files that somebody else fills."""
    names = known_settings()
    secret = {name for name in names if f"{name}_FILE" in names}
    assert {"DISCORD_TOKEN", "DATABASE_URL", "VOTING_KEY"} <= secret
    kubernetes = {variable["name"] for variable in container(manifests)["env"]}
    systemd = {line.partition("=")[0] for line in unit["Environment"]}
    assert secret & (set(compose["services"]["bot"]["environment"]) | kubernetes | systemd) == set()


def test_the_service_is_not_started_again_when_that_is_no_use(unit):
    """By the very status that the bot ends with then."""
    assert unit["RestartPreventExitStatus"] == [str(run.REFUSED)]


def test_the_service_is_kept_apart_from_the_machine(unit):
    """What systemd-analyze security looks for first."""
    wanted = {
        "DynamicUser": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
        "PrivateDevices": "yes", "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "RestrictNamespaces": "yes",
        "LockPersonality": "yes", "ProtectKernelModules": "yes", "RestrictSUIDSGID": "yes",
    }  # fmt: skip
    assert {name: unit[name][0] for name in wanted} == wanted


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd isn't here to read it")
def test_systemd_reads_the_unit_and_finds_it_confined(tmp_path):
    """As `systemd-analyze` says: every line is known, and what is exposed is little (of 100: 14)."""
    text = (DEPLOY / "career-bot.service").read_text(encoding="utf-8")
    copy = tmp_path / "career-bot.service"
    copy.write_text(
        re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.MULTILINE), encoding="utf-8"
    )
    for what in (["verify"], ["security", "--offline=true", "--threshold=20"]):
        done = subprocess.run(["systemd-analyze", *what, str(copy)], capture_output=True, text=True, check=False)  # noqa: S603, S607
        assert done.returncode == 0, done.stdout + done.stderr


def test_secrets_of_compose_are_given_and_kept_out_of_git(compose):
    """Each that is used is named, and the folder they are in is ignored."""
    used = {name for service in compose["services"].values() for name in service.get("secrets", ())}
    assert used == set(compose["secrets"])
    ignored = (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8")
    assert re.search(r"^/?deploy/secrets/$", ignored, re.MULTILINE)
