"""Runs pip as a child whose result depends on what we ask and on nothing else; only the way to the index is the user's.

pip's options come from its command line, the environment (``PIP_*``) and several files. All but those that say where
the index is and how to reach it are shut out: a ``target``, a constraint or ``--pre`` set for other work must not
change what is installed here.
"""

import ast
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop_tl.api import UserError
from desktop_tl.child_programs import child_program, path_variables

LOOK_SECONDS = 0.05
_KEPT = (
    "index-url", "extra-index-url", "find-links", "no-index", "proxy", "cert", "client-cert", "trusted-host",
    "timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir", "keyring-provider",
)  # fmt: skip
_SETTING = re.compile(r"^(global|install|download|:env:)\.([a-z-]+)=(.+)$")
_RANKS = {"global": 0, "install": 1, "download": 1, ":env:": 2}


class Stop(Protocol):
    """What is asked again and again while a child works; `desktop_tl.runs.stop.StopToken` is one."""

    def check(self) -> None:
        """Raises: Stopped, if the person has asked to stop."""


@dataclass(frozen=True)
class Answer:
    """What pip said, and its exit status."""

    status: int
    output: str
    errors: str


@dataclass(frozen=True, kw_only=True)
class Pip:
    """pip with everything that may influence it.

    Args:
        search_path: where it finds what the app carries, and itself.
        work: a folder for its temporary files, which the caller removes.
        settings: options of the user's own that are kept, by their names in pip's files.
        is_offline: no index and no address is asked; local folders of wheels still are.
    """

    search_path: Sequence[str]
    work: Path
    settings: Mapping[str, str]
    is_offline: bool = False

    def run(self, arguments: Sequence[str], *, stop: Stop, look: Callable[[], None] = lambda: None) -> Answer:
        """Runs pip to its end.

        Args:
            arguments: of pip; what comes from the person stands behind ``--``.
            stop: looked at all the time; pip is then ended.
            look: called as often, to show progress.

        Raises:
            Stopped: pip no longer runs.
            UserError: there is no pip.
        """
        return run_child([*child_program("--pip"), *arguments], self._environment(), self.work, stop=stop, look=look)

    def links(self) -> list[str]:
        """The user's own folders of wheels on this computer."""
        return [link for link in self.settings.get("find-links", "").split() if not _is_address(link)]

    def _environment(self) -> dict[str, str]:
        kept = dict(self.settings)
        if self.is_offline:
            kept = {"no-index": "1", "find-links": " ".join(self.links())}
        return (
            child_environment(self.search_path, self.work)
            | {f"PIP_{name.upper().replace('-', '_')}": value for name, value in kept.items() if value}
            | {
                "PIP_CONFIG_FILE": os.devnull,  # reads no file at all
                "PIP_DISABLE_PIP_VERSION_CHECK": "1",
                "PIP_NO_INPUT": "1",
                "PIP_NO_COLOR": "1",
                "PIP_PROGRESS_BAR": "off",
            }
        )


def read_pip_settings(search_path: Sequence[str], work: Path, *, stop: Stop) -> dict[str, str]:
    """Where the user's pip finds its index and how it gets there, from all its files and variables.

    Raises:
        UserError: pip is missing, or one of its files is damaged.
    """
    environment = child_environment(search_path, work)
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    answer = run_child([*child_program("--pip"), "config", "list"], environment, work, stop=stop)
    if answer.status:
        lines = [line for line in answer.errors.splitlines() if line.strip()]
        raise UserError(
            f"pip's own settings cannot be read: {lines[-1].strip() if lines else answer.status}",
            advice="`pip config debug` names its files.",
        )
    return parse_pip_settings(answer.output)


def read_default_index(pip: Pip, *, stop: Stop) -> str:
    """The index that pip asks if nobody has named another. Raises: UserError, if it does not say."""
    answer = pip.run(["download", "--help"], stop=stop)
    text = " ".join(answer.output.split())  # its lines break anywhere
    found = re.search(r"--index-url <url> .*?\(default (\S+?)\)", text)
    if found is None:
        raise UserError("pip does not say which package index it uses.", advice="Name it: pip config set index-url URL")
    return found[1]


def parse_pip_settings(listing: str) -> dict[str, str]:
    """The kept options of what ``pip config list`` prints; variables count more than files, as in pip."""
    found: dict[str, tuple[int, str]] = {}
    for section, name, text in (match.groups() for line in listing.splitlines() if (match := _SETTING.match(line))):
        if name not in _KEPT or _RANKS[section] < found.get(name, (0, ""))[0]:
            continue
        try:
            value = str(ast.literal_eval(text))
        except (SyntaxError, ValueError):
            continue
        found[name] = (_RANKS[section], " ".join(value.split()))
    return {name: value for name, (_, value) in found.items()}


def child_environment(search_path: Sequence[str], work: Path) -> dict[str, str]:
    """Variables for a child that sees the app's modules, writes its temporary files into ``work``, and speaks UTF-8."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return kept | {
        **path_variables(search_path),
        "PYTHONSAFEPATH": "1",  # nothing from the current folder
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work)),
    }


def run_child(
    command: Sequence[str],
    environment: Mapping[str, str],
    work: Path,
    *,
    stop: Stop,
    look: Callable[[], None] = lambda: None,
) -> Answer:
    """Runs a child that ends when its stdin does, and waits for it.

    Raises:
        Stopped: the child no longer runs.
        UserError: it cannot be started.
    """
    # Into files: a pipe that nobody reads while we wait would fill and hold the child.
    with tempfile.TemporaryFile(dir=work) as output, tempfile.TemporaryFile(dir=work) as errors:
        try:
            child = subprocess.Popen(
                command, env=environment, cwd=work, stdin=subprocess.PIPE, stdout=output, stderr=errors
            )
        except OSError as error:
            raise UserError(f"‘{command[0]}’ cannot be started: {error.strerror or error}.") from error
        try:
            status = _wait(child, stop, look)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
            if child.stdin is not None:
                child.stdin.close()
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode("utf-8", errors="replace"))
    if "No module named pip" in texts[1]:
        raise UserError(
            "pip, which installs plugins, is missing in this Python.",
            advice=f'Install it: "{sys.executable}" -m ensurepip',
        )
    return Answer(status, *texts)


def _wait(child: "subprocess.Popen[bytes]", stop: Stop, look: Callable[[], None]) -> int:
    while True:
        try:
            return child.wait(LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            stop.check()
            look()


def _is_address(link: str) -> bool:
    return "://" in link and not link.lower().startswith("file:")
