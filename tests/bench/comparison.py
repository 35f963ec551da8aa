"""Desktop TL against what a person would pick instead: the same network on the same folder with the same settings."""

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.job import Job, Result, Trained, read_result
from tests.bench.materials import SEED, Pictures, lay_out_pictures, preprocessing_of, write_weights
from tests.bench.peer_environment import PYTHON, ROOT, ensure_peers

CACHE = ROOT / "tests" / "artefacts" / "bench"
LITE0, RESNET = "timm/tf_efficientnet_lite0", "torchvision/resnet18"

PEERS = {
    "tutorial loop": "tutorial",
    "Lightning": "lightning_trainer",
    "fastai": "fastai_learner",
    "Hugging Face Trainer": "hugging_face",
}
OURS, FORWARD = "Desktop TL", "forward pass"
MODULES = {**PEERS, OURS: "ours", FORWARD: "forward_pass"}
AS_PUBLISHED = "tutorial loop"
"""Stays in torch's default memory layout and number format, because no blog changes them; all others take what is
faster for them."""
BF16_ON_CPU = ("Lightning", "Hugging Face Trainer")
PEERS_WITH_BF16 = (*BF16_ON_CPU, "fastai")

FIRST = "first_run"
CASES = {
    "head_only": "training the head of EfficientNet-Lite0: {epochs} epochs",
    "second_run": "the same data, network and boundary again with another learning rate: first run ÷ second run",
    "last_stage": "training the last stage and the head of ResNet-18: {epochs} epochs",
    "everything": "training all of EfficientNet-Lite0: {few} epochs",
    "forward_limit": "training the head ({epochs} epochs) ÷ one plain forward pass over the pictures",
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much is measured.

    Args:
        image_size: in pixels, for all contestants; smaller than the networks' own, so that hours become minutes.
        limit_image_size: where Desktop TL is measured against itself and the limit; 0 for the network's own.
        probe: whether each contestant first tries what makes it fastest.
    """

    data: Path | None = None
    pictures: int
    image_size: int
    limit_image_size: int
    epochs: int
    few_epochs: int
    repetitions: int
    probe: bool
    batch_size: int = 32


QUICK = Plan(pictures=400, image_size=96, limit_image_size=96, epochs=3, few_epochs=2, repetitions=1, probe=False)
FULL = Plan(pictures=0, image_size=128, limit_image_size=0, epochs=10, few_epochs=3, repetitions=3, probe=True)
PROBE_PICTURES = 160


@dataclass(frozen=True)
class Tuning:
    """What a contestant may choose for speed."""

    workers: int
    channels_last: bool
    bf16: bool = False
    spins: bool = False


@dataclass(frozen=True)
class Entry:
    """One contestant in one case."""

    case: str
    contestant: str


def entries_for(cases: Sequence[str]) -> list[Entry]:
    """All that must be measured; a second run comes right behind the first, in the same home."""
    entries = []
    if {"second_run", "forward_limit"} & set(cases):
        entries.append(Entry(FIRST, OURS))
    if "second_run" in cases:
        entries.append(Entry("second_run", OURS))
    if "forward_limit" in cases:
        entries.append(Entry("forward_limit", FORWARD))
    if "head_only" in cases:
        entries += [Entry("head_only", name) for name in (OURS, *PEERS)]
    for case in ("last_stage", "everything"):
        if case in cases:
            entries += [Entry(case, name) for name in (OURS, *PEERS)]
    return entries


def compare(cases: Sequence[str], plan: Plan) -> dict[str, Any]:
    """Measures the cases and returns their figures by name, with ``versions`` and ``setting``."""
    versions = ensure_peers()
    print("Peers: " + ", ".join(f"{name} {number}" for name, number in versions.items()), flush=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    bench = Bench(plan, lay_out_pictures(plan.data, plan.pictures, CACHE))
    entries = entries_for(cases)
    if plan.probe or has_cuda():
        bench.probe(entries)
    for repetition in range(plan.repetitions):
        for entry in in_turn(entries, repetition):
            bench.measure(entry, repetition)
    figures = {case: bench.figures(case) for case in cases}
    return {"versions": versions, "setting": bench.setting(), **figures}


def in_turn(entries: list[Entry], repetition: int) -> list[Entry]:
    """Another order each time, so that no contestant always follows the same one; first and second runs stay a pair."""
    pairs: list[list[Entry]] = []
    for entry in entries:
        if entry.case == "second_run":
            pairs[-1].append(entry)
        else:
            pairs.append([entry])
    return [entry for pair in (reversed(pairs) if repetition % 2 else pairs) for entry in pair]


class Bench:
    """Holds what was laid out and measured."""

    def __init__(self, plan: Plan, pictures: Pictures) -> None:
        self.plan = plan
        self.pictures = pictures
        self.threads = max(1, os.cpu_count() or 1)
        self.most_workers = min(4, self.threads)
        self.results: dict[Entry, list[Result]] = defaultdict(list)
        self.tuned: dict[Entry, Tuning] = {}

    def setting(self) -> dict[str, Any]:
        """What the figures hold for."""
        return {
            "data": self.pictures.name,
            "train": self.pictures.train,
            "validation": self.pictures.validation,
            "classes": self.pictures.classes,
            "image_size": self.plan.image_size,
            "limit_image_size": self.plan.limit_image_size or "the network's own",
            "batch_size": self.plan.batch_size,
            "epochs": self.plan.epochs,
            "few_epochs": self.plan.few_epochs,
            "repetitions": self.plan.repetitions,
            "threads": self.threads,
            "device": next((r.device for results in self.results.values() for r in results), ""),
            "tuning": {
                f"{entry.case}: {entry.contestant}": asdict(tuning)
                for entry, tuning in self.tuned.items()
                if entry.contestant != OURS
            },
            "clock": "from the folder on disk to saved trained weights, validation in each epoch; imports outside",
        }

    def probe(self, entries: Sequence[Entry]) -> None:
        """Finds out with short runs what makes each peer fastest in each case: workers and layout, then bf16."""
        few = lay_out_pictures(self.plan.data, PROBE_PICTURES, CACHE)
        for entry in (e for e in entries if e.contestant != OURS):
            tried: dict[Tuning, float] = {}

            def attempt(tuning: Tuning, entry: Entry = entry, tried: dict[Tuning, float] = tried) -> None:
                self.tuned[entry] = tuning
                job = replace(self.job(entry, 0), data=str(few.path), classes=few.classes, epochs=2)
                tried[tuning] = run_contestant(entry.contestant, job).seconds

            if entry.contestant == FORWARD:
                attempt(Tuning(0, True))
                attempt(Tuning(0, True, bf16=True))
            else:
                for workers in (0, self.most_workers):
                    for layout in [False] if entry.contestant == AS_PUBLISHED else [False, True]:
                        attempt(Tuning(workers, layout))
            if entry.contestant in BF16_ON_CPU or (entry.contestant in PEERS_WITH_BF16 and has_cuda()):
                attempt(replace(min(tried, key=tried.__getitem__), bf16=True))
            attempt(replace(min(tried, key=tried.__getitem__), spins=True))
            self.tuned[entry] = min(tried, key=tried.__getitem__)
            print(f"  {entry.case:14} {entry.contestant:21} {self.tuned[entry]}", flush=True)

    def job(self, entry: Entry, repetition: int) -> Job:
        """The settings of one measurement."""
        backbone = RESNET if entry.case == "last_stage" else LITE0
        trained: Trained = {"last_stage": "last_stage", "everything": "all"}.get(entry.case, "head")  # type: ignore
        own = preprocessing_of(backbone)
        size = self.plan.image_size
        if entry.case in (FIRST, "second_run", "forward_limit"):
            size = self.plan.limit_image_size or own["size"]
        home_of = FIRST if entry.case == "second_run" else entry.case
        untuned = Tuning(self.most_workers if self.threads > 2 else 0, entry.contestant != AS_PUBLISHED)
        return Job(
            data=str(self.pictures.path),
            classes=self.pictures.classes,
            backbone=backbone,
            weights=str(write_weights(backbone, self.pictures, CACHE)),
            trained=trained,
            image_size=size,
            resize=max(size, round(own["resize"] * size / own["size"])),
            mean=own["mean"],
            std=own["std"],
            interpolation=own["interpolation"],
            epochs=self.plan.few_epochs if entry.case == "everything" else self.plan.epochs,
            batch_size=self.plan.batch_size,
            learning_rate={"second_run": 0.02, "everything": 0.005}.get(entry.case, 0.01),
            momentum=0.9,
            seed=SEED + repetition,
            threads=self.threads,
            **asdict(self.tuned.setdefault(entry, untuned)),
            home=str(CACHE / "homes" / f"{home_of}-{MODULES[entry.contestant]}-{repetition}"),
        )

    def measure(self, entry: Entry, repetition: int) -> None:
        """Runs it in a process of its own and keeps the answer."""
        job = self.job(entry, repetition)
        if entry.case != "second_run":
            shutil.rmtree(job.home, ignore_errors=True)
        result = run_contestant(entry.contestant, job)
        self.results[entry].append(result)
        print(
            f"  {entry.case:14} {entry.contestant:21} {result.seconds:8.2f} s   "
            f"{result.processor_seconds:8.2f} s of processor   {result.accuracy:.3f}",
            flush=True,
        )
        expected = {r[0].trained_parameters for e, r in self.results.items() if e.case == entry.case}
        assert len(expected) == 1, f"they do not train the same parameters: {expected}"

    def figures(self, case: str) -> dict[str, Any]:
        """Seconds, ratio and accuracy of one case; every figure is a median, ``runs`` holds all."""
        ours = self.results[Entry(FIRST if case == "forward_limit" else case, OURS)]
        peers = {name: self.results[Entry(case, name)] for name in (*PEERS, FORWARD)}
        peers = {name: results for name, results in peers.items() if results}
        if case == "second_run":
            over, under = self.results[Entry(FIRST, OURS)], ours
        elif case == "forward_limit":
            over, under = ours, peers[FORWARD]
        else:
            over, under = min(peers.values(), key=seconds), ours
        ratios = [a.seconds / b.seconds for a, b in zip(over, under, strict=True)]
        runs = {OURS: ours, **peers}
        if case == "second_run":
            runs["first run"] = over
        return {
            "ours_s": seconds(ours),
            "peers_s": {name: seconds(results) for name, results in peers.items()},
            **({"first_s": seconds(over)} if case == "second_run" else {}),
            "ratio": round(seconds(over) / seconds(under), 3),
            "processor_s": {name: processor(results) for name, results in runs.items()},
            "ratio_by_processor": processor_ratio(case, ours, over, peers),
            "ratio_spread": [round(min(ratios), 3), round(max(ratios), 3)],
            "accuracy": {
                "ours": median(r.accuracy for r in ours),
                "peers": {n: median(r.accuracy for r in results) for n, results in peers.items() if n != FORWARD},
            },
            "runs": {name: [round(r.seconds, 3) for r in results] for name, results in runs.items()},
        }


def has_cuda() -> bool:
    """Whether there is a GPU on which all can train."""
    import torch  # seconds that `--help` saves

    return torch.cuda.is_available()


def seconds(results: Sequence[Result]) -> float:
    """The median."""
    return round(median(r.seconds for r in results), 3)


def processor_ratio(case: str, ours: Sequence[Result], over: Sequence[Result], peers: dict[str, list[Result]]) -> float:
    """The same ratio in processor time, which hardly depends on what else the machine does."""
    if case == "second_run":
        return round(processor(over) / processor(ours), 3)
    best = min(map(processor, peers.values()))
    return round(processor(ours) / best if case == "forward_limit" else best / processor(ours), 3)


def processor(results: Sequence[Result]) -> float:
    """The median."""
    return round(median(r.processor_seconds for r in results), 3)


def run_contestant(contestant: str, job: Job) -> Result:
    """Raises: SystemExit with all that it printed."""
    Path(job.home).mkdir(parents=True, exist_ok=True)
    path = Path(job.home, "job.json")
    job.save(path)
    python = sys.executable if contestant == OURS else str(PYTHON)
    command = [python, "-m", f"tests.bench.peers.{MODULES[contestant]}", str(path)]
    environment = os.environ | {
        "OMP_NUM_THREADS": str(job.threads),
        "OMP_WAIT_POLICY": "ACTIVE" if job.spins else "PASSIVE",  # spinning threads take the processor from workers
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{contestant} failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return read_result(done.stdout)
