"""Opens the place in MLflow that a run is written into, the same again when the run is resumed."""

import ipaddress
import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

# Read when MLflow is imported. Nothing may leave this computer unasked, and a server that is gone must become words
# within seconds, not minutes.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
os.environ.setdefault("MLFLOW_HTTP_REQUEST_TIMEOUT", "10")

from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from desktop_tl.api import RunInfo, UserError


@dataclass(frozen=True)
class Store:
    """One run in MLflow.

    Args:
        client: talks to the database or the server.
        run_id: MLflow's own id.
        last_steps: the last step of each metric that is there already; of a run that was resumed.
        how_to_look: a command.
    """

    client: MlflowClient
    run_id: str
    last_steps: dict[str, int]
    how_to_look: str


def connect(run: RunInfo, *, folder: str, server: str, experiment: str) -> Store:
    """Begins the run in MLflow, or goes on with it. Raises: UserError, if there is nothing to connect to."""
    if server:
        require_allowed(server, run.is_offline)
        address, artifacts, look = server, None, f"open {server}"
    else:
        place = Path(folder).expanduser().absolute() if folder else run.shared_folder
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"The folder {place} for MLflow cannot be written: {error.strerror or error}.",
                advice="Choose another folder in its options.",
            ) from error
        address, artifacts = f"sqlite:///{(place / 'mlflow.db').as_posix()}", (place / "artifacts").as_uri()
        look = f'run: mlflow ui --backend-store-uri "{address}"'
    try:
        client = MlflowClient(tracking_uri=address)
        run_id = find_run(client, run, address) or begin_run(client, run, experiment, artifacts)
        remember_run(run, address, run_id)
        return Store(client, run_id, read_last_steps(client, run_id) if run.is_resumed else {}, look)
    except MlflowException as error:
        reason = str(error).splitlines()[0][:300]
        advice = "Check the address, and that the server runs." if server else "Choose another folder in its options."
        raise UserError(f"MLflow cannot use {address}: {reason}", advice=advice) from error


def require_allowed(server: str, is_offline: bool) -> None:
    """Raises: UserError if the person wants to stay offline and the server is elsewhere."""
    host = urlsplit(server).hostname or ""
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = host == "localhost"
    if is_offline and not is_here:
        raise UserError(
            f"The MLflow server {server} is not on this computer, and the setting ‘Stay offline’ is on.",
            advice="Switch it off, or write into a folder.",
        )


def find_run(client: MlflowClient, run: RunInfo, address: str) -> str | None:
    """The MLflow run that was begun before the run was interrupted, if it is still there."""
    if not run.is_resumed:
        return None
    try:
        memory = json.loads(_memory(run).read_text("utf-8"))
        run_id = str(memory["run_id"]) if memory["address"] == address else ""
        if not run_id or client.get_run(run_id).info.lifecycle_stage != "active":
            return None
    except (OSError, ValueError, KeyError, TypeError, MlflowException):
        return None
    client.update_run(run_id, status="RUNNING")
    return run_id


def begin_run(client: MlflowClient, run: RunInfo, experiment: str, artifacts: str | None) -> str:
    """A new MLflow run."""
    found = client.get_experiment_by_name(experiment)
    experiment_id = found.experiment_id if found else client.create_experiment(experiment, artifacts)
    tags = {
        "mlflow.source.name": "Desktop TL",
        "mlflow.source.type": "LOCAL",
        "dataset": str(run.recipe["dataset"]["id"]),
        "backbone": str(run.recipe["backbone"]["id"]),
        "strategy": str(run.recipe["strategy"]),
        "folder": str(run.folder),
    }
    return str(client.create_run(experiment_id, run_name=run.title, tags=tags).info.run_id)


def remember_run(run: RunInfo, address: str, run_id: str) -> None:
    """Notes the MLflow run in the run's folder, for when it is resumed."""
    run.own_folder.mkdir(parents=True, exist_ok=True)
    beside = _memory(run).with_suffix(".tmp")
    beside.write_text(json.dumps({"address": address, "run_id": run_id}, indent=2) + "\n", "utf-8")
    beside.replace(_memory(run))


def read_last_steps(client: MlflowClient, run_id: str) -> dict[str, int]:
    """For each metric the last step that is there."""
    names = client.get_run(run_id).data.metrics
    return {name: max(point.step for point in client.get_metric_history(run_id, name)) for name in names}


def _memory(run: RunInfo) -> Path:
    return run.own_folder / "run.json"
