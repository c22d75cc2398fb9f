"""What a page owes to those who do not see it, or see it badly; for any page in a `Tab`."""

from __future__ import annotations

from tests.browser import Tab

NAMELESS = """
[...document.querySelectorAll('button, a, input, textarea, select, [role]')]
  .filter((e) => e.checkVisibility() && e.role !== 'status')
  .filter((e) => !e.innerText?.trim() && !e.ariaLabel && !e.labels?.length)
  .map((e) => e.outerHTML.slice(0, 120))
"""
# Contrast as WCAG 2.2 defines it (1.4.3); colours are read from a canvas, whatever their notation.
CONTRAST = """
(() => {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const solid = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return a === 255 ? [r, g, b] : null;
  };
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => rgb.map((v) => linear(v / 255))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = solid(getComputedStyle(e).backgroundColor);
      if (colour) return colour;
    }
    return [255, 255, 255];
  };
  const speaks = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
    && e.checkVisibility({ opacityProperty: true }) && !e.closest('.hidden, .spoiler, :disabled');
  const ratio = (e) => {
    const [a, b] = [light(solid(getComputedStyle(e).color) ?? [0, 0, 0]), light(ground(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return [...document.querySelectorAll('body *')].filter(speaks).filter((e) => ratio(e) < 4.5)
    .map((e) => `${e.className || e.tagName} ${ratio(e).toFixed(2)} ${e.textContent.slice(0, 30)}`);
})()
"""
WIDEST = """
Math.max(...[...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility() && !e.closest('.hidden'))
  .map((e) => e.getBoundingClientRect().right))
"""


async def nameless(tab: Tab) -> list[str]:
    """Visible controls that a screen reader could not name."""
    found: list[str] = await tab.eval(NAMELESS)
    return found


async def weak_contrast(tab: Tab) -> list[str]:
    """Visible words with a contrast below 4.5 : 1."""
    found: list[str] = await tab.eval(CONTRAST)
    return found


async def overflow(tab: Tab) -> float:
    """By how many pixels anything sticks out of the page on the right."""
    sticks: float = await tab.eval(f"{WIDEST} - document.documentElement.clientWidth")
    return sticks


async def tab_to(tab: Tab, selector: str) -> None:
    """Reaches an element by the Tab key alone, as someone without a mouse does."""
    for _ in range(80):
        await tab.press("Tab")
        if await tab.eval(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"the Tab key never reaches {selector}")
