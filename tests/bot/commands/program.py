"""The command `gongda` in a process of its own, and the page that it is asked about."""

import os
import subprocess
import sys
from pathlib import Path

GONGDA = [sys.executable, "-m", "bot.cli"]
# Seconds that a loaded machine may need for one command before a test gives up.
PATIENCE = 60
PAGE = """---
paper: 劳动午报
date: 2023-01-05
page: 2
---

## 石景山区建设户外劳动者服务站点近300个

本报讯（记者 张晶）近年来，石景山区总工会建设户外劳动者服务站点近300个，解决吃饭难、喝水难的问题。

## 海淀区举办职工摄影大赛

本报讯（记者 赵思远）海淀职工摄影大赛共收到29个基层工会推荐的近600幅作品。

## 市水务局工会慰问一线职工

本报讯（记者 孙艳）刘光明带队到河湖流域管理中心[bold]慰问\x1b[31m一线职工，送上新年祝福。
"""
QUESTION = "海淀职工摄影大赛收到多少幅作品？"
QUOTE = "近600幅作品"


def environment(**more: str) -> dict[str, str]:
    quick = ("GONGDA_INDEX__ENCODER", "GONGDA_BOT__READER")
    kept = {key: os.environ[key] for key in ("PATH", "HOME", *quick) if key in os.environ}
    return kept | {"LANG": "C.UTF-8", "HF_HUB_OFFLINE": "1", "TERM": "xterm"} | more


def run(folder: Path, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    settings = {"capture_output": True, "encoding": "utf-8", "timeout": PATIENCE}
    return subprocess.run(
        [*GONGDA, *words], cwd=folder, **(settings | {"env": environment()} | options)
    )
