"""What docs/operations.md tells an operator to type, to write and to watch for is there."""

import ast
import asyncio
import configparser
import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import click
import pytest
import yaml
from pydantic import BaseModel

from bot.cli import main
from bot.journal.journal import open_journal
from bot.monitoring.health import LOOPBACK, STALE_POLL, STALE_UPDATE, Health, serving
from bot.monitoring.logs import KEYS, set_up_logging
from bot.monitoring.metrics import Metrics
from bot.monitoring.server import MOST_CONNECTIONS
from bot.telegram.context.services import FIXED
from bot.telegram.service import CONNECTIONS
from corpus.cell.confine import MOST_MEMORY
from corpus.config import Settings, load_settings
from tests.architecture.imports import parsed
from tests.test_docs import command_of, options_of

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
PROGRAM = "/opt/gongda/.venv/bin/gongda"
HOME = "/var/lib/gongda"
# How Prometheus shows the names of counters and infos.
SHOWN_AS = {"counter": "_total", "info": "_info"}
SETTING_UP = {"FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME"}
STARTING = {"STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def configs() -> list[dict[str, Any]]:
    """Return the pieces of config.yaml, not the rules of Prometheus."""
    return [tree for tree in map(yaml.safe_load, blocks("yaml")) if "groups" not in tree]


def unit() -> configparser.ConfigParser:
    [text] = blocks("ini")
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(text)
    return parser


def steps() -> list[tuple[str, str]]:
    """Return the Dockerfile as (instruction, its words)."""
    [text] = blocks("dockerfile")
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(line.split()[0], line.split(None, 1)[1]) for line in lines if line]


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, kind in get_type_hints(model).items():
        if name in model.model_fields:
            yield f"{prefix}{name}"
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from keys(kind, f"{prefix}{name}.")


def calls_of_gongda(text: str) -> list[list[str]]:
    """Return the words after each `gongda` that is run in this text."""
    lines = re.findall(rf"{re.escape(PROGRAM)} ([^\n`]+)", text)
    return [shlex.split(line) for line in lines]


@cache
def calls_of_log(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the level of each call of `log` in a file and what it logs, each value as …."""
    found = []
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="log"), attr=level),
                args=[ast.Constant(value=str(words)), *_],
            ):
                found.append((level, re.sub(r"%[\d.]*[sdf]", "…", words)))
    return tuple(found)


def log_lines(paths: list[Path], levels: set[str]) -> set[str]:
    """Return what the code logs at these levels, each value as …: `update … waits: …`."""
    calls = (call for path in paths for call in calls_of_log(path))
    return {words for level, words in calls if level in levels} - {"…"}


def documented_lines() -> dict[str, str]:
    """Return line -> level, of the table of log lines."""
    return dict(re.findall(r"^\| `([^`]+)` \| (info|warning|error|critical) \|", DOCUMENT, re.M))


def test_every_command_is_one_of_gongda_with_options_that_it_has() -> None:
    calls = calls_of_gongda(DOCUMENT)

    assert ["bot", "--config", "/etc/gongda/config.yaml"] in calls
    for words in calls:
        command, rest = command_of(words)
        options = {word for word in rest if word.startswith("-")}
        assert command is not main
        assert options <= {*options_of(command)}


@pytest.mark.parametrize("tree", configs())
def test_every_piece_of_config_is_accepted(tree: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(tree), encoding="utf-8")

    settings = load_settings(path)

    assert settings != Settings()


def test_every_key_that_is_named_is_a_setting() -> None:
    named = re.findall(r"`((?:corpus|index|bot)(?:\.[a-z_]+)+)\b", DOCUMENT)
    variables = re.findall(r"\b(GONGDA_\w+)", DOCUMENT)

    assert len(set(named)) > 8
    assert set(named) <= {*keys(Settings)}
    told = {name.removeprefix("GONGDA_").lower().replace("__", ".") for name in variables}
    assert told <= {*keys(Settings)}


def test_what_needs_a_new_start_is_named_completely() -> None:
    [told] = re.findall(r"Only a new start changes (.*?);", DOCUMENT, re.DOTALL)

    assert set(re.findall(r"`([^`]+)`", told)) == set(FIXED)


def test_the_bot_writes_only_where_the_unit_lets_it() -> None:
    service, settings = unit()["Service"], Settings(**configs()[0])

    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == service["WorkingDirectory"] == HOME
    written = [*settings.corpus.folders, settings.index.folder, settings.bot.journal]
    assert all(path.is_relative_to(HOME) for path in written)


def test_the_unit_starts_reloads_and_stops_the_bot_as_it_listens_for() -> None:
    service = unit()["Service"]

    assert service["ExecStart"] == f"{PROGRAM} bot --config /etc/gongda/config.yaml"
    assert service["ExecReload"].endswith("kill -HUP $MAINPID")
    assert service["KillSignal"] == "SIGTERM"
    assert service["Restart"] == "always"
    assert f"install -m 600 /dev/null {service['EnvironmentFile']}" in DOCUMENT


def test_the_unit_has_room_for_the_bot_and_a_reader() -> None:
    service = unit()["Service"]
    most = int(service["MemoryMax"].removesuffix("G")) * 2**30

    assert most >= MOST_MEMORY + 512 * 2**20
    assert service["OOMPolicy"] == "continue"
    assert int(service["LimitNOFILE"]) >= 2 * (CONNECTIONS + 2 * MOST_CONNECTIONS)
    assert {"landlock_restrict_self", "seccomp"} <= set(service["SystemCallFilter"].split())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    [text] = blocks("ini")
    program = tmp_path / "gongda"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    file = tmp_path / "gongda.service"
    file.write_text(text.replace(PROGRAM, str(program)))

    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(file)], capture_output=True, text=True
    )

    told = [line for line in verified.stderr.splitlines() if file.name in line]
    assert told == []


def test_the_dockerfile_is_made_of_instructions_and_stages_that_exist() -> None:
    stages: set[str] = set()

    for instruction, words in steps():
        assert instruction in SETTING_UP | STARTING
        if instruction == "FROM":
            stages |= set(re.findall(r" AS (\w+)", words))
        assert set(re.findall(r"--from=(\w+)", words)) <= stages


def test_the_container_is_built_of_files_and_targets_that_exist() -> None:
    copied = [words.split()[:-1] for step, words in steps() if step == "COPY"]
    own = [name for names in copied if not names[0].startswith("--from") for name in names]
    made = [words.split()[1] for step, words in steps() if words.startswith("make ")]

    assert [name for name in own if not (ROOT / name).exists()] == []
    assert {"corpus", "index", "bot", "pyproject.toml"} <= set(own)
    assert made == [".venv/runtime"]
    assert "\n$(VENV)/runtime:" in (ROOT / "Makefile").read_text()


def test_the_container_starts_the_bot() -> None:
    words = dict(steps())

    command, rest = command_of(json.loads(words["CMD"]))
    assert json.loads(words["ENTRYPOINT"]) == [PROGRAM]
    assert isinstance(command, click.Command)
    assert command.name == "bot"
    assert rest == ["--config", "/etc/gongda/config.yaml"]
    assert words["VOLUME"] == words["WORKDIR"] == HOME


@pytest.mark.parametrize(("journal_ok", "code"), [(True, 0), (False, 1)])
async def test_the_health_check_of_the_container_tells_well_from_unwell(
    journal_ok: bool, code: int
) -> None:
    _, _, command = dict(steps())["HEALTHCHECK"].partition("CMD ")
    [_, flag, program] = json.loads(command)
    with closing(socket.create_server((LOOPBACK, 0))) as free:
        port = free.getsockname()[1]
    health = Health(1.0, 0, "gen-000001", time.monotonic(), journal_ok)

    async def look() -> Health:
        return health

    async with serving(port, look, Metrics()):
        check = await asyncio.create_subprocess_exec(
            sys.executable, flag, program.replace("8081", str(port)), stderr=subprocess.DEVNULL
        )
        assert await check.wait() == code

    assert f"127.0.0.1:{configs()[0]['bot']['telegram']['health']}/healthz" in program


def test_the_proxies_pass_on_what_the_bot_listens_to() -> None:
    [channel] = [tree["bot"]["telegram"] for tree in configs() if "webhook" in str(tree)]
    path = "/" + channel["webhook"].split("/", 3)[3]
    [nginx], [caddy] = blocks("nginx"), blocks("caddyfile")

    assert channel["listen"] == Settings().bot.telegram.listen
    assert f"location = {path} {{" in nginx
    assert f"proxy_pass http://{channel['listen']};" in nginx
    assert f"handle {path} {{" in caddy
    assert f"reverse_proxy {channel['listen']}\n" in caddy


def test_health_looks_as_it_is_told() -> None:
    well = Health(1.0, 3, "gen-000007", time.monotonic(), journal_ok=True)
    unwell = Health(
        STALE_POLL + 1,
        3,
        "",
        time.monotonic(),
        journal_ok=False,
        heard=False,
        oldest=STALE_UPDATE + 1,
        journal_there=False,
        index_there=False,
    )
    [example] = [json.loads(text) for text in blocks("json")]

    stale = replace(well, last_poll_age=STALE_POLL + 1).as_json()

    assert list(example) == list(stale)
    assert example["problems"] == stale["problems"]
    assert len(unwell.problems) == 7
    for problem in unwell.problems:
        assert f"\n| {problem} | " in DOCUMENT


def test_every_figure_is_named_and_every_name_is_a_figure() -> None:
    families = [one for one in Metrics().registry.collect() if one.name.startswith("gongda_")]
    table = set(re.findall(r"^\| `(gongda_\w+)", DOCUMENT, re.M))
    [rules] = [tree for tree in map(yaml.safe_load, blocks("yaml")) if "groups" in tree]
    asked = " ".join(rule["expr"] for group in rules["groups"] for rule in group["rules"])

    shown = {sample.name for one in families for sample in one.samples}
    assert table == {one.name + SHOWN_AS.get(one.type, "") for one in families}
    assert len(set(re.findall(r"gongda_\w+", asked))) >= 5
    assert set(re.findall(r"gongda_\w+", asked)) <= shown


def test_every_line_of_the_log_that_is_told_can_be_logged_at_that_level() -> None:
    code = [path for room in ("bot", "index", "corpus") for path in (ROOT / room).rglob("*.py")]

    for level in ("info", "warning", "error", "critical"):
        told = {line for line, at in documented_lines().items() if at == level}
        assert told
        assert told - log_lines(code, {level}) == set()


def test_every_warning_and_error_of_the_channel_is_told_in_docs_operations() -> None:
    logged = log_lines(
        [*(ROOT / "bot" / "telegram").glob("*.py")], {"warning", "error", "exception", "critical"}
    )

    assert logged - set(documented_lines()) == set()


def test_the_styles_of_the_log_and_its_keys_are_those_of_the_code() -> None:
    assert set(get_args(get_type_hints(set_up_logging)["style"])) == {"text", "json"}
    for key in KEYS.values():
        assert f"`{key}`" in DOCUMENT


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="there is no sqlite3 here")
def test_a_backup_of_the_journal_in_use_holds_what_waits(tmp_path: Path) -> None:
    [line] = re.findall(r"^sqlite3 .*\.backup.*$", DOCUMENT, re.M)
    copy = tmp_path / "gongda.sqlite"
    line = line.replace(HOME, str(tmp_path)).replace("/var/backups", str(tmp_path))

    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.store(7, '{"update_id": 7}')
        subprocess.run(shlex.split(line), check=True)

    with open_journal(copy) as journal:
        assert journal.waiting() == [(7, '{"update_id": 7}')]
