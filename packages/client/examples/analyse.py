#!/usr/bin/env python3
"""Submits a dance clip, shows its progress, and downloads the annotated clip and the report.

    DANCE_POSE_URL=http://localhost:8000 DANCE_POSE_API_KEY=dp_... python3 analyse.py dance.mp4 result

Python 3.8 or newer, standard library only.
"""

import json
import os
import shutil
import sys
import uuid
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

API = os.environ.get("DANCE_POSE_URL", "http://localhost:8000").rstrip("/")
KEY = os.environ.get("DANCE_POSE_API_KEY")


class DropKeyOnRedirect(HTTPRedirectHandler):
    """A signed link needs no key and may point to another server, which must not receive ours."""

    def redirect_request(self, *args):
        request = super().redirect_request(*args)
        if request is not None:
            request.remove_header("Authorization")
        return request


OPENER = build_opener(DropKeyOnRedirect)


def ask(method, path, body=None, headers=None):
    """Sends a request and returns the open response; errors are problem documents (RFC 9457) with a stable `code`."""
    request = Request(API + path, data=body, method=method, headers=headers or {})
    if KEY:
        request.add_header("Authorization", f"Bearer {KEY}")
    return OPENER.open(request)


class Form:
    """A multipart form with one file, which is streamed from disk."""

    def __init__(self, path, fields):
        self.boundary = uuid.uuid4().hex
        head = "".join(
            f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        name = path.name.replace('"', "%22")
        head += f'--{self.boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        self.head = (head + "Content-Type: application/octet-stream\r\n\r\n").encode()
        self.tail = f"\r\n--{self.boundary}--\r\n".encode()
        self.path = path
        self.size = path.stat().st_size

    def headers(self):
        return {
            "Content-Type": f"multipart/form-data; boundary={self.boundary}",
            "Content-Length": str(len(self.head) + self.size + len(self.tail)),
            # Makes a repeated request safe: it never creates a second job.
            "Idempotency-Key": uuid.uuid4().hex,
        }

    def __iter__(self):
        yield self.head
        sent = 0
        with self.path.open("rb") as file:
            while chunk := file.read(256 * 1024):
                yield chunk
                sent += len(chunk)
                show(f"sent {sent} of {self.size} bytes")
        yield self.tail


def show(text):
    print(f"\r\033[K{text}", end="", flush=True)


def events(job_id):
    """Yields the job after every change (Server-Sent Events); the stream ends with the job."""
    with ask("GET", f"/v1/jobs/{job_id}/events") as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def main(clip, out):
    out.mkdir(parents=True, exist_ok=True)
    form = Form(clip, {"model": "full", "overlay.showTrails": "true"})
    with ask("POST", "/v1/jobs", iter(form), form.headers()) as answer:
        job = json.load(answer)
    for job in events(job["id"]):
        progress = job.get("progress") or {}
        show(f"{job.get('state', 'deleted')} {progress.get('stage', '')} {progress.get('percent', 0):.0f} %")
    if job.get("state") != "completed":
        sys.exit(f"\n{(job.get('error') or {}).get('message', 'The job was deleted.')}")
    for name in ("annotated.mp4", "report.html"):
        path = out / name
        with ask("GET", f"/v1/jobs/{job['id']}/artifacts/{name}") as answer, path.open("wb") as file:
            shutil.copyfileobj(answer, file)
        show(f"{path}\n")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "."))
    except HTTPError as error:
        problem = error.read().decode(errors="replace")
        sys.exit(f"\n{error.code}: {problem}")
