"""Rasa as `launch.py` sets it up: no telemetry, quiet."""

import os

from launch import SETTINGS

os.environ.update(SETTINGS)
