"""Find Chromium, or install it: from Debian's packages where there are such, else Playwright's own.

`python -m tests.install_browser` is what `make test` calls; `chromium()` is what the tests call.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: As root, inside a container, without a screen, and without Chromium's own calls to the outside.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The path of an installed Chromium; None means: Playwright's own."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def main() -> int:
    if chromium() or _playwright_has_one():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        subprocess.run([*quiet, "update"], check=True, stdout=subprocess.DEVNULL)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = [*quiet, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]
        return subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode


def _playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    sys.exit(main())
