"""What the app says of runs, of this computer, of PyTorch and of plugins, for the translators."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

RUNS = (
    QT_TRANSLATE_NOOP("Engine", "There is no run in {0}."),
    QT_TRANSLATE_NOOP(
        "Engine", "Choose the folder of a run, which holds its recipe.toml, or one that holds several runs."
    ),
)
"""What is said of folders of runs."""

FAILURES = (
    QT_TRANSLATE_NOOP("Engine", "The run failed unexpectedly: {0}."),
    QT_TRANSLATE_NOOP("Engine", "This is a fault of the app or of a plugin; the report tells its authors where."),
    QT_TRANSLATE_NOOP("Engine", "The run's folder {0} is gone."),
    QT_TRANSLATE_NOOP("Engine", "It was deleted or moved while the run went on. Train again."),
    QT_TRANSLATE_NOOP("Engine", "The disk is full ({0})."),
    QT_TRANSLATE_NOOP("Engine", "Make room, for instance by deleting runs, and train again."),
    QT_TRANSLATE_NOOP("Engine", "There is not enough memory for this run."),
    QT_TRANSLATE_NOOP("Engine", "The disk of {0} has {1} MB free, the run needs {2} MB."),
    QT_TRANSLATE_NOOP("Engine", "Make room or choose a folder on another disk."),
    QT_TRANSLATE_NOOP("Engine", "The run ‘{0}’ is still running."),
    QT_TRANSLATE_NOOP("Engine", "Stop it first."),
    QT_TRANSLATE_NOOP("Engine", "Stop it first, or wait."),
    QT_TRANSLATE_NOOP("Engine", "The run ‘{0}’ has no trained model."),
    QT_TRANSLATE_NOOP("Engine", "It ended too early; resume it or train it again."),
    QT_TRANSLATE_NOOP("Engine", "Another process is working on the run {0}."),
    QT_TRANSLATE_NOOP("Engine", "Wait for it or choose another folder."),
    QT_TRANSLATE_NOOP("Engine", "None of the training samples can be read."),
    QT_TRANSLATE_NOOP("Engine", "The list of files says why for each."),
    QT_TRANSLATE_NOOP("Engine", "The dataset has no training samples."),
    QT_TRANSLATE_NOOP("Engine", "Put most of them into training."),
    QT_TRANSLATE_NOOP("Engine", "There is no beginning to go on with."),
    QT_TRANSLATE_NOOP("Engine", "Write some words first."),
    QT_TRANSLATE_NOOP("Engine", "The backbone {0} has no pretrained weights."),
    QT_TRANSLATE_NOOP("Engine", "Choose the strategy scratch, another backbone, or a weights file on this computer."),
    QT_TRANSLATE_NOOP("Engine", "The weights file {0} does not exist."),
    QT_TRANSLATE_NOOP("Engine", "The weights file {0} is empty (0 bytes)."),
    QT_TRANSLATE_NOOP("Engine", "The weights file {0} is cut off."),
    QT_TRANSLATE_NOOP("Engine", "The weights file {0} is damaged: {1}."),
    QT_TRANSLATE_NOOP("Engine", "The weights file {0} does not fit: {1}."),
    QT_TRANSLATE_NOOP("Engine", "Choose the weights file of this very architecture."),
    QT_TRANSLATE_NOOP("Engine", "Choose a .safetensors file, or a .pth file that holds a state dict."),
    QT_TRANSLATE_NOOP("Engine", "Download it again."),
    QT_TRANSLATE_NOOP("Engine", "Choose another name."),
    QT_TRANSLATE_NOOP("Engine", "Check its name."),
    QT_TRANSLATE_NOOP("Engine", "The folder ‘{0}’ does not exist; on the way to it, ‘{1}’ is the last one that does."),
    QT_TRANSLATE_NOOP("Engine", "Check the spelling, or whether the drive is connected."),
    QT_TRANSLATE_NOOP("Engine", "There is no file ‘{0}’."),
    QT_TRANSLATE_NOOP("Engine", "There is no text in ‘{0}’."),
    QT_TRANSLATE_NOOP("Engine", "Choose another file or folder."),
    QT_TRANSLATE_NOOP("Engine", "‘{0}’ was changed since it was opened."),
    QT_TRANSLATE_NOOP("Engine", "Open the dataset again."),
    QT_TRANSLATE_NOOP("Engine", "The app is set to stay offline."),
    QT_TRANSLATE_NOOP("Engine", "Allow the network in the settings."),
    QT_TRANSLATE_NOOP("Engine", "{0} already exists."),
    QT_TRANSLATE_NOOP("Engine", "{0} does not exist."),
)
"""Why something could not be done, and what to do: what a person meets most; the most general last."""

DOCTOR = (
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

TOOLS = (
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

TORCH = (
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

PLUGINS = (
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
