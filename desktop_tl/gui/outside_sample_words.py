"""What is said of pictures, texts and tables of either, for the translators."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

PICTURES = (
    QT_TRANSLATE_NOOP("Engine", "it needs more memory than there is"),
    QT_TRANSLATE_NOOP("Engine", "it has {0} × {1} pixels, over the limit of {2} megapixels"),
    QT_TRANSLATE_NOOP("Engine", "there is no such file"),
    QT_TRANSLATE_NOOP("Engine", "there is no permission to read the file"),
    QT_TRANSLATE_NOOP("Engine", "it is a folder, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is far too large: {0}"),
    QT_TRANSLATE_NOOP("Engine", "the drive failed to read it: {0}"),
    QT_TRANSLATE_NOOP("Engine", "the file is empty (0 bytes)"),
    QT_TRANSLATE_NOOP("Engine", "the picture is cut off or damaged ({0})"),
    QT_TRANSLATE_NOOP("Engine", "it is a PDF document, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is an EPS document, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is an SVG drawing, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is an XML document, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is a ZIP archive, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is a RAR archive, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is a gzip archive, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "HEIC pictures are not supported; save it as JPEG or PNG"),
    QT_TRANSLATE_NOOP("Engine", "it is a text file, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is not a picture, or in a format that is not supported"),
)
"""Why a picture cannot be used."""

TEXTS = (
    QT_TRANSLATE_NOOP("Engine", "the text is empty"),
    QT_TRANSLATE_NOOP("Engine", "it is not a text file"),
    QT_TRANSLATE_NOOP("Engine", "it is a picture, not a text"),
    QT_TRANSLATE_NOOP("Engine", "it is a text, not a picture"),
    QT_TRANSLATE_NOOP("Engine", "it is a folder, not a text"),
    QT_TRANSLATE_NOOP("Engine", "it is not written in {0} (byte {1} does not fit); save it as UTF-8"),
    QT_TRANSLATE_NOOP("Engine", "nothing of the text is known to the tokenizer"),
    QT_TRANSLATE_NOOP("Engine", "the file has more than {0} MB"),
    QT_TRANSLATE_NOOP("Engine", "it cannot be read: {0}"),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ is not a text file."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ is not written in {1}: byte {2} does not fit."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ cannot be read: {1}."),
)
"""Why a text cannot be used."""

NOTES = (
    QT_TRANSLATE_NOOP("Engine", "1 hidden or system file ignored."),
    QT_TRANSLATE_NOOP("Engine", "{0} hidden or system files ignored."),
    QT_TRANSLATE_NOOP("Engine", "1 other file ignored: {0}."),
    QT_TRANSLATE_NOOP("Engine", "{0} other files ignored: {1}."),
    QT_TRANSLATE_NOOP("Engine", "1 picture recognised by content, not by extension."),
    QT_TRANSLATE_NOOP("Engine", "{0} pictures recognised by content, not by extension."),
    QT_TRANSLATE_NOOP("Engine", "Links to folders that are read anyway were not followed."),
    QT_TRANSLATE_NOOP("Engine", "Folders that cannot be read are left out."),
    QT_TRANSLATE_NOOP("Engine", "1 picture outside class folders left out."),
    QT_TRANSLATE_NOOP("Engine", "{0} pictures outside class folders left out."),
    QT_TRANSLATE_NOOP("Engine", "1 folder without pictures left out of the classes."),
    QT_TRANSLATE_NOOP("Engine", "{0} folders without pictures left out of the classes."),
    QT_TRANSLATE_NOOP("Engine", "1 folder with one picture only."),
    QT_TRANSLATE_NOOP("Engine", "{0} folders with one picture only."),
    QT_TRANSLATE_NOOP("Engine", "{0} folders beside train and val are left out."),
    QT_TRANSLATE_NOOP("Engine", "The folders in ‘{0}’ are taken as the classes."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ has {1} pictures but no class folders: left out, use it for predictions."),
    QT_TRANSLATE_NOOP("Engine", "1 class without pictures: the model will hardly ever predict it."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes without pictures: the model will hardly ever predict it."),
    QT_TRANSLATE_NOOP("Engine", "1 class with a single picture: nothing is left to validate on."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes with a single picture: nothing is left to validate on."),
    QT_TRANSLATE_NOOP(
        "Engine", "1 class with a single picture; it is used for training: nothing is left to validate on."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "{0} classes with a single picture; it is used for training: nothing is left to validate on."
    ),
    QT_TRANSLATE_NOOP("Engine", "1 class with fewer than {0} pictures: expect mistakes there."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes with fewer than {1} pictures: expect mistakes there."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "‘{0}’ has {1} pictures, ‘{2}’ only {3}: the model may prefer the large class. "
        "Look at the results per class, and add pictures of the small one.",
    ),
)
"""What the first-party plugins remark on the data."""

TEXT_NOTES = (
    QT_TRANSLATE_NOOP("Engine", "1 text recognised by content, not by extension."),
    QT_TRANSLATE_NOOP("Engine", "{0} texts recognised by content, not by extension."),
    QT_TRANSLATE_NOOP("Engine", "1 text outside class folders left out."),
    QT_TRANSLATE_NOOP("Engine", "{0} texts outside class folders left out."),
    QT_TRANSLATE_NOOP("Engine", "1 folder without texts left out of the classes."),
    QT_TRANSLATE_NOOP("Engine", "{0} folders without texts left out of the classes."),
    QT_TRANSLATE_NOOP("Engine", "1 folder with one text only."),
    QT_TRANSLATE_NOOP("Engine", "{0} folders with one text only."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ has {1} texts but no class folders: left out, use it for predictions."),
    QT_TRANSLATE_NOOP("Engine", "1 class without texts: the model will hardly ever predict it."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes without texts: the model will hardly ever predict it."),
    QT_TRANSLATE_NOOP("Engine", "1 class with a single text: nothing is left to validate on."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes with a single text: nothing is left to validate on."),
    QT_TRANSLATE_NOOP("Engine", "1 class with a single text; it is used for training: nothing is left to validate on."),
    QT_TRANSLATE_NOOP(
        "Engine", "{0} classes with a single text; it is used for training: nothing is left to validate on."
    ),
    QT_TRANSLATE_NOOP("Engine", "1 class with fewer than {0} texts: expect mistakes there."),
    QT_TRANSLATE_NOOP("Engine", "{0} classes with fewer than {1} texts: expect mistakes there."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "‘{0}’ has {1} texts, ‘{2}’ only {3}: the model may prefer the large class. "
        "Look at the results per class, and add texts of the small one.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Texts are taken from the column ‘{0}’, classes from ‘{1}’, the split from ‘{2}’."),
    QT_TRANSLATE_NOOP("Engine", "Texts are taken from the column ‘{0}’, classes from ‘{1}’."),
    QT_TRANSLATE_NOOP("Engine", "Texts are taken from the column ‘{0}’, the split from ‘{1}’."),
    QT_TRANSLATE_NOOP("Engine", "Texts are taken from the column ‘{0}’."),
    QT_TRANSLATE_NOOP("Engine", "The first line looks like data, not like a header: the columns are called {0}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "1 row goes over several lines that look like rows of their own (line {0}). "
        "Where quotes are a part of the texts, switch off that they enclose texts (quotes=false).",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{0} rows go over several lines that look like rows of their own (first in line {1}). "
        "Where quotes are a part of the texts, switch off that they enclose texts (quotes=false).",
    ),
    QT_TRANSLATE_NOOP("Engine", "it has no class"),
    QT_TRANSLATE_NOOP("Engine", "it has no split"),
    QT_TRANSLATE_NOOP("Engine", "it has no text"),
    QT_TRANSLATE_NOOP("Engine", "it has no picture"),
    QT_TRANSLATE_NOOP("Engine", "it has 1 field instead of {0}"),
    QT_TRANSLATE_NOOP("Engine", "it has {0} fields instead of {1}"),
    QT_TRANSLATE_NOOP("Engine", "it is not valid JSON ({0})"),
    QT_TRANSLATE_NOOP("Engine", "it is no object with named values"),
)
"""The same on texts, and what is remarked on tables."""

WRITING = (
    QT_TRANSLATE_NOOP("Engine", "1 training text is few to learn to write from: expect it to repeat them."),
    QT_TRANSLATE_NOOP("Engine", "{0} training texts are few to learn to write from: expect it to repeat them."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "All texts have more than the {0} tokens that are learnt of each; what is behind them is left out. Choose a "
        "greater text length (max_length), or cut the texts into shorter blocks.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "About {0} % of the texts have more than the {1} tokens that are learnt of each; what is behind them is left "
        "out. Choose a greater text length (max_length), or cut the texts into shorter blocks.",
    ),
)
"""What is remarked on texts that are learnt themselves."""

ANSWERS = (
    QT_TRANSLATE_NOOP("Engine", "1 label without a training picture: the model will hardly ever say it."),
    QT_TRANSLATE_NOOP("Engine", "{0} labels without a training picture: the model will hardly ever say it."),
    QT_TRANSLATE_NOOP("Engine", "1 label with fewer than {0} pictures: expect mistakes there."),
    QT_TRANSLATE_NOOP("Engine", "{0} labels with fewer than {1} pictures: expect mistakes there."),
    QT_TRANSLATE_NOOP("Engine", "1 label that every training picture has: the model will always say it."),
    QT_TRANSLATE_NOOP("Engine", "{0} labels that every training picture has: the model will always say it."),
    QT_TRANSLATE_NOOP("Engine", "{0} training pictures are few to tell values from: expect large errors."),
    QT_TRANSLATE_NOOP("Engine", "1 value never differs in the training pictures: the model will always say the same."),
    QT_TRANSLATE_NOOP(
        "Engine", "{0} values never differ in the training pictures: the model will always say the same."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "1 picture has a value more than {0} standard deviations away from the mean: is that a slip?"
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "{0} pictures have values more than {1} standard deviations away from the mean: is that a slip?"
    ),
    QT_TRANSLATE_NOOP("Engine", "Pictures are taken from the column ‘{0}’, what they are from ‘{1}’."),
    QT_TRANSLATE_NOOP(
        "Engine", "Pictures are taken from the column ‘{0}’, what they are from ‘{1}’, the split from ‘{2}’."
    ),
    QT_TRANSLATE_NOOP("Engine", "1 row names a picture again; its labels are taken together."),
    QT_TRANSLATE_NOOP("Engine", "{0} rows name a picture again; their labels are taken together."),
    QT_TRANSLATE_NOOP("Engine", "1 picture has no label."),
    QT_TRANSLATE_NOOP("Engine", "{0} pictures have no label."),
    QT_TRANSLATE_NOOP("Engine", "it names no picture"),
    QT_TRANSLATE_NOOP("Engine", "it has no value in ‘{0}’"),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ in ‘{1}’ is no number"),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ in ‘{1}’ is neither 0 nor 1"),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ is no split"),
)
"""What is remarked on labels and values."""
