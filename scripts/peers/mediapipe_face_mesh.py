"""MediaPipe Face Mesh as one program of the comparison: questions and answers as JSON, a line each (see ../peers.mjs).

Runs in a virtual environment with `pip install mediapipe==0.10.21`; the models are inside that package.
`--attention` takes the model with refined lips and eyes.
"""

import json
import os
import sys
import time

os.environ.setdefault("GLOG_minloglevel", "3")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import mediapipe  # noqa: E402
import numpy  # noqa: E402

ATTENTION = "--attention" in sys.argv

# For each of the iBUG points 27 to 67 the mesh vertex at its place: bridge, nostrils, right eye, left eye, outer lip, inner lip.
VERTICES = (
    [168, 197, 5, 4]
    + [98, 97, 2, 326, 327]
    + [33, 160, 158, 133, 153, 144]
    + [362, 385, 387, 263, 373, 380]
    + [61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181]
    + [78, 81, 13, 311, 308, 402, 14, 178]
)


def make_mesh(people, is_photo):
    return mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=is_photo,
        max_num_faces=people,
        refine_landmarks=ATTENTION,
        min_detection_confidence=0.5,
        min_tracking_confidence=0.5,
    )


def faces_of(mesh, rgb):
    """Milliseconds of one frame, and 41 points of each face as x, y, x, y … in pixels."""
    started = time.perf_counter()
    found = mesh.process(rgb).multi_face_landmarks or []
    milliseconds = (time.perf_counter() - started) * 1000
    height, width = rgb.shape[:2]
    faces = []
    for face in found:
        points = [(face.landmark[vertex].x * width, face.landmark[vertex].y * height) for vertex in VERTICES]
        faces.append([value for point in points for value in point])
    return milliseconds, faces


def main():
    meshes = {}
    files = {}

    def mesh_for(key, people, is_photo):
        if key not in meshes:
            meshes[key] = make_mesh(people, is_photo)
        return meshes[key]

    def pixels_of(file):
        if file not in files:
            files[file] = numpy.fromfile(file, dtype=numpy.uint8)
        return files[file]

    kind = "attention" if ATTENTION else "plain"
    print(json.dumps({"ready": f"MediaPipe {mediapipe.__version__} Face Mesh, {kind}"}), flush=True)
    for line in sys.stdin:
        ask = json.loads(line)
        shape = (-1, ask["height"], ask["width"], 4)
        if "photo" in ask:
            rgb = numpy.ascontiguousarray(pixels_of(ask["photo"]).reshape(shape)[0][:, :, :3])
            milliseconds, faces = faces_of(mesh_for("photo", 16, True), rgb)
            print(json.dumps({"ms": milliseconds, "faces": faces}), flush=True)
            continue
        frames = pixels_of(ask["clip"]).reshape(shape)
        mesh = mesh_for(ask["people"], ask["people"], False)
        times, counts = [], []
        for index in range(ask["from"], ask["from"] + ask["count"]):
            milliseconds, faces = faces_of(mesh, numpy.ascontiguousarray(frames[index][:, :, :3]))
            times.append(milliseconds)
            counts.append(len(faces))
        print(json.dumps({"ms": times, "faces": counts}), flush=True)


main()
