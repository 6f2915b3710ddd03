"""Bad weather in small: some are told to wait for a day, the others notice nothing, all is said."""

from pathlib import Path

from benchmarks.telegram.weather import WELL, trial


async def test_what_telegram_refuses_for_some_is_neither_lost_nor_said_twice(
    tmp_path: Path,
) -> None:
    report = await trial("429", 2.0, tmp_path)

    assert (report.tally.lost, report.tally.duplicated, report.left) == (0, 0, 0)
    assert len(report.waits) >= len(WELL)
    assert report.stop < 5.0
