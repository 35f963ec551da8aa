"""Which pretrained weights a backbone begins with: sets to choose from, the download, or a file of one's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.api.backbones import BackboneSpec, PackageFile, Weights
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import catalog_text
from desktop_tl.gui.pages.backbone_words import percent_text, weights_sentence
from desktop_tl.gui.pages.weights_downloads import Download
from desktop_tl.gui.widgets.amounts import bytes_text
from desktop_tl.gui.widgets.buttons import SecondaryButton
from desktop_tl.gui.widgets.editors import ComboBox
from desktop_tl.gui.widgets.flow import FlowLayout
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Body, Muted, Strong, breakable


class WeightsPanel(QWidget):
    """Shows what `show_weights` tells it.

    Signals:
        weights_chosen(str): another set; its id.
        file_chosen(str): a file on this computer, or "" for the published ones again.
        download_wanted(): fetch the shown weights now.
        stop_wanted(): stop fetching them.
    """

    weights_chosen = Signal(str)
    file_chosen = Signal(str)
    download_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed = ("", "")
        self._title = Strong(self.tr("Pretrained weights"))
        self._sets = ComboBox()
        self._sets.setObjectName("weights_set")
        self._sets.setAccessibleName(self.tr("Which pretrained weights"))
        self._sets.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._sets.setMinimumContentsLength(12)
        self._sets.activated.connect(lambda _row: self.weights_chosen.emit(self._sets.currentData()))
        self._icon, self._words = IconLabel("info", 18), Body()
        self._words.setObjectName("weights_state")
        self._origin = Muted()
        self._origin.setObjectName("weights_origin")
        self._origin.setContentsMargins(26, 0, 0, 0)  # below the words, not below the icon
        self._origin.hide()
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self._icon)
        state.addWidget(self._words, 1)
        self._progress = ProgressRow(self.tr("Downloading"))
        self._progress.setObjectName("download_progress")
        self._progress.stop_requested.connect(self.stop_wanted)
        self._error = InlineMessage("error", "")
        self._error.hide()
        self._download = SecondaryButton(self.tr("Download now"), "download")
        self._download.setObjectName("download_weights")
        self._download.clicked.connect(self.download_wanted)
        self._file = SecondaryButton(self.tr("Choose a local file…"), "file")
        self._file.setObjectName("choose_weights_file")
        self._file.clicked.connect(lambda _checked=False: self._ask_for_file())
        self._published = SecondaryButton(self.tr("Use the published ones"), "reset")
        self._published.setObjectName("use_published_weights")
        self._published.clicked.connect(lambda _checked=False: self.file_chosen.emit(""))
        buttons_box = QWidget()
        buttons = FlowLayout(buttons_box, spacing=8)
        for button in (self._download, self._file, self._published):
            buttons.addWidget(button)
        resting = QWidget()
        resting_column = QVBoxLayout(resting)
        resting_column.setContentsMargins(0, 0, 0, 0)
        resting_column.setSpacing(8)
        resting_column.addLayout(state)
        resting_column.addWidget(self._origin)
        resting_column.addWidget(buttons_box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._sets)
        layout.addWidget(resting)
        layout.addWidget(self._progress)
        layout.addWidget(self._error)
        self._resting = resting
        self._progress.hide()

    def show_weights(
        self,
        spec: BackboneSpec,
        chosen: Weights | None,
        file: str,
        is_here: bool | None,
        download: Download | None,
        origin: tuple[str, str] | None = None,
        is_unknown: bool = False,
    ) -> None:
        """``origin`` is the title of the run that ``file`` is the folder of, and where its model comes from;
        ``is_unknown`` that the backbone must be looked up elsewhere first."""
        self._fill_sets(spec, chosen)
        self._sets.setVisible(len(spec.weights) > 1 and not file)
        self._origin.setVisible(bool(file) and origin is not None)
        if file and origin is not None:
            self._say("success", "success", self.tr("From your run ‘{0}’").format(breakable(origin[0])), file)
            self._origin.setText(origin[1])
        elif file:
            self._say("file", "accent", self.tr("From your own file: {0}").format(Path(file).name), file)
        elif is_unknown:
            self._say("search", "muted", self.tr("What it is made of must be looked up on the network first."))
        elif chosen is None:
            self._say("info", "muted", weights_sentence(None, None))
        else:
            icon_name = "success" if is_here else "download"
            self._say(icon_name, "success" if is_here else "muted", weights_sentence(chosen, is_here))
        can_fetch = chosen is not None and not file and is_here is False
        can_fetch = can_fetch and not isinstance(chosen.source if chosen else None, PackageFile)
        self._download.setText(self.tr("Look it up") if is_unknown else self.tr("Download now"))
        self._download.setVisible(can_fetch or is_unknown)
        self._published.setVisible(bool(file))
        self._resting.setVisible(download is None)
        if download is not None and self._progress.isHidden():
            self._progress.set_stoppable(True)
        self._progress.setVisible(download is not None)
        if download is not None:
            self._show_download(download)

    def show_error(self, text: str, advice: str) -> None:
        """An empty ``text`` hides what was said before."""
        self._error.set_message("error", text, advice)
        self._error.setVisible(bool(text))

    def error_text(self) -> str:
        return "" if self._error.isHidden() else self._error.text()

    def _show_download(self, download: Download) -> None:
        if not download.total:
            self._progress.set_busy(bytes_text(download.done) if download.done else self.tr("Connecting…"))
            return
        detail = self.tr("{0} of {1}").format(bytes_text(download.done), bytes_text(download.total))
        self._progress.set_progress(download.done, download.total, detail=detail)

    def _fill_sets(self, spec: BackboneSpec, chosen: Weights | None) -> None:
        listed = (spec.id, chosen.id if chosen is not None else "")
        if listed == self._listed:
            return  # progress is told ten times a second; somebody may have the list open
        self._listed = listed
        self._sets.clear()
        for weights in spec.weights:
            accuracy = percent_text(weights.accuracy)
            title = catalog_text(weights.title)
            self._sets.addItem(f"{title} · {accuracy}" if accuracy else title, weights.id)
        if chosen is not None:
            self._sets.setCurrentIndex(self._sets.findData(chosen.id))

    def _say(self, icon_name: str, token: str, words: str, tooltip: str = "") -> None:
        self._icon.set_icon(icon_name, token)
        self._words.setText(words)
        self._words.setToolTip(tooltip)

    def _ask_for_file(self) -> None:
        kinds = self.tr("Weights (*.safetensors *.pth *.pt *.bin)") + ";;" + self.tr("All files (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a weights file"), "", kinds)
        if chosen:
            self.file_chosen.emit(chosen)
