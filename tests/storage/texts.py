"""Texts that people write, and that a database may trip over."""

TEXTS = {
    "tags": "<script>alert('x')</script> & <!channel>",
    "quotes": """O'Brien said "no"; DROP TABLE people; -- %s :name {0}""",
    "backslashes": r"C:\new\table \0 \u0000",
    "emoji": "👩🏽‍💻 done ✅",
    "other scripts": "Łódź, 東京, القاهرة, हिन्दी, Ελλάδα",
    "right to left": "\u202eevil\u202c",
    "line breaks": "one\ntwo\r\nthree\ttab",
    "empty": "",
    "only blanks": "   ",
    "very long": "long text " * 10_000,
}

#: What is written, and what comes back: characters that no text holds are left out.
CLEANED = {
    "NUL": ("be\0fore\0", "before"),
    "half of a character": ("a\ud83d b", "a b"),
    "two halves": ("\ud83d\ude00", "😀"),
}
