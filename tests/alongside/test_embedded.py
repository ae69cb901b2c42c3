"""The embedded Valkey: one for a folder, its data kept, whoever dies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.store import open_store
from alongside.store.embedded import (
    EmbeddedValkey,
    EmbeddedValkeyError,
    FolderInUseError,
    attach_or_start,
    connect,
)
from tests.console.aside import run as run_aside

pytestmark = pytest.mark.system


def put(url: str, value: str) -> None:
    async def work() -> None:
        store = await open_store(url)
        await store.client.batch_on_disk([("SET", "kept", value)])
        await store.close()

    run_aside(work())


def get(url: str) -> object:
    async def work() -> object:
        store = await open_store(url)
        found = await store.client.call("GET", "kept")
        await store.close()
        return found

    return run_aside(work())


def test_data_outlives_a_stop_and_a_crash(tmp_path: Path) -> None:
    valkey = EmbeddedValkey(tmp_path)
    put(valkey.start(), "one")
    valkey.stop()
    assert get(valkey.start()) == b"one"
    put(valkey.address, "two")
    valkey.kill()
    valkey.start_again()
    assert get(valkey.address) == b"two"
    valkey.stop()


def test_a_second_one_in_the_same_folder_is_refused_in_one_line(tmp_path: Path) -> None:
    first = EmbeddedValkey(tmp_path)
    first.start()
    with pytest.raises(FolderInUseError) as caught:
        EmbeddedValkey(tmp_path).start()
    assert str(caught.value) == f"data folder {tmp_path} is in use by another process"
    first.stop()


def test_commands_reach_the_store_whether_it_runs_or_not(tmp_path: Path) -> None:
    with attach_or_start(tmp_path) as url:
        put(url, "one")
    running = EmbeddedValkey(tmp_path)
    running.start()
    with attach_or_start(tmp_path) as url:
        assert url == running.address
        assert get(url) == b"one"
    assert running.running
    running.stop()


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedValkeyError, match=r"data folder .*file: Not a directory$"):
        EmbeddedValkey(tmp_path / "file").start()


def test_a_path_too_long_for_a_socket_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 120)
    valkey = EmbeddedValkey(folder)
    put(valkey.start(), "one")
    assert len(valkey.address) < 108
    with attach_or_start(folder) as url:
        assert get(url) == b"one"
    valkey.stop()
    assert get(valkey.start()) == b"one"
    valkey.stop()


def test_a_server_whose_starter_was_killed_is_stopped_before_another_one_starts(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, signal; from alongside.store.embedded import EmbeddedValkey;"
        "valkey = EmbeddedValkey(pathlib.Path(sys.argv[1])); print(valkey.start(), flush=True); signal.pause()"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert starter.stdout
    put(starter.stdout.readline().strip(), "of the orphan")
    starter.kill()
    starter.wait()
    starter.stdout.close()
    orphan = connect(tmp_path / "valkey" / "address")
    assert orphan
    orphan.close()
    valkey = EmbeddedValkey(tmp_path)
    assert get(valkey.start()) == b"of the orphan"
    valkey.stop()
    assert connect(tmp_path / "valkey" / "address") is None
