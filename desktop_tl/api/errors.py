"""The one error that is shown to people as words; every other exception is a bug and reaches the error report."""


class UserError(Exception):
    """Something that the person can mend.

    Args:
        message: what is wrong and where (the file, the field, the line), as one sentence.
        advice: what to do next, as one sentence; empty if there is nothing sensible to say.
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (type(self), self.message, self.advice))


class Stopped(Exception):
    """The person asked to stop; unwinds long work to the place that started it. Not an error."""


def _restore(kind: type[UserError], message: str, advice: str) -> UserError:
    return kind(message, advice=advice)
