"""What the dataset of pictures with boxes says of its files; {0} and so on are what varies."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

BOXES = (
    QT_TRANSLATE_NOOP("Engine", "Boxes with an edge that is no number are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Boxes of negative width or height are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Boxes without area are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Boxes outside the picture are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Boxes that stick out of the picture are cut at its edge: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Boxes of a class that the file does not name are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Boxes of a class that has no name are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Crowd regions, which hold many objects as one, are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Annotations without a box of four numbers are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Objects without a name are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Objects without a box of four numbers are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Lines that are no box are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Label files that cannot be read are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Annotations of ‘{0}’ that belong to none of its images are left out: {1}."),
    QT_TRANSLATE_NOOP("Engine", "Files without annotations are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Entries that are not as COCO has them are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures found by their name, not where the file says: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures found by their name, not beside their file: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures found by their name, not where the list says: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures that an earlier file holds already are taken only once: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures that no JSON file names are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "XML files that no list in ImageSets names are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "XML files that describe no picture are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures without an XML file are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures without a text file are taken as background: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Outlines are taken as the boxes around them: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Pictures that belong to no split are left out: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Text files in folders of labels that belong to no picture: {0}."),
    QT_TRANSLATE_NOOP("Engine", "No data.yaml or classes.txt names the classes: they are called by their numbers."),
    QT_TRANSLATE_NOOP("Engine", "What data.yaml says of the splits leads nowhere and is left out: {0}."),
    QT_TRANSLATE_NOOP(
        "Engine", "data.yaml names the same pictures to learn from and to measure on: a part is kept back instead."
    ),
    QT_TRANSLATE_NOOP("Engine", "1 picture has no boxes: it is kept as background, where nothing is to be found."),
    QT_TRANSLATE_NOOP(
        "Engine", "{0} pictures have no boxes: they are kept as background, where nothing is to be found."
    ),
    QT_TRANSLATE_NOOP("Engine", "1 class without a box left out."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes without a box left out."),
    QT_TRANSLATE_NOOP("Engine", "1 class has boxes only in the pictures to measure on: they cannot be learnt."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes have boxes only in the pictures to measure on: they cannot be learnt."),
    QT_TRANSLATE_NOOP("Engine", "1 class has boxes only in the pictures to learn from: they are not measured."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes have boxes only in the pictures to learn from: they are not measured."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{0} of {1} pictures looked at have other proportions than their annotation says: their boxes may be in the "
        "wrong place.",
    ),
    QT_TRANSLATE_NOOP("Engine", "1 JSON file whose name tells no split left out."),
    QT_TRANSLATE_NOOP("Engine", "{0} JSON files whose name tells no split left out."),
    QT_TRANSLATE_NOOP("Engine", "none of its boxes can be used"),
    QT_TRANSLATE_NOOP("Engine", "there is no picture ‘{0}’"),
    QT_TRANSLATE_NOOP("Engine", "another file describes ‘{0}’ already"),
    QT_TRANSLATE_NOOP("Engine", "it is no valid XML: {0}"),
    QT_TRANSLATE_NOOP("Engine", "it declares a document type, which annotations never need and which may do harm"),
)
