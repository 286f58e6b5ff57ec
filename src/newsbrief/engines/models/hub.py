"""The second source: the model hub, at the commit that the catalogue pins, if any."""

from __future__ import annotations

import hashlib
import http.client
import os
import threading
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.engines.models.disk import metered, require_space, writing
from newsbrief.engines.models.entries import WeightFile, needed_files
from newsbrief.engines.models.folder import take
from newsbrief.engines.models.source import Delivery, SourceError, verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsbrief.engines.models.entries import Request
    from newsbrief.progress import Progress

__all__ = ["PROBE_S", "HubSource", "unreachable"]

PROBE_S = 4.0  # the hub answers within a second; a dead resolver blocks for tens of seconds


@dataclass(frozen=True)
class _HubFile:
    """A file in the hub's list; `blob` is git's SHA-1, the hub's only hash of small files."""

    file: WeightFile
    blob: str | None = None


class HubSource:
    """Fetches a repository's files with huggingface_hub, from HF_ENDPOINT when that is set."""

    label = "hub"

    def __call__(self, request: Request, workspace: Path, progress: Progress) -> Delivery:
        """Fetch and verify. Raises `SourceError`, and `OutputError` for a full disk."""
        snapshot = _in_hub_cache(request)
        if snapshot is not None:
            return take(request, snapshot, request.files, workspace, progress)
        reason = unreachable()
        if reason:
            raise SourceError(reason)
        endpoint = _endpoint()
        with _hub_errors(request):
            revision, files = _list(request, endpoint)
            return _download_all(request, revision, files, endpoint, workspace, progress)


def unreachable(timeout_s: float = PROBE_S) -> str | None:
    """Return why the hub cannot be reached; None if it answers, even with an error.

    Takes at most `timeout_s` seconds, and never raises.
    """
    try:
        head = urllib.request.Request(_endpoint(), method="HEAD")
    except (SourceError, ValueError) as exc:
        return str(exc)
    reasons = [f"it did not answer within {timeout_s:.0f} s"]
    thread = threading.Thread(target=_probe, args=(head, timeout_s, reasons), daemon=True)
    thread.start()  # in a thread, because a name lookup has no time limit
    thread.join(timeout_s)
    return reasons[-1] or None


def _probe(head: urllib.request.Request, timeout_s: float, reasons: list[str]) -> None:
    """Append the reason why the hub does not answer; an empty one if it does."""
    try:
        urllib.request.urlopen(head, timeout=timeout_s).close()
    except urllib.error.HTTPError:
        reasons.append("")
    except (OSError, http.client.HTTPException) as exc:
        reason = str(getattr(exc, "reason", exc))
        # The hub's client may accept certificates that urllib does not.
        reasons.append("" if "CERTIFICATE" in reason else f"it cannot be reached ({reason})")
    else:
        reasons.append("")


def _endpoint() -> str:
    from huggingface_hub import constants

    offline = os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}
    if offline or constants.HF_HUB_OFFLINE:
        raise SourceError("HF_HUB_OFFLINE is set")
    return os.environ.get("HF_ENDPOINT") or constants.ENDPOINT


def _in_hub_cache(request: Request) -> Path | None:
    """Return the folder where the hub's own cache holds the whole pinned model, if it does."""
    from huggingface_hub import try_to_load_from_cache

    if not request.complete:
        return None
    cached = [
        try_to_load_from_cache(request.upstream, file.name, revision=request.revision)
        for file in request.files
    ]
    paths = [Path(path) for path in cached if isinstance(path, str)]
    return paths[0].parent if len(paths) == len(request.files) else None


@contextmanager
def _hub_errors(request: Request) -> Iterator[None]:
    """Turn the errors of the hub's client into `SourceError`."""
    from huggingface_hub import errors

    # The client's error derives from the error of its HTTP library (requests, httpx, …), which is
    # also raised directly. Naming the library here would require one version of the client.
    library_error: type[Exception] = errors.HfHubHTTPError.__mro__[1]
    try:
        yield
    except errors.GatedRepoError as exc:
        raise SourceError(
            f"{request.upstream} is gated: accept its licence on the hub, then run: hf auth login"
        ) from exc
    except errors.RepositoryNotFoundError as exc:
        raise SourceError(f"it has no repository {request.upstream}") from exc
    except errors.RevisionNotFoundError as exc:
        raise SourceError(f"{request.upstream} has no revision {request.revision}") from exc
    except (errors.EntryNotFoundError, library_error, OSError, ValueError, RuntimeError) as exc:
        raise SourceError(
            str(exc).strip().splitlines()[0] if str(exc).strip() else repr(exc)
        ) from exc


def _list(request: Request, endpoint: str) -> tuple[str, list[_HubFile]]:
    """Return the commit, and the files to fetch: from the catalogue, or from the hub's list."""
    if request.complete:
        return request.revision, [_HubFile(file) for file in request.files]
    from huggingface_hub import HfApi

    info = HfApi(endpoint=endpoint).model_info(
        request.upstream, revision=request.revision, files_metadata=True
    )
    siblings = {sibling.rfilename: sibling for sibling in info.siblings or ()}
    names = [request.gguf] if request.gguf in siblings else needed_files(siblings)
    if not names or (request.gguf and request.gguf not in siblings):
        raise SourceError(_nothing_to_load(request, sorted(siblings)))
    known = {file.name: file for file in request.files}
    files = []
    for name in names:
        sibling = siblings[str(name)]
        lfs = sibling.lfs.sha256 if sibling.lfs else None
        file = known.get(sibling.rfilename) or WeightFile(sibling.rfilename, sibling.size, lfs)
        files.append(_HubFile(file, None if lfs else sibling.blob_id))
    return info.sha or request.revision, files


def _nothing_to_load(request: Request, names: list[str]) -> str:
    ggufs = [name for name in names if name.endswith(".gguf")]
    if ggufs:
        return f"{request.upstream} holds GGUF files; name one: {request.upstream}:{ggufs[0]}"
    return f"{request.upstream} holds no safetensors, PyTorch or GGUF weights"


def _download_all(
    request: Request,
    revision: str,
    files: list[_HubFile],
    endpoint: str,
    workspace: Path,
    progress: Progress,
) -> Delivery:
    total = sum(item.file.size_bytes or 0 for item in files)
    require_space(workspace, total, request.name)
    progress.start(request.name, total or (request.entry and request.entry.size_bytes) or None)
    done = tuple(
        _download(request.upstream, revision, item, endpoint, workspace, progress) for item in files
    )
    return Delivery(revision, done)


def _download(
    repo: str, revision: str, item: _HubFile, endpoint: str, workspace: Path, progress: Progress
) -> WeightFile:
    """Fetch one file into the workspace; an interrupted download is resumed."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    target = workspace / "files" / item.file.name
    if not target.exists():
        with metered(workspace / "hub", item.file.size_bytes or 0, progress):
            path = hf_hub_download(
                repo,
                item.file.name,
                revision=revision,
                endpoint=endpoint,
                local_dir=workspace / "hub",
            )
        with writing(target.parent):
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(path).replace(target)
    file = verified(workspace / "files", item.file)
    if item.blob and _git_blob(target) != item.blob:
        raise SourceError(f"{item.file.name} is not the file of commit {revision}", corrupt=True)
    return file


def _git_blob(path: Path) -> str:
    """Return git's SHA-1 of a file: the hash of "blob", its size, a NUL and its bytes."""
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
