"""Puts into the language of the window what rooms without Qt say: first-party plugins of themselves, the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop_tl.gui.outside_box_words import BOXES

_ENGINE = (
    QT_TRANSLATE_NOOP("Engine", "CPU, 1 thread"),
    QT_TRANSLATE_NOOP("Engine", "CPU, {0} threads"),
    QT_TRANSLATE_NOOP("Engine", "1 thread"),
    QT_TRANSLATE_NOOP("Engine", "{0} threads"),
    QT_TRANSLATE_NOOP("Engine", "the recipe asks for the CPU"),
    QT_TRANSLATE_NOOP("Engine", "the recipe asks for the CPU, a GPU is here"),
    QT_TRANSLATE_NOOP("Engine", "a working GPU is here"),
    QT_TRANSLATE_NOOP("Engine", "a working Apple GPU is here"),
    QT_TRANSLATE_NOOP("Engine", "this torch was built without CUDA"),
    QT_TRANSLATE_NOOP("Engine", "no GPU with a working CUDA driver was found"),
    QT_TRANSLATE_NOOP("Engine", "the GPU was found but does not compute ({0})"),
    QT_TRANSLATE_NOOP("Engine", "channels last"),
    QT_TRANSLATE_NOOP("Engine", "contiguous"),
    QT_TRANSLATE_NOOP("Engine", "the head alone"),
    QT_TRANSLATE_NOOP("Engine", "1 thread took {0} × the time of {1}"),
    QT_TRANSLATE_NOOP("Engine", "{0} threads took {1} × the time of {2}"),
    QT_TRANSLATE_NOOP("Engine", "other programs are busy, so that fewer threads were not tried"),
    QT_TRANSLATE_NOOP("Engine", "no stage is trained, and the head is too small to gain from it"),
    QT_TRANSLATE_NOOP("Engine", "the training is too short to win back the minutes that compiling takes"),
    QT_TRANSLATE_NOOP("Engine", "it cannot be compiled here ({0})"),
    QT_TRANSLATE_NOOP("Engine", "a compiled step took {0} × the time of a plain one, compiling {1} s"),
    QT_TRANSLATE_NOOP("Engine", "channels last took {0} × the time of contiguous"),
    QT_TRANSLATE_NOOP("Engine", "the recipe asks for it"),
    QT_TRANSLATE_NOOP("Engine", "half precision is not used on this kind of device"),
    QT_TRANSLATE_NOOP("Engine", "the device has no instructions for half precision, which is then many times slower"),
    QT_TRANSLATE_NOOP("Engine", "so small that half precision gains nothing"),
    QT_TRANSLATE_NOOP("Engine", "bf16 took {0} × the time of fp32, what it gives differs by {1}"),
    QT_TRANSLATE_NOOP("Engine", "bf16 took {0} × the time of fp32"),
    QT_TRANSLATE_NOOP("Engine", "no processor is to spare beside the training"),
    QT_TRANSLATE_NOOP("Engine", "threads have the next batch ready before a step of {0} ms is done"),
    QT_TRANSLATE_NOOP(
        "Engine", "threads need {0} ms for the samples of a step of {1} ms, but no processor is to spare"
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "threads need {0} ms for the samples of a step of {1} ms, but processes would not win back the time to "
        "start them",
    ),
    QT_TRANSLATE_NOOP("Engine", "threads need {0} ms for the samples of a step of {1} ms"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "A process that loads samples was started again: the system killed one, most likely because memory ran out.",
    ),
    QT_TRANSLATE_NOOP("Engine", "A process that loads samples was started again: one was ended by the signal {0}."),
    QT_TRANSLATE_NOOP("Engine", "A process that loads samples was started again: one ended with exit status {0}."),
)
"""What the engine says of the device and of how it computes; {0} and so on are what varies."""

_PICTURES = (
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

_TEXTS = (
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

_NOTES = (
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

_TEXT_NOTES = (
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

_WRITING = (
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

_ANSWERS = (
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

_RUNS = (
    QT_TRANSLATE_NOOP("Engine", "There is no run in {0}."),
    QT_TRANSLATE_NOOP(
        "Engine", "Choose the folder of a run, which holds its recipe.toml, or one that holds several runs."
    ),
)
"""What is said of folders of runs."""

_DOCTOR = (
    QT_TRANSLATE_NOOP("Engine", "Settings"),
    QT_TRANSLATE_NOOP("Engine", "Plugins"),
    QT_TRANSLATE_NOOP("Engine", "Device"),
    QT_TRANSLATE_NOOP("Engine", "Window"),
    QT_TRANSLATE_NOOP("Engine", "Fonts"),
    QT_TRANSLATE_NOOP("Engine", "Runs"),
    QT_TRANSLATE_NOOP("Engine", "Weights"),
    QT_TRANSLATE_NOOP("Engine", "Cache"),
    QT_TRANSLATE_NOOP("Engine", "Network"),
    QT_TRANSLATE_NOOP("Engine", "Python {0} on {1} ({2}), {3} processors"),
    QT_TRANSLATE_NOOP("Engine", "{0}; its files are in {1}"),
    QT_TRANSLATE_NOOP("Engine", "{0} ready; {1} backbones, {2} datasets"),
    QT_TRANSLATE_NOOP("Engine", "no plugin is ready, so there is nothing to train"),
    QT_TRANSLATE_NOOP("Engine", "Qt {0} on the platform {1}"),
    QT_TRANSLATE_NOOP("Engine", "{0} fonts in {1}"),
    QT_TRANSLATE_NOOP("Engine", "no fonts in {0}; the system's are used"),
    QT_TRANSLATE_NOOP("Engine", "Reinstall the app."),
    QT_TRANSLATE_NOOP("Engine", "{0} cannot be written: {1}"),
    QT_TRANSLATE_NOOP("Engine", "{0}, {1} GB free"),
    QT_TRANSLATE_NOOP("Engine", "Make room: runs and weights may not fit."),
    QT_TRANSLATE_NOOP("Engine", "set to stay offline"),
    QT_TRANSLATE_NOOP("Engine", "used only for downloads that you ask for"),
)
"""What is said of a computer that is well, and its commonest troubles."""

_TOOLS = (
    QT_TRANSLATE_NOOP("Engine", "The observer ‘{0}’ does not watch this run: {1}"),
    QT_TRANSLATE_NOOP("Engine", "The observer ‘{0}’ failed and was left out, the run goes on: {1}"),
    QT_TRANSLATE_NOOP("Engine", "The observer ‘{0}’ has not answered for {1} seconds; the run goes on without it."),
    QT_TRANSLATE_NOOP("Engine", "The observer ‘{0}’ was too slow to write everything down before the run ended."),
    QT_TRANSLATE_NOOP("Engine", "{0}: to look at it, run: {1}"),
    QT_TRANSLATE_NOOP("Engine", "Loading the model"),
    QT_TRANSLATE_NOOP("Engine", "Writing the files"),
    QT_TRANSLATE_NOOP("Engine", "Checking that they compute the same"),
)
"""What observers and exporters say."""

_TORCH = (
    QT_TRANSLATE_NOOP("Engine", "this Mac has Apple silicon, whose GPU it uses"),
    QT_TRANSLATE_NOOP("Engine", "this Mac has an Intel processor"),
    QT_TRANSLATE_NOOP("Engine", "{0} is here, and its driver {1} runs CUDA {2}"),
    QT_TRANSLATE_NOOP("Engine", "smaller, but it leaves the graphics card unused"),
    QT_TRANSLATE_NOOP("Engine", "no NVIDIA card with a driver was found"),
    QT_TRANSLATE_NOOP("Engine", "an NVIDIA card is here, but no driver for it"),
    QT_TRANSLATE_NOOP("Engine", "{0} with driver {1} is too old for it"),
    QT_TRANSLATE_NOOP("Engine", "The index has no {0}, so {1} is taken."),
    QT_TRANSLATE_NOOP("Engine", "PyTorch is not set up."),
    QT_TRANSLATE_NOOP("Engine", "Set it up first: the button for it is at the top."),
    QT_TRANSLATE_NOOP("Engine", "Set it up: `desktop-tl setup-torch`, or on the page that the window shows for it."),
    QT_TRANSLATE_NOOP("Engine", "Set it up: desktop-tl setup-torch"),
    QT_TRANSLATE_NOOP("Engine", "Repair it: desktop-tl setup-torch --repair"),
    QT_TRANSLATE_NOOP("Engine", "PyTorch cannot be loaded: {0}."),
    QT_TRANSLATE_NOOP("Engine", "PyTorch in {0} is not used: it was made for another Python."),
    QT_TRANSLATE_NOOP("Engine", "PyTorch in {0} is not used: it is missing or damaged."),
    QT_TRANSLATE_NOOP("Engine", "This PyTorch does not work here: {0}."),
    QT_TRANSLATE_NOOP("Engine", "Nothing was changed. Try again, or choose another build."),
    QT_TRANSLATE_NOOP("Engine", "The app is set to stay offline, so PyTorch cannot be downloaded."),
    QT_TRANSLATE_NOOP("Engine", "Allow the network in the settings, or take a folder of wheels."),
    QT_TRANSLATE_NOOP("Engine", "Check the network, or take a folder of wheels."),
    QT_TRANSLATE_NOOP("Engine", "Check the address of the index: {0}"),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ is not the address of a package index."),
    QT_TRANSLATE_NOOP("Engine", "An example is {0}."),
    QT_TRANSLATE_NOOP("Engine", "There is no folder ‘{0}’."),
    QT_TRANSLATE_NOOP("Engine", "Choose a folder that holds wheels."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ does not hold all that is needed: there is no fitting wheel of ‘{1}’."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Put it there. On a computer with network and the same Python and system, this fetches all of them: {0}",
    ),
    QT_TRANSLATE_NOOP("Engine", "{0} cannot be downloaded: {1}."),
    QT_TRANSLATE_NOOP(
        "Engine", "Check the network and try again: it goes on where it ended. Or take a folder of wheels."
    ),
    QT_TRANSLATE_NOOP("Engine", "The disk of {0} is full."),
    QT_TRANSLATE_NOOP("Engine", "Make room and try again: it goes on where it ended."),
    QT_TRANSLATE_NOOP("Engine", "The disk of {0} is too full: about {1} GB are needed, {2} GB are free."),
    QT_TRANSLATE_NOOP("Engine", "Make room and try again, or choose a smaller build. Nothing was changed."),
    QT_TRANSLATE_NOOP("Engine", "PyTorch is being set up by another window or terminal."),
)
"""What is said while PyTorch is set up."""

_PLUGINS = (
    QT_TRANSLATE_NOOP("Engine", "Safe mode starts first-party plugins only."),
    QT_TRANSLATE_NOOP("Engine", "The app ended abruptly while it was loading this plugin, so it was left out."),
    QT_TRANSLATE_NOOP("Engine", "Update it, or enable it to try once more."),
    QT_TRANSLATE_NOOP("Engine", "{0} was installed from the file {1} and stays: install a newer file instead."),
    QT_TRANSLATE_NOOP("Engine", "{0} was asked for, so it stays: install it without a version to follow the newest."),
    QT_TRANSLATE_NOOP("Engine", "Nothing was changed."),
    QT_TRANSLATE_NOOP("Engine", "Nothing was changed. Tell its author, or choose another."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ was refused: {1}."),
    QT_TRANSLATE_NOOP("Engine", "This does not fit to the app, which carries {0}: {1}."),
    QT_TRANSLATE_NOOP("Engine", "Look for a version of the plugin that was made for these, or update Desktop TL."),
    QT_TRANSLATE_NOOP("Engine", "The package index cannot be reached."),
    QT_TRANSLATE_NOOP("Engine", "Check the network, or install from a wheel, or from a folder that holds all wheels."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ is not on this computer, and the app is set to stay offline."),
    QT_TRANSLATE_NOOP("Engine", "Allow the network in the settings, or install from a folder that holds all wheels."),
    QT_TRANSLATE_NOOP(
        "Engine", "There is no ‘{0}’ on the package index, or no wheel of it for this Python and system."
    ),
    QT_TRANSLATE_NOOP("Engine", "Check the name: `desktop-tl plugins search` lists plugins."),
    QT_TRANSLATE_NOOP("Engine", "There is no wheel (*.whl) in ‘{0}’."),
    QT_TRANSLATE_NOOP("Engine", "Choose a wheel, or a folder that holds wheels."),
    QT_TRANSLATE_NOOP("Engine", "There is no file or folder ‘{0}’."),
    QT_TRANSLATE_NOOP("Engine", "Check the path."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ is not the name of a plugin."),
    QT_TRANSLATE_NOOP(
        "Engine", "Give a name such as desktop-tl-acme or desktop-tl-acme==1.2, a wheel, or a folder with wheels."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "‘{0}’ is not a wheel: building it would run its code, so only files *.whl are installed."
    ),
    QT_TRANSLATE_NOOP("Engine", "{0} {1} is a part of the app, not a plugin."),
    QT_TRANSLATE_NOOP("Engine", "The plugin {0} {1} is installed beside the app already."),
    QT_TRANSLATE_NOOP("Engine", "{0} does not work here: {1}"),
    QT_TRANSLATE_NOOP("Engine", "The app is set to stay offline, so the package index cannot be searched."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Allow the network in the settings. The names of plugins begin with desktop-tl-; a plugin can also be "
        "installed from a wheel or a folder.",
    ),
    QT_TRANSLATE_NOOP("Engine", "Plugins are being changed by another window or terminal."),
    QT_TRANSLATE_NOOP("Engine", "Wait until it has finished."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The installed plugins are not used: their folder {0} is missing or damaged. "
        "Install them anew: desktop-tl plugins update",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The installed plugins are not used: their folder {0} was made by another Python. "
        "Install them anew: desktop-tl plugins update",
    ),
)
"""Why a plugin is refused or left out, and what is remarked on a change of plugins."""

_STAGES = (
    QT_TRANSLATE_NOOP("Stages", "Stem"),
    QT_TRANSLATE_NOOP("Stages", "Patches and positions"),
    QT_TRANSLATE_NOOP("Stages", "Block {0}"),
    QT_TRANSLATE_NOOP("Stages", "Dense block {0}"),
    QT_TRANSLATE_NOOP("Stages", "Layer {0}"),
    QT_TRANSLATE_NOOP("Stages", "Level {0}"),
    QT_TRANSLATE_NOOP("Stages", "Stage {0}"),
    QT_TRANSLATE_NOOP("Stages", "Hidden layers"),
    QT_TRANSLATE_NOOP("Stages", "Class attention"),
    QT_TRANSLATE_NOOP("Stages", "Last convolution"),
    QT_TRANSLATE_NOOP("Stages", "Final norm"),
    QT_TRANSLATE_NOOP("Stages", "{0} block"),
    QT_TRANSLATE_NOOP("Stages", "{0} blocks"),
    QT_TRANSLATE_NOOP("Stages", "{0} layers"),
    QT_TRANSLATE_NOOP("Stages", "{0} channels"),
)
"""What the names of stages are made of."""


def catalog_text(text: str) -> str:
    """A title or description from the catalog; what other plugins say stays as it is."""
    return QCoreApplication.translate("Catalog", text) if text else ""


def engine_text(text: str) -> str:
    """Device, reason, remark or finding as the rooms below word it; what is not known stays as it is."""
    return _told(
        "Engine",
        (
            *_ENGINE,
            *_PICTURES,
            *_TEXTS,
            *_NOTES,
            *BOXES,
            *_TEXT_NOTES,
            *_WRITING,
            *_ANSWERS,
            *_RUNS,
            *_TOOLS,
            *_TORCH,
            *_PLUGINS,
            *_DOCTOR,
        ),
        text,
    )


def stage_text(title: str) -> str:
    """The name of a stage, such as "Block 3 · 2 blocks (40 channels)", part by part."""
    inner, bracket, width = title.removesuffix(")").partition(" (") if title.endswith(" channels)") else (title, "", "")
    words = " · ".join(_told("Stages", _STAGES, part) for part in inner.split(" · "))
    if not bracket:
        return words
    return QCoreApplication.translate("Stages", "{0} ({1})").format(words, _told("Stages", _STAGES, width))


def _told(context: str, templates: Sequence[object], text: str) -> str:
    for template in map(str, templates):  # Qt's stubs give QT_TRANSLATE_NOOP no type
        found = _pattern(template).fullmatch(text)
        if found is not None:
            return QCoreApplication.translate(context, template).format(*found.groups())
    return text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(template)), re.DOTALL)
