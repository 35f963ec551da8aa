"""Why pip gave up, in one sentence."""

import re

from developing.places import THIS_PYTHON

PIP_FAILURES = (
    # (what pip says, what it means); the first that is found counts, so causes come before their consequences
    (r"No space left on device|not enough space on the disk", "the disk is full. The first setup needs about 8 GB."),
    (r"CERTIFICATE_VERIFY_FAILED", "the package index shows a certificate that this computer does not trust."),
    (
        r"Temporary failure in name resolution|getaddrinfo failed|nodename nor servname|Failed to establish a new"
        r" connection|Max retries exceeded|Read timed out|ReadTimeoutError|ConnectTimeout|Connection (?:refused|reset"
        r"|aborted|broken)|Network is unreachable|ProxyError",
        "the package index could not be reached. Look at the network connection, then run the same command again.",
    ),
    (r"DO NOT MATCH THE HASHES|BadZipFile|Wheel .* is invalid", "a download was damaged. Run the same command again."),
    (r"Long Path", "Windows cuts long paths. Turn on long paths in Windows, or clone into a shorter folder."),
    (
        r"ResolutionImpossible|conflicting dependencies",
        "the app and its plugins ask for versions that do not go together; pip's lines above name them.",
    ),
    (
        r"No matching distribution found for torch(?:vision)?\b",
        f"PyTorch has no build for Python {THIS_PYTHON} on this system. Use another Python, for example 3.12.",
    ),
    (r"Permission denied|Access is denied|WinError 5\b|WinError 32\b", "a file in .venv is in use or write-protected."),
)


def explain_pip_failure(errors: str) -> str:
    """Turns what pip wrote to stderr into one sentence."""
    for pattern, meaning in PIP_FAILURES:
        if re.search(pattern, errors):
            return f"Setup did not finish: {meaning}"
    missing = re.search(r"No matching distribution found for ([^\s;]+)", errors)
    if missing:
        return f"Setup did not finish: no version of “{missing[1]}” fits Python {THIS_PYTHON} on this system."
    lines = [line.removeprefix("ERROR:").strip() for line in errors.splitlines() if line.startswith("ERROR:")]
    return f"Setup did not finish. pip says: {lines[-1] if lines else 'nothing; see the lines above.'}"
