"""What the engine says of the device and of how it computes, for the translators."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

ENGINE = (
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
