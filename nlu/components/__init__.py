"""Rasa graph components of the CEC assistant."""
