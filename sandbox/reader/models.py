"""The two networks: PP-OCRv6 "small", text detection and text recognition, as ONNX files.

They are taken out of the ``rapidocr`` wheel (both under the Apache licence 2.0). Nothing of that
package is imported; only its ``models`` folder is looked up.
"""

import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
import onnxruntime as ort

type Floats = NDArray[np.float32]

DETECTION_FILE = "PP-OCRv6_det_small.onnx"
RECOGNITION_FILE = "PP-OCRv6_rec_small.onnx"
_THREADS = 2


class ModelsMissingError(Exception):
    """The model files aren't installed."""


def models_folder() -> Path:
    """Return the folder with both model files.

    Raises:
        ModelsMissingError: they aren't there; the text says what to install.
    """
    spec = importlib.util.find_spec("rapidocr")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "models"
        if all((folder / name).is_file() for name in (DETECTION_FILE, RECOGNITION_FILE)):
            return folder
    raise ModelsMissingError(
        "The sandbox's plate reader needs the model files inside the package rapidocr: "
        "install requirements_reader.txt, without dependencies."
    )


class Model:
    """One network, run on the CPU."""

    def __init__(self, path: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.inter_op_num_threads = 1
        # Pictures differ in size: the arena would keep the memory of the largest one for ever.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self._run_options = ort.RunOptions()

    @property
    def metadata(self) -> dict[str, str]:
        """What the file says about itself."""
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def run(self, picture: Floats) -> Floats:
        """Return what the network makes of one picture: channels x height x width, -1 to 1."""
        batch = np.ascontiguousarray(picture[np.newaxis])
        outputs = self._session.run(None, {self._input: batch}, self._run_options)
        result: Floats = outputs[0][0]
        return result

    def stop(self) -> None:
        """Break off what runs, and refuse to run again; may be called from another thread."""
        self._run_options.terminate = True


def normalised(picture: NDArray[np.uint8]) -> Floats:
    """Return a picture as the networks take it: channels first, -1 to 1."""
    scaled = picture.astype(np.float32) / np.float32(127.5) - np.float32(1.0)
    return scaled.transpose(2, 0, 1)
