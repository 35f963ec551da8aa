"""Says in words what a backbone is, how large and how good, and where its weights are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.backbones import BackboneSpec, PackageFile, Weights
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing, TextPreprocessing
from desktop_tl.gui.widgets.amounts import bytes_text, count_text, short_count


def published_accuracy(spec: BackboneSpec) -> float | None:
    """Of the weights that are offered first."""
    return spec.weights[0].accuracy if spec.weights else None


def percent_text(share: float | None) -> str:
    """0.8112 → "81.1 %"; empty for None."""
    return "" if share is None else f"{share * 100:.1f}\N{NO-BREAK SPACE}%"


def size_text(spec: BackboneSpec) -> str:
    """ "25.6 M parameters"; empty if nobody counted."""
    if spec.parameters is None:
        return ""
    return QCoreApplication.translate("ModelPage", "{0} parameters").format(short_count(spec.parameters))


def work_text(spec: BackboneSpec) -> str:
    """How much work one sample is: "4.1 G operations"; G is said where short_count says B."""
    if spec.flops is None:
        return ""
    amount = short_count(spec.flops).replace("\N{NO-BREAK SPACE}B", "\N{NO-BREAK SPACE}G")
    return QCoreApplication.translate("ModelPage", "{0} operations").format(amount)


def weights_word(spec: BackboneSpec, is_here: bool | None) -> str:
    """For the list: "here", "98 MB", "to install" or "none"; empty while it is not known yet."""
    translate = QCoreApplication.translate
    if not spec.weights:
        return translate("ModelPage", "no weights")
    if is_here is None:
        return ""
    if is_here:
        return translate("ModelPage", "here")
    source = spec.weights[0].source
    if isinstance(source, PackageFile):
        return translate("ModelPage", "to install")
    return bytes_text(source.size) if source.size else translate("ModelPage", "download")


def weights_sentence(weights: Weights | None, is_here: bool | None) -> str:
    """For the details: whether training can begin at once."""
    translate = QCoreApplication.translate
    if weights is None:
        return translate("ModelPage", "There are no pretrained weights for it: it can only be trained from scratch.")
    if is_here is None:
        return translate("ModelPage", "Looking for its weights…")
    if is_here:
        return translate("ModelPage", "Its weights are on this computer.")
    source = weights.source
    if isinstance(source, PackageFile):
        words = translate("ModelPage", "Its weights come with the package {0}, which is not installed.")
        return words.format(source.distribution)
    if source.size:
        words = translate("ModelPage", "Its weights are downloaded when training begins: {0}.")
        return words.format(bytes_text(source.size))
    return translate("ModelPage", "Its weights are downloaded when training begins.")


@dataclass(frozen=True)
class InputWords:
    """What is said of the samples that the network takes.

    Args:
        work: name and explanation of the work for one sample.
        size: name, value and explanation of its size.
        preparation: what is done to it, and an explanation.
    """

    work: tuple[str, str]
    size: tuple[str, str, str]
    preparation: tuple[str, str]


def input_words(spec: BackboneSpec, preprocessing: Preprocessing) -> InputWords:
    """For pictures or for texts."""
    if isinstance(preprocessing, TextPreprocessing):
        return _text_words(preprocessing)
    return _picture_words(spec, preprocessing)


def _text_words(preprocessing: TextPreprocessing) -> InputWords:
    translate = QCoreApplication.translate
    length = translate("ModelPage", "{0} tokens").format(count_text(preprocessing.max_length))
    if preprocessing.longest > preprocessing.max_length:
        words = translate("ModelPage", "{0}; {1} at most")
        length = words.format(length, count_text(preprocessing.longest))
    return InputWords(
        work=(
            translate("ModelPage", "Work for a text"),
            translate("ModelPage", "Multiplications with additions for one text of this length; more take longer."),
        ),
        size=(
            translate("ModelPage", "Text length"),
            length,
            translate(
                "ModelPage",
                "Tokens are words and parts of words. What is longer is cut; the length can be changed in the settings "
                "of the training.",
            ),
        ),
        preparation=(
            translate("ModelPage", "Cut into tokens by the tokenizer that it was trained with"),
            translate("ModelPage", "What is done to every text."),
        ),
    )


def _picture_words(spec: BackboneSpec, preprocessing: ImagePreprocessing) -> InputWords:
    translate = QCoreApplication.translate
    side = translate("ModelPage", "{0} × {0} pixels").format(preprocessing.size)
    return InputWords(
        work=(
            translate("ModelPage", "Work for a picture"),
            translate("ModelPage", "Multiplications with additions for one picture; more take longer."),
        ),
        size=(
            translate("ModelPage", "Picture size"),
            translate("ModelPage", "{0}, no other size").format(side) if spec.fixed_size else side,
            translate("ModelPage", "Every picture is brought to this size before the network sees it."),
        ),
        preparation=(_picture_preparation(preprocessing), translate("ModelPage", "What is done to every picture.")),
    )


def _picture_preparation(preprocessing: ImagePreprocessing) -> str:
    translate = QCoreApplication.translate
    if preprocessing.crop == "squash":
        words = translate("ModelPage", "Resized to {size} × {size} ({how})")
    elif preprocessing.crop == "letterbox":
        words = translate("ModelPage", "Longer side to {size} ({how}), the rest of {size} × {size} filled up")
    else:
        words = translate("ModelPage", "Shorter side to {resize} ({how}), {size} × {size} from the middle")
    shown = words.format(size=preprocessing.size, resize=preprocessing.resize, how=preprocessing.interpolation)
    mean, std = (", ".join(f"{part:.3g}" for part in values) for values in (preprocessing.mean, preprocessing.std))
    return shown + "\n" + translate("ModelPage", "mean {mean} · std {std}").format(mean=mean, std=std)
