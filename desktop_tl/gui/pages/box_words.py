"""Says in words and colours what became of boxes, and what a model that finds objects is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_tl.gui.pages.train_words import percent_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, join_sentences
from desktop_tl.gui.widgets.boxes import DrawnBox
from desktop_tl.gui.widgets.tiles import Badge
from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.box_verdicts import BoxVerdicts, JudgedBox, Verdict

translate = QCoreApplication.translate

VERDICT_COLOURS: dict[Verdict, str] = {"hit": "#2F9E5B", "wrong": "#E08A1E", "missed": "#E3C01C", "alarm": "#E0483F"}
"""As they are drawn on pictures. What was missed is dashed too, and each says in words what it is."""


def objects_text(count: int) -> str:
    """ "1 object" or "1,797 objects"."""
    if count == 1:
        return translate("BoxWords", "1 object")
    return translate("BoxWords", "{0} objects").format(count_text(count))


def alarms_text(count: int) -> str:
    """ "no false alarms", "1 false alarm" or "12 false alarms"."""
    if not count:
        return translate("BoxWords", "no false alarms")
    if count == 1:
        return translate("BoxWords", "1 false alarm")
    return translate("BoxWords", "{0} false alarms").format(count_text(count))


def boxes_sentence(evaluation: BoxEvaluation, words: SampleWords, verdicts: BoxVerdicts) -> str:
    """ "Found 87 of 100 objects in 40 pictures; 5 false alarms. Best on ‘dog’, often misses ‘cat’." """
    hits, wrong = verdicts.count("hit"), verdicts.count("wrong")
    sentence = translate("BoxWords", "Found {0} of {1} in {2}; {3}.").format(
        count_text(hits + wrong),
        objects_text(evaluation.objects),
        words.count(len(evaluation.samples)),
        alarms_text(verdicts.count("alarm")),
    )
    if wrong:
        text = translate("BoxWords", "1 was called something else.") if wrong == 1 else ""
        more = text or translate("BoxWords", "{0} were called something else.").format(count_text(wrong))
        sentence = join_sentences(sentence, more)
    known = [(one.recall, one.name) for one in verdicts.figures if one.recall is not None]
    best, worst = max(known, default=None), min(known, default=None)
    if best is None or worst is None or best[0] == worst[0]:
        return sentence
    ends = translate("BoxWords", "Best on ‘{0}’, weakest on ‘{1}’.").format(best[1], worst[1])
    return join_sentences(sentence, ends)


def judged_boxes(classes: Sequence[str], boxes: Sequence[JudgedBox]) -> list[DrawnBox]:
    """As they are drawn on a picture."""
    return [
        DrawnBox(
            edges=box.edges,
            text=judged_text(classes, box),
            colour=VERDICT_COLOURS[box.verdict],
            is_dashed=box.verdict == "missed",
        )
        for box in boxes
    ]


def judged_text(classes: Sequence[str], box: JudgedBox) -> str:
    """What stands on its plate: "cat 92 %", "dog 80 %, is cat", "cat, missed", "dog 75 %, false alarm"."""
    name, sure = classes[box.label], percent_text(box.score, 0) if box.score is not None else ""
    match box.verdict:
        case "hit":
            return f"{name} {sure}"
        case "wrong":
            return translate("BoxWords", "{0} {1}, is {2}").format(name, sure, classes[box.truth or 0])
        case "missed":
            return translate("BoxWords", "{0}, missed").format(name)
        case "alarm":
            return translate("BoxWords", "{0} {1}, false alarm").format(name, sure)


def picture_sentence(classes: Sequence[str], boxes: Sequence[JudgedBox]) -> str:
    """ "Found 3 of 4 objects. Missed: ‘cat’. 1 false alarm." """
    counts = Counter(box.verdict for box in boxes)
    objects = counts["hit"] + counts["wrong"] + counts["missed"]
    if not objects and not counts["alarm"]:
        return translate("BoxWords", "Nothing is to be found, and nothing was.")
    told = []
    if objects:
        found = count_text(counts["hit"] + counts["wrong"])
        told.append(translate("BoxWords", "Found {0} of {1}.").format(found, objects_text(objects)))
    missed = list(dict.fromkeys(classes[box.label] for box in boxes if box.verdict == "missed"))
    if missed:
        told.append(translate("BoxWords", "Missed: {0}.").format(", ".join(missed)))
    for box in boxes:
        if box.verdict == "wrong":
            words = translate("BoxWords", "‘{0}’ was called ‘{1}’.")
            told.append(words.format(classes[box.truth or 0], classes[box.label]))
    if counts["alarm"]:
        told.append(f"{alarms_text(counts['alarm'])}{translate('BoxWords', '.')}")
    return join_sentences(*told)


def picture_caption(boxes: Sequence[JudgedBox]) -> str:
    """What is below a tile: "3 of 4 · 1 false alarm"."""
    counts = Counter(box.verdict for box in boxes)
    objects = counts["hit"] + counts["wrong"] + counts["missed"]
    parts = []
    if objects:
        parts.append(translate("BoxWords", "{0} of {1}").format(counts["hit"], objects))
    if counts["alarm"]:
        parts.append(alarms_text(counts["alarm"]))
    return " · ".join(parts) or translate("BoxWords", "background")


def picture_badge(boxes: Sequence[JudgedBox], verdict: Verdict | None) -> Badge | None:
    """How many mistakes, or boxes of the chosen kind, are in it."""
    count = sum(box.verdict == verdict if verdict else box.verdict != "hit" for box in boxes)
    return Badge(count_text(count), "success" if verdict == "hit" else "danger") if count else None
