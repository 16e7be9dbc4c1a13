"""Time zones in the words that people use for them."""

from domain.zone_words import zone_words as zone_words
