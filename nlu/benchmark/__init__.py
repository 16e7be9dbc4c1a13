"""Measures classifiers of intents on public data sets: `python -m benchmark` in this project's environment."""
