"""Makes a form from a pydantic model, so that whoever declares options (a plugin, a task) never writes a widget."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_tl.gui.widgets.buttons import DisclosureButton, IconButton, QuietButton
from desktop_tl.gui.widgets.card import Rule
from desktop_tl.gui.widgets.editors import WIDTH, ChoiceEditor
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.widgets.option_fields import OptionField, error_text, make_editor, option_fields
from desktop_tl.gui.widgets.text import Caption, Heading, Muted, Strong

NARROW = 104
"""Width of an editor in a narrow form."""


class OptionsForm(QWidget):
    """Title and explanation at the left, the editor at the right; errors stand at their field while one types.

    Fields with ``json_schema_extra={"level": "advanced"}`` appear once "All settings" is chosen. Further keys there:
    "labels" (words for choices), "choices", "scale": "log", "step", "folder": True, "filter", "hint" (what an empty
    field of a folder or file says), "group" (fields that follow each other stand below it as their heading once all
    settings are shown), "level": "hidden".

    A required field that nobody has filled in yet makes the form invalid, but it is not scolded for it.

    Signals:
        changed(): a value was changed by hand, for better or worse; ask ``is_valid()``.
        validity_changed(bool): what is entered has become valid or invalid.
        level_changed(bool): all settings are now shown (True) or only the basic ones.
    """

    changed = Signal()
    validity_changed = Signal(bool)
    level_changed = Signal(bool)

    def __init__(
        self, model: type[BaseModel] | None = None, parent: QWidget | None = None, *, is_narrow: bool = False
    ) -> None:
        """A narrow one stands in a column at the side: explanations below, small editors beside the titles."""
        super().__init__(parent)
        self._is_narrow = is_narrow
        self._model: type[BaseModel] | None = None
        self._rows: dict[str, _Row] = {}
        self._headings: dict[str, QWidget] = {}  # by the first field below each
        self._hidden: dict[str, Any] = {}
        self._left_out: Collection[str] = ()
        self._valid = True
        self._show_all = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._whole_error = InlineMessage("error", "", dismissible=False)
        self._whole_error.hide()
        layout.addWidget(self._whole_error)
        self._nothing = Muted(self.tr("There is nothing to set here."))
        layout.addWidget(self._nothing)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        layout.addLayout(self._list)
        self._more = DisclosureButton()
        self._more.clicked.connect(lambda: self.show_all(not self._show_all))
        layout.addSpacing(8)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)  # a high card leaves its rest below, not between the rows
        self.set_model(model)

    def set_model(
        self,
        model: type[BaseModel] | None,
        value: BaseModel | None = None,
        offered: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        """Makes the form anew for another model class; shows its defaults unless a value is given.

        Args:
            offered: for fields of text, values with their words to choose from instead of typing.
        """
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows.clear()
        self._headings.clear()
        self._model = model
        group = ""
        for field in option_fields(model) if model else []:
            if field.group and field.group != group:
                self._headings[field.name] = _GroupHeading(field.group)
                self._list.addWidget(self._headings[field.name])
            group = field.group
            choices = (offered or {}).get(field.name)
            if choices:  # what is taken unless somebody chooses is what it goes back to
                field = replace(field, offered=choices, default=getattr(value, field.name, choices[0][0]))
            row = _Row(field, self, self._is_narrow)
            row.edited.connect(self._on_edited)
            self._rows[field.name] = row
            self._list.addWidget(row)
        self._nothing.setVisible(not self._rows)
        self.show_all(self._show_all)
        if value is not None:
            self.set_value(value)
        else:
            self._hidden = {}
            self._check()

    def value(self) -> BaseModel:
        """What is entered, validated.

        Raises:
            ValidationError: something entered is not valid; the form says what, at its field.
        """
        if self._model is None:
            raise RuntimeError("the form has no model")
        return self._model.model_validate(self._entered())

    def set_value(self, value: BaseModel) -> None:
        """Shows a value without sending ``changed``."""
        self._hidden = {name: getattr(value, name) for name in type(value).model_fields if name not in self._rows}
        for name, row in self._rows.items():
            row.set_value(getattr(value, name))
        self._check()

    def more_button(self) -> QuietButton:
        """What shows all settings, or the basic ones again."""
        return self._more

    def is_valid(self) -> bool:
        return self._valid

    def errors(self) -> dict[str, str]:
        """Field name → words; "" stands for the form as a whole."""
        found = {name: row.error() for name, row in self._rows.items() if row.error()}
        if not self._whole_error.isHidden():
            found[""] = self._whole_error.text()
        return found

    def editor(self, name: str) -> QWidget:
        """The control a person types into or presses."""
        return self._rows[name].editor.field

    def place_below(self, name: str, widget: QWidget, *, wide: bool = False) -> None:
        """Puts a widget below the explanation of a field; a ``wide`` one below the whole row."""
        self._rows[name].place_below(widget, wide=wide)

    def leave_out(self, names: Collection[str]) -> None:
        """Hides fields that mean nothing now, whatever they hold; an empty collection shows all again."""
        if set(names) != set(self._left_out):
            self._left_out = frozenset(names)
            self.show_all(self._show_all)

    def leave_out_choices(self, choices: Mapping[str, Collection[object]]) -> None:
        """Hides single choices of fields; of a field that is not named, none."""
        for name, row in self._rows.items():
            if isinstance(row.editor, ChoiceEditor):
                row.editor.leave_out(choices.get(name, ()))

    def show_all(self, shown: bool) -> None:
        changed = shown != self._show_all
        self._show_all = shown
        advanced = 0
        first = True
        told = {row.field.group for name, row in self._rows.items() if name not in self._left_out}
        for name, row in self._rows.items():
            heading = self._headings.get(name)
            if heading is not None:
                heading.setVisible(shown and row.field.group in told)
                first = first or shown  # the heading divides already
            if name in self._left_out:
                row.hide()
                continue
            advanced += row.field.advanced
            visible = shown or not row.field.advanced
            row.setVisible(visible)
            row.rule.setVisible(not first)
            first = first and not visible
        self._more.setVisible(advanced > 0)
        words = self.tr("Fewer settings") if shown else self.tr("All settings ({0} more)").format(advanced)
        self._more.setText(words)
        self._more.set_open(shown)
        if changed:
            self.level_changed.emit(shown)

    def set_read_only(self, read_only: bool) -> None:
        for row in self._rows.values():
            row.editor.setEnabled(not read_only)
            row.reset.setEnabled(not read_only)

    def _entered(self) -> dict[str, Any]:
        return {**self._hidden, **{name: row.editor.value() for name, row in self._rows.items()}}

    def _on_edited(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        errors: dict[str, str] = {}
        if self._model is not None:
            try:
                self._model.model_validate(self._entered())
            except ValidationError as failure:
                for error in failure.errors():
                    name = str(error["loc"][0]) if error["loc"] else ""
                    row = self._rows.get(name)
                    errors.setdefault(name if row else "", error_text(error))
        for name, row in self._rows.items():
            row.set_error(errors.get(name, "") if row.is_begun() else "")
            if name in errors and row.field.advanced and not self._show_all:
                self.show_all(True)  # an error nobody can see cannot be mended
        self._whole_error.set_message("error", errors.get("", ""))
        self._whole_error.setVisible("" in errors)
        if self._valid != (not errors):
            self._valid = not errors
            self.validity_changed.emit(self._valid)


class _GroupHeading(QWidget):
    """What the fields below have in common."""

    def __init__(self, text: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 20, 0, 6)
        layout.setSpacing(6)
        layout.addWidget(Heading(text))
        layout.addWidget(Rule())


class _Row(QWidget):
    """One field.

    Signals:
        edited(): its value was changed by hand.
    """

    edited = Signal()

    def __init__(self, field: OptionField, parent: QWidget, is_narrow: bool) -> None:
        super().__init__(parent)
        self.field = field
        self._touched = False
        self.editor = make_editor(field)
        self.editor.edited.connect(self._on_edited)
        self.editor.field.setAccessibleName(field.title)
        self.editor.field.setAccessibleDescription(field.explanation)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.rule = Rule()
        outer.addWidget(self.rule)
        title, explanation = Strong(field.title), Caption(field.explanation)
        title.setBuddy(self.editor.field)
        if not field.explanation:
            explanation.hide()
        self._below = QVBoxLayout()
        self.reset = IconButton("reset", self.tr("Reset “{0}” to its default").format(field.title))
        keep = self.reset.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # the editor must not jump when it appears
        self.reset.setSizePolicy(keep)
        self.reset.clicked.connect(self._on_reset)
        self._error = Caption()
        self._error.set_tone("danger")
        self._error.hide()
        place = self._lay_out_narrow if is_narrow else self._lay_out_wide
        outer.addLayout(place(title, explanation))
        self._wide = QVBoxLayout()
        outer.addLayout(self._wide)
        self.set_value(field.default)

    def _lay_out_wide(self, title: Strong, explanation: Caption) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 10, 0, 10)
        line.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(explanation)
        words.addLayout(self._below)
        words.addStretch(1)
        line.addLayout(words, 1)
        right = QVBoxLayout()
        right.setSpacing(4)
        controls = QHBoxLayout()
        controls.setSpacing(4)
        controls.addWidget(self.reset)
        controls.addWidget(self.editor)
        right.addLayout(controls)
        self._error.setFixedWidth(WIDTH)
        right.addWidget(self._error, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        line.addLayout(right)
        return line

    def _lay_out_narrow(self, title: Strong, explanation: Caption) -> QVBoxLayout:
        self.editor.setFixedWidth(NARROW)
        column = QVBoxLayout()
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(title, 1)
        line.addWidget(self.reset)
        line.addWidget(self.editor)
        column.addLayout(line)
        column.addWidget(self._error)
        column.addWidget(explanation)
        column.addLayout(self._below)
        return column

    def place_below(self, widget: QWidget, *, wide: bool) -> None:
        if wide:
            self._wide.addWidget(widget)
        else:
            self._below.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def set_value(self, value: object) -> None:
        self.editor.set_value(value)
        self._show_reset()

    def is_begun(self) -> bool:
        """Whether somebody has had a hand in it, or it has a value."""
        return self._touched or bool(self.editor.value())

    def error(self) -> str:
        return self._error.text()

    def set_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.editor.set_invalid(bool(text))
        self.editor.field.setAccessibleDescription(text or self.field.explanation)

    def _show_reset(self) -> None:
        self.reset.setVisible(self.field.default is not None and not self._is_default())

    def _is_default(self) -> bool:
        now, default = self.editor.value(), self.field.default
        if isinstance(default, (list, tuple, set)):
            return [str(part) for part in default] == now
        return now == default

    def _on_edited(self) -> None:
        self._touched = True
        self._show_reset()
        self.edited.emit()

    def _on_reset(self) -> None:
        self.set_value(self.field.default)
        self.editor.field.setFocus()
        self.edited.emit()
