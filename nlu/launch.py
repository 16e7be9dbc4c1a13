"""Starts Rasa for the CEC assistant: `python launch.py train ...` and `python launch.py run ...` are Rasa's commands.

What differs from `rasa ...`: no telemetry, no warnings of its libraries, compiled modules are kept, a server whose
model cannot be loaded ends with exit code 3 instead of answering without a model, and with `--until-stdin-closes` it
ends when the program that started it is gone, however that one ended.
"""

import logging
import os
import sys
import threading
import warnings

MODEL_REFUSED = 3
UNTIL_STDIN_CLOSES = "--until-stdin-closes"

SETTINGS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",  # TensorFlow: errors only
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "MPLBACKEND": "Agg",
    "NO_COLOR": "1",
}
#: Measured: with more threads for one sentence's small matrices they spin for each other, 35 ms of processor time
#: a sentence instead of 10.
SETTINGS_OF_SERVER = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class _EndWithoutModel(logging.Handler):
    """Rasa only logs that it has no model, and then serves nothing: better to end and say why."""

    LOGGERS = ("rasa.core.agent", "rasa.server")

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if said.startswith(("Could not load model", "No agent loaded")):
            error = record.exc_info[1] if record.exc_info else None
            reason = (error.__cause__ or error) if error else "the file is no model"
            print(f"Could not load model: {reason}", file=sys.stderr, flush=True)
            os._exit(MODEL_REFUSED)


def _end_with_parent() -> None:
    """The pipe on standard input closes when the parent ends, also after `kill -9`."""
    # Not sys.stdin: a thread that waits in it makes Python's end a crash.
    while os.read(0, 1024):
        pass
    os._exit(0)


def main() -> None:
    os.environ.update(SETTINGS)
    if "run" in sys.argv:
        os.environ.update(SETTINGS_OF_SERVER)
    # Without kept compiled modules every start would compile TensorFlow again: 17 s instead of 5 s.
    sys.dont_write_bytecode = False
    warnings.simplefilter("ignore")
    warnings.warn = lambda *args, **kwargs: None  # matplotlib and Sanic switch their warnings on again
    if UNTIL_STDIN_CLOSES in sys.argv:
        sys.argv.remove(UNTIL_STDIN_CLOSES)
        threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    for name in _EndWithoutModel.LOGGERS:
        logging.getLogger(name).addHandler(_EndWithoutModel())
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
