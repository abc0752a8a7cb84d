"""Hands that never leave the keyboard, and eyes that notice where the focus goes."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 80
WATCH = """(() => {
  const name = (element) => `${element.localName} ${element.ariaLabel ?? element.textContent.trim().slice(0, 40)}`;
  window.troubles = [];
  addEventListener("pointerdown", () => window.troubles.push("a pointer was used"), true);
  let last = null;
  let frames = 0;
  const look = () => {
    const focused = document.activeElement;
    if (focused && focused !== document.body) {
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const seen = focused.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
      if (focused !== last && !seen) window.troubles.push(`not seen on ${name(focused)}`);
      [last, frames] = [focused, 0];
    } else if (last && (frames += 1) > 6) {
      window.troubles.push(`lost after ${name(last)}`);
      last = null;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


class Keyboard:
    """One page, used by keys alone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(WATCH)

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Types where the focus is."""
        self.page.keyboard.type(text)

    def walk_to(self, target: Locator, key: str = "Tab") -> None:
        """Presses Tab until the focus is there."""
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{target} is not reached with {key}")

    def troubles(self) -> list[str]:
        """Where the focus was lost or could not be seen since the page was loaded, and any use of a pointer."""
        found: list[str] = self.page.evaluate("window.troubles")
        return found
