"""What engines count, in files."""

from pathlib import Path

from alongside.road_numbers import STALE_AFTER, Numbers, read_numbers, write_numbers


def test_numbers_of_an_engine_that_is_gone_and_files_that_are_none_are_left_out(tmp_path: Path) -> None:
    here, gone = Numbers(worker=1), Numbers(worker=2)
    here.documents["injected"] = 7
    for numbers in (here, gone):
        write_numbers(tmp_path, numbers)
    (tmp_path / "engine-3.json").write_bytes(b'{"worker":')
    assert [each.worker for each in read_numbers(tmp_path, here.at)] == [1, 2]
    assert read_numbers(tmp_path, here.at)[0].documents["injected"] == 7
    assert read_numbers(tmp_path, gone.at + STALE_AFTER + 0.001) == []
