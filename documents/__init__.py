"""Documents to keep: what is put in is a frozen dataclass, what comes out are bytes, the same ones each time."""
