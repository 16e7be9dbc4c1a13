"""What a person can do in the workspace: write, click, fill in forms, give commands."""

from sandbox.acting.errors import ActingError

__all__ = ["ActingError"]
