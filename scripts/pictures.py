"""Take the README's pictures: the stepper from the built book, a graded notebook from the sample.

Run `make demo` first; then `make pictures` writes docs/*.png.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = ROOT / "_build" / "html" / "chapters" / "05_reverse.html"
FEEDBACK = (
    ROOT / "_build" / "sample" / "feedback" / "student-10" / "ps2_forward" / "ps2_forward.html"
)
EXERCISE = "second_derivative"


def stepper(page: Page) -> None:
    """In the middle of the reverse sweep, where the fan-out at v2 adds up."""
    page.goto(CHAPTER.as_uri(), wait_until="load")
    page.add_style_tag(content="header, #pst-back-to-top {display: none !important}")
    widget = page.locator(".ad-stepper").first
    for _ in range(4):
        widget.get_by_role("button", name="Next").click()
    page.wait_for_timeout(1000)
    widget.screenshot(path=ROOT / "docs" / "stepper.png")


def graded_notebook(page: Page) -> None:
    """One exercise with parts passed and failed and a hint."""
    page.goto(FEEDBACK.as_uri(), wait_until="load")
    page.add_style_tag(content="section {border: 0 !important; padding: 1rem !important}")
    page.locator(f"section#{EXERCISE}").screenshot(path=ROOT / "docs" / "feedback.png")


def main() -> int:
    """Take both pictures; return an exit status."""
    for needed in (CHAPTER, FEEDBACK):
        if not needed.is_file():
            print(f"{needed.relative_to(ROOT)} is missing: run `make demo` first", file=sys.stderr)
            return 1
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(viewport={"width": 1000, "height": 1000}, device_scale_factor=1.5)
        stepper(page)
        graded_notebook(page)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
