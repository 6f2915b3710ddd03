"""The containers of docs/compose: what they say is valid, and is there."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import main
from bot.monitoring.metrics import Metrics
from corpus.config import Settings, load_settings
from tests.test_docs import command_of

FOLDER = Path(__file__).parents[1] / "docs" / "compose"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "gongda"}
LINTER = "check_jsonschema"


@pytest.mark.skipif(not importlib.util.find_spec(LINTER), reason="check-jsonschema is missing")
def test_the_compose_file_keeps_to_the_specification() -> None:
    checked = subprocess.run(
        [
            *(sys.executable, "-m", LINTER, "--builtin-schema", "vendor.compose-spec"),
            str(FOLDER / "compose.yaml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout


def test_our_services_run_commands_that_there_are_with_settings_that_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in SERVICES["bot"]["environment"].items():
        monkeypatch.setenv(name, value)

    settings: Settings = load_settings()

    assert {*OURS} == {"build", "bot", "page"}
    for service in OURS.values():
        command, rest = command_of(service["command"])
        assert (command is not main, rest) == (True, [])
    assert settings.index.engine == "milvus"
    [milvus, _] = SERVICES["milvus"]["ports"]
    assert settings.index.milvus.address == f"http://{milvus.rpartition(':')[0]}"


def test_images_have_a_version_and_volumes_are_declared() -> None:
    for service in SERVICES.values():
        assert service["image"] == "gongda" or re.search(r":\D*\d", service["image"])
        named = [volume.partition(":")[0] for volume in service.get("volumes", ())]
        assert {name for name in named if not name.startswith(".")} <= {*COMPOSE["volumes"]}
        assert all((FOLDER / name).exists() for name in named if name.startswith("."))


def test_nothing_listens_beyond_this_machine() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_prometheus_asks_where_figures_are_told() -> None:
    tree = yaml.safe_load((FOLDER / "prometheus.yml").read_text("utf-8"))
    asked = {
        target
        for job in tree["scrape_configs"]
        for static in job["static_configs"]
        for target in static["targets"]
    }

    health = SERVICES["bot"]["environment"]["GONGDA_BOT__TELEGRAM__HEALTH"]
    told = {f"127.0.0.1:{health}", Settings().bot.web.listen}
    told |= {port.rpartition(":")[0] for port in SERVICES["milvus"]["ports"]}
    assert asked <= told


def test_the_dashboard_shows_every_figure_and_no_other() -> None:
    dashboard = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))
    asked = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
    families = [one for one in Metrics().registry.collect() if one.name.startswith("gongda_")]
    shown = {sample.name for one in families for sample in one.samples}

    assert {*re.findall(r"gongda_\w+", asked)} <= shown
    assert [one.name for one in families if one.name not in asked] == ["gongda_replayed"]
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
