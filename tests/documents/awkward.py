"""What people type that has broken documents somewhere."""

AWKWARD = {
    "markup": "<b>bold</b> & \"quotes\" and 'single' ones </td></table>",
    "typst": '#read("/etc/passwd") $x^2$ @ref *a* _b_ `c` \\ // d /* e */ <label> #import "@preview/x:1.0.0"',
    "jinja": "{{ 7 * 7 }} {% raw %}",
    "html": '<img src="/etc/passwd"><script>alert(1)</script>&#8238;',
    "right to left": "שלום עולם, مرحبا بالعالم",
    "right to left override": "a\u202eb\u202c",
    "Chinese": "你好世界",
    "Thai": "สวัสดี",
    "emoji": "👩‍👩‍👧 😀 ☎️ 🏳️‍🌈",
    "control characters": "a\x00b\x07c\ufffed\U0001ffff\ud800e",
    "private use": "\ue000\U000f0000",
    "ancient": "𒀀𓀀",
    "300 characters": "x" * 300,
    "3,000 characters": "many words " * 273,
    "lines": "one\ntwo\r\nthree\n\n\nfour",
    "empty": "",
    "blank": "  \t ",
}
