"""Plugins are installed, updated and removed as a whole or not at all, beside the app and never into it."""

import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from desktop_tl.api import UserError
from desktop_tl.api.errors import Stopped
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins import adoption
from desktop_tl.app.plugins.adoption import adopt
from desktop_tl.app.plugins.changes import Applied, Plan, PluginChanges, Progress
from desktop_tl.app.plugins.document import document_path, read_document
from desktop_tl.app.plugins.enabling import change_enabled, read_disabled
from desktop_tl.app.plugins.generations import activate_plugins, generations_folder, locked_plugins
from desktop_tl.app.plugins.state import read_state
from desktop_tl.host.installing.requests import read_requirement
from desktop_tl.runs.stop import StopToken
from tests.helpers.folders import snapshot
from tests.helpers.wheels import write_plugin, write_wheel


def make_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip takes for its index; the user's own settings of pip are out of the way."""
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    write_wheel(folder, "shared-part", "1.0")
    write_wheel(folder, "only-acme", "1.0")
    write_plugin(folder, "acme", "1.0", requires=["shared-part", "only-acme", "desktop-tl", "numpy"])
    write_plugin(folder, "other", "1.0", requires=["shared-part>=1"], imports="import shared_part")
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two plugins and what they need, to begin with: pip takes seconds."""
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        make_index(folder / "index", patch)
        install(PluginChanges(paths=Paths.below(folder / "home")), "desktop-tl-acme", "desktop-tl-other")
    return folder / "home"


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_index(tmp_path / "index", monkeypatch)


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Paths]:
    before = list(sys.path)
    yield Paths.below(tmp_path / "home")
    sys.path[:] = before
    for name in [name for name in sys.modules if name.startswith(("desktop_tl_acme", "desktop_tl_other", "shared_"))]:
        del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture(autouse=True)
def no_plugin_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the small ones may take as long as one that must wait for the next start."""
    monkeypatch.setattr(adoption, "LONGEST_SECONDS", 60.0)


@pytest.fixture
def changes(paths: Paths) -> PluginChanges:
    return PluginChanges(paths=paths)


@pytest.fixture
def with_both(changes: PluginChanges, template: Path) -> PluginChanges:
    """With acme and other installed, as the first change that ever was."""
    shutil.copytree(template, changes.paths.home)
    return changes


def apply(changes: PluginChanges, plan: Plan) -> Applied:
    return changes.apply(plan, stop=StopToken())


def install(changes: PluginChanges, *texts: str) -> Applied:
    return apply(changes, changes.plan_install(texts, stop=StopToken()))


def remove(changes: PluginChanges, *names: str) -> Applied:
    return apply(changes, changes.plan_remove(names, stop=StopToken()))


def undo(changes: PluginChanges) -> Applied:
    return apply(changes, changes.plan_undo(stop=StopToken()))


def installed(changes: PluginChanges) -> dict[str, str]:
    generation = changes.installed()
    if generation is None:
        return {}
    files = {path.name.split("-")[0].replace("_", "-") for path in generation.packages.glob("*.dist-info")}
    versions = {dist.name: dist.version for dist in generation.distributions}
    assert files == versions.keys(), "the manifest names what is there"
    return versions


def refusal(changes: PluginChanges, *texts: str) -> str:
    """What is said of a plugin that must not be installed; nothing has changed, byte for byte."""
    before = snapshot(changes.paths.plugins)
    with pytest.raises(UserError) as caught:
        install(changes, *texts)
    assert snapshot(changes.paths.plugins) == before
    return str(caught.value)


def test_the_plan_names_all_that_would_come_with_versions_and_sizes_and_changes_nothing(
    changes: PluginChanges, index: Path
):
    plan = changes.plan_install(["desktop-tl-acme"], stop=StopToken())
    assert [(dist.name, dist.version, dist.before, dist.is_requested) for dist in plan.changed] == [
        ("desktop-tl-acme", "1.0", "", True),
        ("only-acme", "1.0", "", False),
        ("shared-part", "1.0", "", False),
    ]
    assert [dist.size for dist in plan.changed] == [
        (index / f"{name}-1.0-py3-none-any.whl").stat().st_size
        for name in ("desktop_tl_acme", "only_acme", "shared_part")
    ]
    assert plan.changed[0].facts["summary"] == "A small plugin."
    assert plan.download_bytes == 0
    assert changes.installed() is None
    assert not document_path(changes.paths).exists()


def test_a_plugin_is_installed_beside_the_app_and_found_at_the_next_start(
    changes: PluginChanges, paths: Paths, index: Path
):
    steps: list[Progress] = []
    plan = changes.plan_install(["desktop-tl-acme"], stop=StopToken())
    applied = changes.apply(plan, on_progress=steps.append, stop=StopToken())
    assert installed(changes) == {"desktop-tl-acme": "1.0", "only-acme": "1.0", "shared-part": "1.0"}
    assert [record.state for record in applied.records] == ["ready"]
    assert list(dict.fromkeys(step.step for step in steps)) == ["inspecting", "installing", "trying", "switching"]

    context = build_context(paths=paths)
    assert context.activation.generation == applied.generation
    assert context.catalog.find_backbone("acme/net").title == "acme 1.0"
    assert sys.path[-1] == str(generations_folder(paths) / applied.generation / "packages")
    record = context.plugins.find("desktop-tl-acme:acme")
    assert record is not None
    assert (record.version, record.licence, record.first_party) == ("1.0", "MIT", False)


def test_installing_it_again_is_nothing(with_both: PluginChanges, index: Path):
    before = snapshot(with_both.paths.plugins)
    plan = with_both.plan_install(["desktop-tl-acme"], stop=StopToken())
    assert plan.is_empty
    apply(with_both, plan)
    assert snapshot(with_both.paths.plugins) == before


def test_removal_takes_what_no_other_plugin_needs_and_asks_no_index(
    with_both: PluginChanges, index: Path, monkeypatch: pytest.MonkeyPatch
):
    changes = with_both
    monkeypatch.setenv("PIP_FIND_LINKS", str(index / "nowhere"))
    plan = changes.plan_remove(["Desktop_TL.acme"], stop=StopToken())
    assert plan.removed == (("desktop-tl-acme", "1.0"), ("only-acme", "1.0"))
    apply(changes, plan)
    assert installed(changes) == {"desktop-tl-other": "1.0", "shared-part": "1.0"}
    remove(changes, "desktop-tl-other")
    assert installed(changes) == {}
    assert read_document(changes.paths).requested == ()


def test_what_came_with_another_plugin_or_belongs_to_the_app_is_not_removed_by_name(
    with_both: PluginChanges,
):
    for name, words in {
        "shared-part": "came with desktop-tl-acme and desktop-tl-other",
        "numpy": "part of the app",
        "desktop-tl-timm": "one of the app's own plugins",
        "nothing": "no installed plugin ‘nothing’",
    }.items():
        with pytest.raises(UserError, match=words):
            with_both.plan_remove([name], stop=StopToken())


def test_an_update_brings_the_newest_of_the_named_and_leaves_the_others(with_both: PluginChanges, index: Path):
    changes = with_both
    write_plugin(index, "acme", "1.1", requires=["shared-part>=2"])
    write_plugin(index, "other", "2.0", requires=["shared-part"], imports="import shared_part")
    write_wheel(index, "shared-part", "2.0")
    plan = changes.plan_update(["desktop-tl-acme"], stop=StopToken())
    assert {dist.name: (dist.before, dist.version) for dist in plan.changed} == {
        "desktop-tl-acme": ("1.0", "1.1"),
        "shared-part": ("1.0", "2.0"),
    }
    assert plan.removed == (("only-acme", "1.0"),)
    apply(changes, plan)
    assert installed(changes) == {"desktop-tl-acme": "1.1", "desktop-tl-other": "1.0", "shared-part": "2.0"}
    apply(changes, changes.plan_update(stop=StopToken()))
    assert installed(changes) == {"desktop-tl-acme": "1.1", "desktop-tl-other": "2.0", "shared-part": "2.0"}


def test_an_update_says_why_a_plugin_stays(changes: PluginChanges, index: Path, tmp_path: Path):
    wheel = write_plugin(tmp_path / "elsewhere", "filed", "1.0")
    install(changes, "desktop-tl-acme==1.0", str(wheel))
    write_plugin(index, "acme", "1.1")
    write_plugin(index, "filed", "9.0")
    plan = changes.plan_update(stop=StopToken())
    assert plan.is_empty
    assert "desktop-tl-acme==1.0 was asked for" in plan.notes[0]
    assert "was installed from the file desktop_tl_filed-1.0-py3-none-any.whl" in plan.notes[1]


def test_installing_one_plugin_leaves_the_versions_of_the_others(with_both: PluginChanges, index: Path):
    write_wheel(index, "shared-part", "1.5")
    write_plugin(index, "acme", "1.1", requires=["shared-part"])
    write_plugin(index, "third", requires=["shared-part"])
    plan = with_both.plan_install(["desktop-tl-third"], stop=StopToken())
    assert [dist.name for dist in plan.changed] == ["desktop-tl-third"]
    write_plugin(index, "newer", requires=["shared-part>=1.5"])
    plan = with_both.plan_install(["desktop-tl-newer"], stop=StopToken())  # which cannot be without it
    assert ("shared-part", "1.0", "1.5") in [(dist.name, dist.before, dist.version) for dist in plan.changed]


def test_undo_goes_back_byte_for_byte_and_a_second_undo_returns(with_both: PluginChanges, paths: Paths):
    def state() -> tuple[object, ...]:
        document = read_document(paths)
        return document.requested, document.generation, snapshot(generations_folder(paths) / document.generation)

    assert with_both.can_undo()
    both = state()
    remove(with_both, "desktop-tl-acme")
    other = state()
    undo(with_both)
    assert state() == both
    undo(with_both)
    assert state() == other
    remove(with_both, "desktop-tl-other")
    assert installed(with_both) == {}
    undo(with_both)
    assert state() == other


def test_the_first_install_can_be_taken_back_and_before_it_nothing(changes: PluginChanges, template: Path):
    assert not changes.can_undo()
    with pytest.raises(UserError, match="no change of the plugins to take back"):
        changes.plan_undo(stop=StopToken())
    shutil.copytree(template, changes.paths.home, dirs_exist_ok=True)
    undo(changes)
    assert installed(changes) == {}


def test_only_the_used_set_and_the_one_before_are_kept(with_both: PluginChanges, paths: Paths):
    for name in ("desktop-tl-acme", "desktop-tl-other"):
        before = read_document(paths).generation
        remove(with_both, name)
        names = {folder.name for folder in generations_folder(paths).iterdir()}
        assert names == {before, read_document(paths).generation} - {""}


def test_a_set_that_a_running_app_uses_is_not_deleted_under_it(with_both: PluginChanges, paths: Paths):
    used = read_document(paths).generation
    code = (
        "import sys; from pathlib import Path\n"
        "from desktop_tl.app.paths import Paths\n"
        "from desktop_tl.app.plugins.generations import activate_plugins\n"
        f"print(activate_plugins(Paths.below(Path({str(paths.home)!r}))).generation, flush=True)\n"
        "sys.stdin.read()\n"
    )
    running = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        assert running.stdout.readline().strip() == used
        remove(with_both, "desktop-tl-acme")
        remove(with_both, "desktop-tl-other")
        assert (generations_folder(paths) / used / "packages").is_dir()
    finally:
        running.kill()  # its lease stays behind, and is seen to be nobody's
        running.communicate()
    with_both.tidy()
    assert not (generations_folder(paths) / used).exists()


def test_two_apps_do_not_install_at_once(with_both: PluginChanges, paths: Paths):
    with locked_plugins(paths), pytest.raises(UserError, match="another window or terminal"):
        remove(with_both, "desktop-tl-other", "desktop-tl-acme")
    remove(with_both, "desktop-tl-other", "desktop-tl-acme")


def test_a_plan_that_others_have_overtaken_is_not_applied(with_both: PluginChanges):
    plan = with_both.plan_remove(["desktop-tl-acme"], stop=StopToken())
    undo(with_both)
    with pytest.raises(UserError, match="changed meanwhile"):
        apply(with_both, plan)
    assert installed(with_both) == {}


def test_what_is_disabled_stays_so(with_both: PluginChanges, paths: Paths):
    change_enabled(paths, "desktop-tl-timm:timm", enabled=False)
    change_enabled(paths, "desktop-tl-other:other", enabled=False)
    assert [record.state for record in remove(with_both, "desktop-tl-acme").records] == ["disabled"]
    assert read_disabled(paths) == {"desktop-tl-timm:timm", "desktop-tl-other:other"}
    undo(with_both)
    assert read_disabled(paths) == {"desktop-tl-timm:timm", "desktop-tl-other:other"}
    assert [plugin.name for plugin in read_document(paths).requested] == ["desktop-tl-acme", "desktop-tl-other"]


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_does_not_fit_to_the_versions_of_the_app_is_refused(changes: PluginChanges, index: Path):
    write_plugin(index, "greedy", requires=["numpy>=99"])
    words = refusal(changes, "desktop-tl-greedy")
    assert "which carries numpy" in words
    assert "desktop-tl-greedy 1.0 needs numpy>=99" in words


def test_where_pytorch_is_not_set_up_it_does_not_come_with_a_plugin(changes: PluginChanges, index: Path):
    """pip would take gigabytes, of which only the plugins would know."""
    write_wheel(index, "torch", "0.1")
    write_plugin(index, "early", "1.0", requires=["torch<1"])
    requests = [read_requirement("desktop-tl-early")]
    with changes._at_work(StopToken()) as at_work:
        others = {name: version for name, version in at_work.carried.versions.items() if name != "torch"}
        at_work = replace(at_work, carried=replace(at_work.carried, versions=others))
        with pytest.raises(UserError, match="PyTorch is not set up") as refused:
            at_work.plan("install", ("desktop-tl-early",), (), requests, (), ())
    assert "setup-torch" in refused.value.advice


def test_plugins_that_do_not_go_together_are_refused(with_both: PluginChanges, index: Path):
    write_plugin(index, "old", requires=["shared-part<1"])
    write_wheel(index, "shared-part", "0.5")
    words = refusal(with_both, "desktop-tl-old")
    assert "do not go together" in words
    assert "desktop-tl-other 1.0 needs shared-part>=1" in words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("numpy", "is a part of the app, not a plugin"),
        ("desktop-tl-timm", "installed beside the app already"),
        ("desktop-tl-unheard-of", "There is no ‘desktop-tl-unheard-of’"),
        ("shared-part", "is not a plugin of Desktop TL"),
        ("--pre", "not the name of a plugin"),
    ],
)
def test_what_is_no_plugin_or_here_already_is_refused(changes: PluginChanges, index: Path, text: str, words: str):
    assert words in refusal(changes, text)


def test_a_wheel_that_reaches_beyond_itself_is_refused(changes: PluginChanges, index: Path):
    write_plugin(index, "hook", files={"hook.pth": "import os"})
    assert "hook.pth" in refusal(changes, "desktop-tl-hook")
    write_plugin(index, "shadow", files={"numpy/extra.py": ""})
    assert "numpy/extra.py" in refusal(changes, "desktop-tl-shadow")
    write_wheel(index, "twin", files={"shared_part.py": ""})
    write_plugin(index, "twins", requires=["twin", "shared-part"])
    assert "cannot be installed together" in refusal(changes, "desktop-tl-twins")


def test_a_plugin_that_does_not_work_here_is_refused_and_what_worked_stays(with_both: PluginChanges, index: Path):
    changes = with_both
    write_plugin(index, "fails", code="raise OSError('no such device')")
    write_plugin(index, "dies", code="import os; os._exit(3)")
    assert "no such device" in refusal(changes, "desktop-tl-fails")
    assert "ends the whole process" in refusal(changes, "desktop-tl-dies")
    write_wheel(index, "shared-part", "3.0", {"elsewhere.py": ""})
    write_plugin(index, "modern", requires=["shared-part>=3"])
    assert "desktop-tl-other, which is installed, would no longer work" in refusal(changes, "desktop-tl-modern")


def test_another_file_than_the_planned_one_is_refused(changes: PluginChanges, index: Path):
    plan = changes.plan_install(["desktop-tl-other"], stop=StopToken())
    write_wheel(index, "shared-part", "1.0", {"shared_part.py": "EVIL = 1\n"})
    with pytest.raises(UserError, match="SHA-256 differs"):
        apply(changes, plan)
    assert changes.installed() is None


def test_offline_the_network_is_not_asked_and_wheels_still_install(
    paths: Paths, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_FIND_LINKS", "http://127.0.0.1:9/wheels")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    changes = PluginChanges(paths=paths, is_offline=lambda: True)
    assert "set to stay offline" in refusal(changes, "desktop-tl-acme")
    assert "index cannot be reached" in refusal(PluginChanges(paths=paths), "desktop-tl-acme")
    install(changes, str(write_plugin(tmp_path / "one", "filed")))
    install(changes, str(index))
    assert installed(changes).keys() == {
        "desktop-tl-acme", "desktop-tl-filed", "desktop-tl-other", "only-acme", "shared-part",
    }  # fmt: skip
    remove(changes, "desktop-tl-acme")
    assert "only-acme" not in installed(changes)


def test_a_folder_without_a_plugin_is_refused(changes: PluginChanges, index: Path, tmp_path: Path):
    write_wheel(tmp_path / "parts", "part")
    assert "is a plugin of Desktop TL" in refusal(changes, str(tmp_path / "parts"))


def test_a_newer_file_of_the_same_version_replaces_the_installed_one(changes: PluginChanges, tmp_path: Path):
    install(changes, str(write_plugin(tmp_path, "filed")))
    newer = write_plugin(tmp_path, "filed", imports="# mended")
    install(changes, str(newer))
    generation = changes.installed()
    assert generation is not None
    assert "# mended" in (generation.packages / "desktop_tl_filed" / "__init__.py").read_text()


class Server(ThreadingHTTPServer):
    """A package index on this computer, with the wheels of a folder."""

    folder: Path
    may_send = threading.Event()

    class Handler(SimpleHTTPRequestHandler):
        server: "Server"

        def do_GET(self) -> None:
            parts = self.path.strip("/").split("/")
            if parts[0] == "simple":
                self._list(parts[1])
            else:
                self._send(self.server.folder / parts[-1])

        def do_HEAD(self) -> None:
            self.do_GET()

        def _list(self, name: str) -> None:
            wheels = self.server.folder.glob(f"{name.replace('-', '_')}-*.whl")
            hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in wheels}
            page = "".join(f'<a href="/files/{file}#sha256={digest}">{file}</a>' for file, digest in hashes.items())
            self._answer(page.encode(), "text/html")

        def _send(self, path: Path) -> None:
            if self.command == "GET" and path.name.startswith("only_acme"):
                self.server.may_send.wait(200)
            self._answer(path.read_bytes(), "application/octet-stream")

        def _answer(self, data: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass


@pytest.fixture
def server(index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    server = Server(("127.0.0.1", 0), Server.Handler)
    server.folder = index
    server.may_send.set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple")
    yield server
    server.may_send.set()
    server.shutdown()
    server.server_close()


def test_what_the_index_has_is_downloaded_by_its_hash_with_progress_and_cancel(
    changes: PluginChanges, server: Server, tmp_path: Path
):
    plan = changes.plan_install(["desktop-tl-acme"], stop=StopToken())
    wheels = [server.folder / f"{dist.name.replace('-', '_')}-1.0-py3-none-any.whl" for dist in plan.changed]
    assert plan.download_bytes == sum(path.stat().st_size for path in wheels)

    server.may_send.clear()  # the download hangs, until the person has had enough
    stop, before = StopToken(), snapshot(changes.paths.plugins)

    def ask_to_stop(progress: Progress) -> None:
        if progress.step == "downloading" and progress.done:
            stop.request()

    with pytest.raises(Stopped):
        changes.apply(plan, on_progress=ask_to_stop, stop=stop)
    assert snapshot(changes.paths.plugins) == before

    server.may_send.set()
    server.folder = shutil.copytree(server.folder, tmp_path / "changed")
    write_wheel(server.folder, "shared-part", "1.0", {"shared_part.py": "EVIL = 1\n"})
    with pytest.raises(UserError, match="SHA-256 differs"):
        apply(changes, plan)
    server.folder = tmp_path / "index"
    apply(changes, plan)
    assert installed(changes).keys() == {"desktop-tl-acme", "only-acme", "shared-part"}


# ── Stopped and damaged ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("step", ["inspecting", "installing", "trying"])
def test_a_stopped_change_leaves_all_as_it_was(with_both: PluginChanges, step: str):
    before = snapshot(with_both.paths.plugins)
    plan = with_both.plan_remove(["desktop-tl-acme"], stop=StopToken())
    stop = StopToken()

    def ask_to_stop(progress: Progress) -> None:
        if progress.step == step:
            stop.request()

    with pytest.raises(Stopped):
        with_both.apply(plan, on_progress=ask_to_stop, stop=stop)
    assert snapshot(with_both.paths.plugins) == before


def test_a_damaged_document_is_told_and_kept_and_the_app_starts(with_both: PluginChanges, paths: Paths):
    document_path(paths).write_text("generation = [")
    with pytest.raises(UserError, match="is damaged"):
        change_enabled(paths, "x:y", enabled=False)
    with pytest.raises(UserError, match="is damaged"):
        with_both.plan_install(["desktop-tl-acme"], stop=StopToken())
    assert document_path(paths).read_text() == "generation = ["
    context = build_context(paths=paths)
    assert "is damaged" in context.activation.problem
    assert context.plugins.find("desktop-tl-other:other") is None
    document_path(paths).write_text('generation = "../../evil"')
    assert "no name of an installed set" in activate_plugins(paths).problem


def test_a_missing_set_or_one_of_another_python_is_told_and_update_makes_it_anew(
    with_both: PluginChanges, paths: Paths, index: Path
):
    generation = generations_folder(paths) / read_document(paths).generation
    manifest = json.loads((generation / "generation.json").read_text())
    (generation / "generation.json").write_text(json.dumps(manifest | {"python": "cpython-27"}))
    assert "made by another Python" in activate_plugins(paths).problem
    (generation / "generation.json").unlink()
    assert "missing or damaged" in activate_plugins(paths).problem
    apply(with_both, with_both.plan_update(stop=StopToken()))
    assert len(installed(with_both)) == 4
    assert activate_plugins(paths).problem == ""


# ── In the running app ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def context(paths: Paths) -> AppContext:
    return build_context(paths=paths)


def test_a_new_plugin_can_be_used_at_once(changes: PluginChanges, context: AppContext, index: Path):
    adopted = adopt(context, install(changes, "desktop-tl-other"))
    assert [record.state for record in adopted.loaded] == ["ready"]
    assert not adopted.needs_restart
    assert context.catalog.find_backbone("other/net").title == "other 1.0"
    adopted = adopt(context, install(changes, "desktop-tl-acme"))
    assert not adopted.needs_restart
    assert context.catalog.find_backbone("acme/net")
    assert context.catalog.find_backbone("other/net")
    titles = [record.title for record in context.plugins.records if not record.first_party]
    assert titles == ["desktop-tl-other", "desktop-tl-acme"]


def test_a_version_that_is_in_use_is_replaced_at_the_next_start(with_both: PluginChanges, paths: Paths, index: Path):
    context = build_context(paths=paths)
    write_plugin(index, "other", "2.0")
    adopted = adopt(context, apply(with_both, with_both.plan_update(["desktop-tl-other"], stop=StopToken())))
    assert adopted.needs_restart
    assert adopted.in_use == ("desktop-tl-other",)
    state = read_state(paths)
    assert (state.now["desktop-tl-other"], state.next["desktop-tl-other"]) == ("1.0", "2.0")
    assert state.changed == {"desktop-tl-other"}
    assert state.previous == (("desktop-tl-acme", "1.0"), ("desktop-tl-other", "1.0"))
    assert context.catalog.find_backbone("other/net").title == "other 1.0"


def test_what_was_imported_before_a_later_change_is_still_in_use(
    changes: PluginChanges, context: AppContext, index: Path
):
    adopt(context, install(changes, "desktop-tl-acme"))
    adopt(context, install(changes, "desktop-tl-other"))  # from now on another folder stands on the path
    adopted = adopt(context, remove(changes, "desktop-tl-acme"))
    assert adopted.in_use == ("desktop-tl-acme",)
    assert context.plugins.find("desktop-tl-acme:acme") is not None


def test_a_plugin_that_was_not_loaded_is_gone_at_once(with_both: PluginChanges, paths: Paths):
    change_enabled(paths, "desktop-tl-other:other", enabled=False)
    context = build_context(paths=paths)
    record = context.plugins.find("desktop-tl-other:other")
    assert record is not None and record.state == "disabled"
    adopted = adopt(context, remove(with_both, "desktop-tl-other"))
    assert not adopted.needs_restart
    assert context.plugins.find("desktop-tl-other:other") is None
    assert context.catalog.find_backbone("acme/net")


def test_a_slow_plugin_waits_for_the_next_start(
    changes: PluginChanges, context: AppContext, index: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(adoption, "LONGEST_SECONDS", 1.0)
    write_plugin(index, "slow", imports="import time; time.sleep(1.2)")
    adopted = adopt(context, install(changes, "desktop-tl-slow"))
    assert adopted.slow == ("desktop-tl-slow",)
    state = read_state(context.paths)
    assert [(record.key, record.version) for record in state.waiting] == [("desktop-tl-slow:slow", "1.0")]
    assert (state.now, state.previous) == ({}, ())
    assert context.plugins.find("desktop-tl-slow:slow") is None


def test_without_a_removed_plugin_its_backbone_is_told_to_be_missing_with_the_way_to_get_it(
    with_both: PluginChanges, paths: Paths
):
    remove(with_both, "desktop-tl-acme")
    with pytest.raises(UserError) as caught:
        build_context(paths=paths).catalog.find_backbone("acme/net")
    assert "needs a plugin that offers ‘acme/…’" in caught.value.message
    assert "desktop-tl plugins install desktop-tl-acme" in caught.value.advice
