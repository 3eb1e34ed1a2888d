"""Text of both palettes can be read by people with weak sight."""

import pytest

from ui.theme import DARK, LIGHT, Colours
from ui.theme.contrast import TEXT_LEAST, contrast, text_contrasts


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_from_its_background(palette: Colours) -> None:
    weak = [pair for pair in text_contrasts(palette) if pair[2] < TEXT_LEAST]
    assert weak == []


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_ring_stands_out(palette: Colours) -> None:
    grounds = (palette.background, palette.surface, palette.field, palette.head)
    assert min(contrast(palette.focus, ground) for ground in grounds) >= 3


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == 1
