"""The part of the Settings page that looks at this computer and says what is wrong with it and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.app.doctor import Finding, diagnose
from desktop_tl.gui.background import Task
from desktop_tl.gui.icons import IconLabel
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages.train_words import device_text
from desktop_tl.gui.widgets.buttons import QuietButton, SecondaryButton
from desktop_tl.gui.widgets.card import Card, Rule
from desktop_tl.gui.widgets.progress_row import ProgressRow
from desktop_tl.gui.widgets.text import Body, Muted, Strong
from desktop_tl.gui.workbench import Workbench

_ICONS = {"ok": ("success", "success"), "warning": ("warning", "warning"), "error": ("error", "danger")}
TOPIC_WIDTH = 104


class HealthCheck(Card):
    """Asks the doctor on a worker, and lists what it found."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._bench = bench
        self.set_title(
            self.tr("Check this computer"),
            self.tr("Looks at Python, PyTorch, the graphics card, the plugins and the folders. Takes a few seconds."),
        )
        self.findings: tuple[Finding, ...] = ()
        self._copy = QuietButton(self.tr("Copy all"), "copy")
        self._copy.setObjectName("copy_findings")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(self.findings)))
        self._copy.hide()
        self._check = SecondaryButton(self.tr("Check this computer"), "success")
        self._check.setObjectName("check_computer")
        self._check.clicked.connect(self.check)
        self.add_header_widget(self._copy)
        self.add_header_widget(self._check)
        self._busy = ProgressRow(self.tr("Looking at this computer…"), stoppable=False)
        self._busy.hide()
        self.add(self._busy)
        self._list = QWidget()
        self._list.setObjectName("findings")
        self._list.setAccessibleName(self.tr("What was found"))
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._list.hide()
        self.add(self._list)
        bench.background.failed_unexpectedly.connect(lambda _error: self._end())  # the report tells of it

    def check(self) -> None:
        """Begins to look."""
        context = self._bench.context
        self._check.setEnabled(False)
        self._busy.set_busy()
        self._busy.show()

        def work(_task: Task) -> tuple[Finding, ...]:
            return tuple(diagnose(context))

        self._bench.background.run(self, work, done=self._show)

    def _show(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        self._end()
        self._check.setText(self.tr("Check again"))
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows.addWidget(self._summary())
        for finding in findings:
            self._rows.addWidget(Rule())
            self._rows.addWidget(FindingRow(finding))
        self._list.show()
        self._copy.show()

    def _end(self) -> None:
        self._busy.hide()
        self._check.setEnabled(True)

    def _summary(self) -> Strong:
        wrong = sum(finding.status != "ok" for finding in self.findings)
        if not wrong:
            summary = Strong(self.tr("All is well."))
            summary.set_tone("success")
        else:
            words = self.tr("1 thing needs attention.") if wrong == 1 else self.tr("{0} things need attention.")
            summary = Strong(words.format(wrong))
            summary.set_tone("danger" if any(f.status == "error" for f in self.findings) else "warning")
        summary.setObjectName("findings_summary")
        summary.setContentsMargins(0, 0, 0, 10)
        return summary


class FindingRow(QWidget):
    """One thing that was looked at."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = {"ok": self.tr("fine"), "warning": self.tr("warning"), "error": self.tr("wrong")}
        name, found = engine_text(finding.topic), _found(finding)
        self.setAccessibleName(f"{name}, {words[finding.status]}: {found}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(12)
        line.addWidget(
            IconLabel(_ICONS[finding.status][0], 18, _ICONS[finding.status][1]), 0, Qt.AlignmentFlag.AlignTop
        )
        topic = Muted(name)
        topic.setFixedWidth(TOPIC_WIDTH)
        line.addWidget(topic, 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(Body(found[:1].upper() + found[1:]))
        if finding.advice:
            advice = Body(engine_text(finding.advice))
            advice.set_tone(_ICONS[finding.status][1])
            text.addWidget(advice)
        line.addLayout(text, 1)


def _found(finding: Finding) -> str:
    if finding.topic != "Device":
        return engine_text(finding.text)
    device, _, reason = finding.text.partition(": ")
    return device_text(device, reason)


def as_text(findings: Sequence[Finding]) -> str:
    """For an e-mail or a bug report."""
    lines = [f"[{finding.status}] {finding.topic}: {finding.text} {finding.advice}".rstrip() for finding in findings]
    return "\n".join(lines)
