"""Drawings of tea in its packing and of things made of cloth."""

from .pen import (
    GROUND,
    box,
    darker,
    ellipse,
    group,
    lighter,
    line,
    lit,
    mix,
    outline,
    path,
    shadow,
    sprig,
)  # fmt: skip

PAPER = "#efe6d2"


def sencha_tin(color: str) -> str:
    tin = [(130, 470), (130, 640), (130, 800)]
    drawn = shadow(400, 320) + path(outline(400, tin), color) + path(outline(400, tin), "url(#turn)")
    drawn += (
        box(300, 560, 150, 176, PAPER)
        + _label_leaf(375, 690, color)
        + box(340, 716, 70, 4, darker(color, 0.2))
    )
    lid = [(134, 398), (134, 486)]
    drawn += path(outline(400, lid), darker(color, 0.18)) + path(outline(400, lid), "url(#turn)")
    return drawn + ellipse(400, 398, 134, 21, lighter(color, 0.14)) + _loose_leaves(600, color)


def hojicha_pouch(color: str) -> str:
    return _pouch(
        color, "#8a5a3a", ellipse(400, 640, 46, 46, "#c8683f") + line("M376 652q24-40 48 0", PAPER, 6)
    )


def genmai_pouch(color: str) -> str:
    grains = "".join(ellipse(372 + 28 * (n % 3), 614 + 26 * (n // 3), 11, 7, "#b98f4a") for n in range(9))
    return _pouch(color, "#7c8a52", grains)


def matcha_tin(color: str) -> str:
    tin = [(104, 600), (106, 700), (104, 800)]
    drawn = shadow(380, 290) + path(outline(380, tin), color) + path(outline(380, tin), "url(#turn)")
    drawn += path(outline(380, [(104, 640), (104, 760)]), PAPER) + path(
        outline(380, [(104, 640), (104, 760)]), "url(#turn)"
    )
    drawn += ellipse(380, 708, 32, 32, "#8fa857") + ellipse(392, 700, 26, 26, PAPER)
    lid = [(108, 556), (108, 618)]
    drawn += path(outline(380, lid), darker(color, 0.25)) + path(outline(380, lid), "url(#turn)")
    drawn += ellipse(380, 556, 108, 17, lighter(color, 0.1))
    heap = "M520 806C540 770 570 738 600 736S668 772 690 806Z"
    return drawn + shadow(606, 170) + lit(heap, "#8fa857", "fall") + line("M640 742L720 640", "#d8bd83", 12)


def tisane_jar(color: str) -> str:
    jar = [(112, 480), (140, 520), (146, 660), (140, 780), (116, 800)]
    glass = path(outline(400, jar), "#ffffff", opacity=0.34)
    tea = path(
        outline(400, [(143, 580), (146, 660), (139, 776), (116, 796)]),
        mix(color, "#7d8a55", 0.4),
        opacity=0.9,
    )
    drawn = shadow(400, 340) + tea
    for n in range(42):
        x, y = 290 + (n * 47) % 220, 600 + (n * 61) % 176
        tone = ("#c98b9b", "#e8d9a2", "#6f7d4f", "#b5713f")[n % 4]
        drawn += group(path("M0 0C-10-8-8-20 0-26C8-20 10-8 0 0Z", tone), (x, y), 0.9, (n * 53) % 360)
    drawn += glass + path(outline(400, jar), "url(#turn)", opacity=0.6)
    cork = [(104, 430), (108, 488)]
    drawn += (
        path(outline(400, cork), "#c39a68")
        + path(outline(400, cork), "url(#turn)")
        + ellipse(400, 430, 104, 16, "#d3ae80")
    )
    return (
        drawn
        + line("M262 520q138 34 276 0", "#a88a5a", 5)
        + group(box(-40, 0, 80, 54, PAPER), (470, 536), 1, 8)
    )


def apron(color: str) -> str:
    drawn = line("M330 250C340 190 460 190 470 250", darker(color, 0.15), 12)
    drawn += ellipse(400, 196, 13, 13, "#8a6243")
    bib = (
        "M330 250L470 250C478 330 520 400 566 424C574 560 590 690 598 806"
        "C470 826 330 826 202 806C210 690 226 560 234 424C280 400 322 330 330 250Z"
    )
    drawn += lit(bib, color, "turn") + line(
        "M234 428C180 452 150 500 146 590M566 428C620 452 650 500 654 590", darker(color, 0.15), 10
    )
    drawn += lit("M300 530H500V668Q400 684 300 668Z", darker(color, 0.07), "fall") + line(
        "M400 532V674", darker(color, 0.2), 3
    )
    folds = "M270 480C262 600 256 700 252 800M348 690C346 730 342 770 340 812M540 480C546 600 552 700 556 800"
    return drawn + line(folds, darker(color, 0.18), 4, opacity=0.6)


def tenugui(color: str) -> str:
    drawn = line("M210 210H590", "#8a6243", 16) + line("M300 210V150M500 210V150", "#8a6243", 6)
    cloth = "M250 216H550C556 400 544 600 552 800C450 818 350 786 248 804C256 600 244 400 250 216Z"
    drawn += path(cloth, color)
    for row in range(9):
        for col in range(5):
            x, y = 284 + col * 58 + (row % 2) * 0, 268 + row * 60
            drawn += _wave(x, y, lighter(color, 0.72))
    return (
        drawn
        + path(cloth, "url(#turn)", opacity=0.7)
        + line("M330 220C336 420 326 620 332 798", darker(color, 0.3), 6, opacity=0.3)
    )


def towels(color: str) -> str:
    drawn = shadow(400, 460)
    for place, tone in enumerate((darker(color, 0.12), lighter(color, 0.45), color)):
        y = 800 - (place + 1) * 92
        drawn += lit(f"M196 {y + 92}Q176 {y + 46} 196 {y}H590Q616 {y + 46} 590 {y + 92}Z", tone, "fall")
        grid = "".join(f"M{214 + n * 24} {y + 6}V{y + 86}" for n in range(16)) + "".join(
            f"M200 {y + n * 20}H592" for n in range(1, 5)
        )
        drawn += line(grid, darker(tone, 0.14), 2, opacity=0.7)
        drawn += line(f"M594 {y + 14}Q606 {y + 46} 594 {y + 78}", darker(tone, 0.3), 4)
    return drawn


def throw(color: str) -> str:
    bench = (
        box(110, 560, 580, 26, "#8a6243")
        + box(150, 586, 22, 220, "#6b4a35")
        + box(628, 586, 22, 220, "#6b4a35")
    )
    cloth = "M210 548C300 536 470 536 560 548C572 640 566 700 574 770C450 788 330 782 198 772C206 690 200 640 210 548Z"
    drawn = shadow(400, 560) + bench + path(cloth, color)
    stripes = "".join(
        path(
            f"M{202} {y}C330 {y + 12} 450 {y + 12} 572 {y}V{y + h}C450 {y + h + 12} 330 {y + h + 12} 202 {y + h}Z",
            lighter(color, 0.5),
            opacity=0.8,
        )
        for y, h in ((600, 16), (630, 6), (700, 26), (740, 6))
    )
    fringe = "".join(
        line(
            f"M{206 + n * 13} {774 + 8 * (1 - abs(n - 14) / 14):.0f}l{(-1) ** n * 3} 34",
            darker(color, 0.1),
            4,
        )
        for n in range(28)
    )
    return drawn + stripes + fringe + path(cloth, "url(#turn)", opacity=0.8)


def cushion(color: str) -> str:
    drawn = shadow(400, 600, 806)
    for y, tone in ((700, darker(color, 0.14)), (606, color)):
        upper = f"M126 {y + 50}C120 {y + 6} 170 {y - 6} 400 {y - 10}S680 {y + 6} 674 {y + 50}"
        d = f"{upper}S640 {y + 104} 400 {y + 106}S132 {y + 100} 126 {y + 50}Z"
        drawn += lit(d, tone, "fall") + line(
            f"M132 {y + 56}C200 {y + 84} 600 {y + 84} 668 {y + 56}", darker(tone, 0.22), 4
        )
    stitches = "M392 640l16 12M408 640l-16 12"
    return (
        drawn
        + line(stitches, lighter(color, 0.6), 5)
        + "".join(
            line(f"M{x} {y}l-22 16M{x} {y}l-8 26", lighter(color, 0.4), 4)
            for x, y in ((136, 668), (136, 762))
        )
    )


def _pouch(color: str, ink: str, mark: str) -> str:
    d = "M262 420H538L548 470C572 580 570 700 556 800Q400 824 244 800C230 700 228 580 252 470Z"
    drawn = (
        shadow(400, 360)
        + lit(d, color)
        + box(258, 404, 284, 62, darker(color, 0.16), rx=4)
        + box(258, 404, 284, 62, "url(#fall)", rx=4)
    )
    drawn += (
        box(312, 540, 176, 206, PAPER)
        + mark
        + box(352, 712, 96, 4, ink)
        + box(368, 724, 64, 4, ink, opacity=0.6)
    )
    return (
        drawn
        + line("M300 480C290 580 286 690 292 786", lighter(color, 0.3), 6, opacity=0.5)
        + _loose_leaves(600, ink)
    )


def _label_leaf(x: float, y: float, color: str) -> str:
    return sprig(x, y, 96, mix(color, "#4f6b3d", 0.5), 10, 5)


def _loose_leaves(x: float, color: str) -> str:
    tones = (darker(color, 0.35), darker(color, 0.2), color)
    return "".join(
        line(
            f"M{x + (n * 37) % 130} {GROUND - 8 + (n * 23) % 40}q9 {(-1) ** n * 6} 20 {(-1) ** n * 3}",
            tones[n % 3],
            4,
        )
        for n in range(16)
    )


def _wave(x: float, y: float, color: str) -> str:
    arcs = "".join(f"M{x - r} {y + 16}a{r} {r} 0 0 1 {2 * r} 0" for r in (26, 17, 8))
    return line(arcs, color, 3.4, opacity=0.85)
