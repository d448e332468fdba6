"""Pipeline of the original Python app, reimplemented from its description for comparison.

    python original.py MODEL.task CLIP OUT.mp4

FFmpeg converts the clip to H.264, OpenCV decodes it, MediaPipe detects poses in each frame (VIDEO mode), OpenCV
draws and writes MPEG-4 Part 2, and FFmpeg converts that to H.264. The audio is lost, as in the original.
Prints one line of JSON: frames, and seconds of each stage.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

import cv2
import mediapipe as mp
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

# The same bones as ours, so that drawing costs the same.
BONES = [
    (11, 12), (11, 13), (13, 15), (12, 14), (14, 16), (11, 23), (12, 24), (23, 24),
    (23, 25), (25, 27), (24, 26), (26, 28), (27, 29), (29, 31), (28, 30), (30, 32),
]


def transcode(source, target):
    command = ["ffmpeg", "-v", "error", "-y", "-i", source, "-an", "-c:v", "libx264", "-preset", "medium"]
    subprocess.run([*command, "-pix_fmt", "yuv420p", target], check=True)


def draw(frame, landmarks):
    height, width = frame.shape[:2]
    points = [(int(mark.x * width), int(mark.y * height)) for mark in landmarks]
    for start, end in BONES:
        cv2.line(frame, points[start], points[end], (255, 255, 255), 2)
    for point in points:
        cv2.circle(frame, point, 4, (0, 0, 255), -1)


def annotate(model, source, target, spent):
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=model), running_mode=RunningMode.VIDEO
    )
    reader = cv2.VideoCapture(source)
    fps = reader.get(cv2.CAP_PROP_FPS)
    size = tuple(int(reader.get(side)) for side in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
    writer = cv2.VideoWriter(target, cv2.VideoWriter_fourcc(*"mp4v"), fps, size)
    count = 0
    with PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            begun = time.perf_counter()
            there, frame = reader.read()
            read = time.perf_counter()
            spent["decode"] += read - begun
            if not there:
                break
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
            found = landmarker.detect_for_video(image, int(count * 1000 / fps))
            tracked = time.perf_counter()
            spent["track"] += tracked - read
            for landmarks in found.pose_landmarks:
                draw(frame, landmarks)
            drawn = time.perf_counter()
            spent["draw"] += drawn - tracked
            writer.write(frame)
            spent["encode"] += time.perf_counter() - drawn
            count += 1
    writer.release()
    return count


def main(model, clip, out):
    spent = defaultdict(float)

    def timed(stage, work, *args):
        begun = time.perf_counter()
        work(*args)
        spent[stage] += time.perf_counter() - begun

    with tempfile.TemporaryDirectory() as folder:
        uploaded, annotated = (os.path.join(folder, name) for name in ("uploaded.mp4", "annotated.mp4"))
        timed("transcode", transcode, clip, uploaded)
        frames = annotate(model, uploaded, annotated, spent)
        timed("encode", transcode, annotated, out)
    print(json.dumps({"frames": frames, "seconds": spent}))


main(*sys.argv[1:4])
