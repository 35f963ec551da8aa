"""Runs a recipe in processes of its own: one, so that the window survives whatever a driver does, or several at once.

The first of them connects back and sends what happens as lines of JSON; the run thread passes it on as if it had
happened there. The same connection carries the request to stop, and its end tells each side that the other is gone.
"""

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from desktop_tl.api.errors import Stopped
from desktop_tl.api.events import Event, RunEnded, decode_event
from desktop_tl.child_programs import child_program, path_variables
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken

KEY_VARIABLE = "DESKTOP_TL_REPORT_KEY"
LOOK_SECONDS = 0.05
"""So often the run thread looks whether a stop was asked for."""

FAREWELL_SECONDS = 40.0
"""A process that has said its last word, or is gone without one, has so long to end: torchrun gives the others 30."""

_KEPT_OUTPUT = 20_000


class EndedElsewhere(Exception):
    """The run ended in its own process, or that process ended: ``end`` says how."""

    def __init__(self, end: RunEnded) -> None:
        super().__init__(end.message)
        self.end = end


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Where the processes find weights and the cache, as the app's settings are now, and which plugins they load."""

    weights: Path
    features: Path
    features_bytes: int
    is_offline: bool
    safe_mode: bool

    def as_arguments(self) -> list[str]:
        """For the command line of `desktop_tl.app.worker`."""
        return [
            *("--weights", str(self.weights)),
            *("--features", str(self.features)),
            *("--features-bytes", str(self.features_bytes)),
            *(["--offline"] if self.is_offline else []),
            *(["--safe-mode"] if self.safe_mode else []),
        ]


def run_in_processes(
    folder: RunFolder,
    emit: Callable[[Event], None],
    stop: StopToken,
    *,
    processes: int,
    surroundings: Surroundings,
    resume: bool,
) -> dict[str, Any]:
    """Runs the recipe in ``folder`` and passes on what happens. On the run thread.

    Returns:
        The figures of the result.

    Raises:
        Stopped: before it had begun to work.
        EndedElsewhere: with the end that the processes told, or with what their exit status means.
    """
    key = secrets.token_hex(16)
    with socket.create_server(("127.0.0.1", 0)) as server, tempfile.TemporaryFile("w+b") as output:
        port = server.getsockname()[1]
        command = [
            *launcher(processes),
            *("--recipe", str(folder.path / "recipe.toml"), "--out", str(folder.path), "--report", str(port)),
            *surroundings.as_arguments(),
            *(["--resume"] if resume else []),
        ]
        process = _start(command, key, processes, output)
        try:
            with _accept(server, key, process, stop) as connection:
                last = _follow(connection, process, emit, stop)
            if last is None:
                raise EndedElsewhere(explain_exit(_wait(process), _read_end(output)))
            if "failed" in last:
                end = decode_event(last["failed"])
                assert isinstance(end, RunEnded)
                raise EndedElsewhere(end)
            return dict(last["figures"])
        except _Gone:
            raise EndedElsewhere(explain_exit(_wait(process), _read_end(output))) from None
        finally:
            _wait(process)


def launcher(processes: int) -> list[str]:
    """The command that starts the worker, to which its arguments are added."""
    worker = child_program("--worker")
    if processes == 1:
        return worker
    torchrun = [*child_program("--torchrun"), "--standalone", "--local-addr", "127.0.0.1"]
    return [*torchrun, "--nproc-per-node", str(processes), "--no-python", *worker]


def explain_exit(status: int, output: str) -> RunEnded:
    """What the exit status of a process means that ended without a word."""
    told = re.findall(r"exitcode\s*:\s*(-?\d+)", output)  # of torchrun, whose own status is always 1
    status = next((int(text) for text in told if int(text) != -signal.SIGTERM), status)
    if status == -9:
        message = "The run's process was killed by the system, probably because memory has run out."
        advice = "Close other programs, or choose a smaller batch, image size or backbone. Resume goes on from there."
        return RunEnded(outcome="failed", message=message, advice=advice, seconds=0.0)
    crashes = {-4: "illegal instruction", -6: "abort", -7: "bus error", -8: "arithmetic", -11: "segmentation fault"}
    crashes |= {0xC0000005: "access violation", 0xC0000409: "stack overrun", 0xC000001D: "illegal instruction"}
    reason = crashes.get(status)
    if reason is not None:
        message = f"The run's process crashed ({reason}): most often a driver or a library is at fault."
        advice = "Update the GPU's driver, or set device to cpu. Resume goes on from the last checkpoint."
    elif status in (-signal.SIGTERM, -signal.SIGINT):
        message, advice = "The run's process was ended from outside.", "Resume goes on from the last checkpoint."
    else:
        message = f"The run's process ended unexpectedly, with exit status {status}."
        advice = "The report holds the last lines that it wrote."
    return RunEnded(outcome="failed", message=message, advice=advice, report=output, seconds=0.0)


class _Gone(Exception):
    """The process has ended before it connected."""


def _start(command: list[str], key: str, processes: int, output: IO[bytes]) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        **path_variables(sys.path),  # plugins are found where they are here
        "PYTHONUNBUFFERED": "1",
        KEY_VARIABLE: key,
    }
    if processes > 1:
        environment.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // processes)))
    # In a session of its own: Ctrl-C in the terminal reaches the app alone, which then asks it to stop.
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
    )


def _accept(server: socket.socket, key: str, process: subprocess.Popen[bytes], stop: StopToken) -> socket.socket:
    """The connection of the first process. Raises: _Gone, Stopped."""
    server.settimeout(LOOK_SECONDS)
    while True:
        if stop.is_requested:
            process.terminate()
            raise Stopped
        try:
            connection, _ = server.accept()
        except TimeoutError:
            if process.poll() is not None:
                raise _Gone from None
            continue
        connection.settimeout(5.0)
        try:
            said = connection.recv(len(key))
        except OSError:
            said = b""
        if secrets.compare_digest(said, key.encode()):  # not just anybody on this computer
            return connection
        connection.close()


def _follow(
    connection: socket.socket, process: subprocess.Popen[bytes], emit: Callable[[Event], None], stop: StopToken
) -> dict[str, Any] | None:
    """Passes events on; returns the last message, which is no event, or None if the process ended without one."""
    for message in _read_messages(connection, process, stop):
        if "event" not in message:
            return message
        event = decode_event(message)
        if event is not None:
            emit(event)
    return None


def _read_messages(
    connection: socket.socket, process: subprocess.Popen[bytes], stop: StopToken
) -> Iterator[dict[str, Any]]:
    connection.settimeout(LOOK_SECONDS)
    waiting, told, gone_since = b"", False, 0.0
    while True:
        if stop.is_requested and not told:
            told = True
            with suppress(OSError):  # it has just ended: what it said last, or its exit status, tells how
                connection.sendall(b"stop\n")
        try:
            received = connection.recv(1 << 16)
        except TimeoutError:
            if process.poll() is None:
                continue
            gone_since = gone_since or time.monotonic()
            if time.monotonic() - gone_since > 1.0:
                return
            continue
        except OSError:
            return
        if not received:
            return
        *lines, waiting = (waiting + received).split(b"\n")
        yield from map(json.loads, lines)


def _wait(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _read_end(output: IO[bytes]) -> str:
    size = output.seek(0, os.SEEK_END)
    output.seek(max(0, size - _KEPT_OUTPUT))
    return output.read().decode("utf-8", errors="replace")
