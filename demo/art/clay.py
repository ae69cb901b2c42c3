"""Drawings of teaware and tableware."""

from .pen import (
    GROUND,
    band,
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
    vessel,
)  # fmt: skip

WOOD = "#8a6243"
BAMBOO = "#d8bd83"
IRON = "#37383a"


def kyusu(color: str) -> str:
    body = [(70, 566), (150, 600), (196, 668), (188, 734), (158, 782), (124, 798)]
    spout = "M560 640C610 628 632 606 656 566L682 582C668 640 632 688 572 706Z"
    handle = "M236 628L128 540C112 528 92 552 104 568L222 690Z"
    drawn = shadow(400, 480) + lit(spout, darker(color, 0.06)) + lit(handle, color)
    drawn += path(outline(400, body), color) + path(outline(400, body), "url(#turn)")
    drawn += band(400, [(188, 640), (196, 668)], darker(color, 0.2))
    drawn += ellipse(400, 568, 96, 20, darker(color, 0.3)) + lit(
        outline(400, [(18, 540), (58, 552), (90, 568)]), color
    )
    return drawn + ellipse(400, 526, 24, 18, color) + ellipse(400, 526, 24, 18, "url(#turn)")


def yunomi(color: str) -> str:
    drawn = ""
    for cx, scale, tone in ((300, 1.0, color), (520, 0.86, mix(color, "#f3efe6", 0.55))):
        top = GROUND - 250 * scale
        cup = [
            (92 * scale, top),
            (98 * scale, top + 80),
            (94 * scale, top + 170 * scale),
            (62 * scale, GROUND),
        ]
        drawn += shadow(cx, 220 * scale) + vessel(cx, cup, tone, inside="#efe8d8", speckled=34)
        drawn += band(cx, [(70 * scale, GROUND - 16), (62 * scale, GROUND)], "#b98f6a")
    return drawn


def matcha_bowl(color: str) -> str:
    bowl = [(222, 560), (220, 620), (196, 700), (140, 762), (88, 780)]
    drawn = (
        shadow(400, 440)
        + vessel(400, [(84, 772), (80, 804)], "#a98262")
        + vessel(400, bowl, color, speckled=60)
    )
    drawn += ellipse(400, 568, 176, 22, "#7d9a4b") + ellipse(372, 564, 96, 10, "#9fb768", opacity=0.8)
    moon = path("M470 640a46 46 0 1 0 46 62a38 38 0 1 1-46-62Z", lighter(color, 0.55), opacity=0.75)
    return drawn + moon


def whisk(color: str) -> str:
    drawn = (
        shadow(340, 250) + shadow(560, 170) + vessel(560, [(58, 690), (80, 730), (84, 770), (60, 800)], color)
    )
    tines = "".join(
        line(
            f"M{326 + step * 2} 600C{300 + step * 5.4} 690 {262 + step * 11.6} 720 {274 + step * 10.6} 796",
            BAMBOO,
            2.6,
        )
        for step in range(13)
    )
    handle = outline(338, [(32, 430), (30, 520), (36, 606)])
    drawn += (
        tines + path(handle, BAMBOO) + path(handle, "url(#turn)") + ellipse(338, 430, 32, 7, lighter(BAMBOO))
    )
    return drawn + line("M304 596q34 12 70 0M304 606q34 12 70 0", "#4a3328", 4)


def kettle(color: str) -> str:
    body = [(84, 566), (168, 600), (208, 672), (200, 740), (170, 786), (132, 802)]
    drawn = shadow(400, 500) + line("M236 600C250 360 550 360 564 600", darker(color, 0.1), 20)
    drawn += line("M238 590C254 370 546 370 560 590", lighter(color, 0.18), 4)
    drawn += lit("M568 650C616 640 640 612 660 582L690 596C676 660 640 704 584 712Z", color)
    drawn += path(outline(400, body), color) + path(outline(400, body), "url(#turn)")
    for row in range(4):
        y, half = 632 + row * 32, 150 + (14, 34, 34, 18)[row]
        xs = range(int(-half), int(half), 26)
        drawn += "".join(
            ellipse(400 + x + 13 * (row % 2), y - (x / 90) ** 2, 4.6, 4.2, lighter(color, 0.14)) for x in xs
        )
    drawn += ellipse(400, 568, 100, 20, darker(color, 0.4)) + lit(
        outline(400, [(20, 540), (60, 552), (92, 566)]), color
    )
    return drawn + ellipse(400, 528, 22, 20, lighter(color, 0.1)) + ellipse(400, 528, 22, 20, "url(#turn)")


def ripple_plate(color: str) -> str:
    drawn = shadow(400, 560, 790)
    for lift, tone in ((0, darker(color, 0.1)), (34, color)):
        y = 770 - lift
        drawn += lit(
            f"M140 {y}C170 {y + 50} 260 {y + 66} 400 {y + 66}S630 {y + 50} 660 {y}Z", darker(tone, 0.08)
        )
        drawn += ellipse(400, y, 262, 62, tone) + ellipse(400, y, 262, 62, "url(#fall)")
    rings = "".join(
        ellipse(
            400,
            736 + step,
            226 - step * 34,
            52 - step * 8,
            "none",
            stroke=darker(color, 0.16),
            stroke_width=2.5,
        )
        for step in range(6)
    )
    standing = ellipse(400, 470, 214, 214, color) + ellipse(400, 470, 214, 214, "url(#turn)")
    standing += "".join(
        ellipse(
            400, 470, 186 - step * 32, 186 - step * 32, "none", stroke=darker(color, 0.14), stroke_width=2.5
        )
        for step in range(6)
    )
    return standing + drawn + rings


def rice_bowl(color: str) -> str:
    bowl = [(196, 590), (190, 640), (150, 728), (84, 776)]
    drawn = shadow(400, 400) + vessel(400, [(80, 764), (74, 800)], darker(color, 0.15))
    rice = "M226 590C250 520 330 492 400 492S550 520 574 590Z"
    drawn += vessel(400, bowl, color, inside="#efe8d8", speckled=48) + band(
        400, [(196, 592), (193, 616)], darker(color, 0.22)
    )
    drawn += path(rice, "#fbf8ef") + ellipse(400, 588, 174, 26, "#fbf8ef")
    grains = (
        (300, 560),
        (350, 530),
        (410, 520),
        (470, 540),
        (512, 572),
        (380, 574),
        (440, 566),
        (330, 590),
        (470, 594),
    )
    drawn += "".join(group(ellipse(0, 0, 13, 5, "#e6dfcd"), (x, y), 1, (x * 7) % 90 - 45) for x, y in grains)
    return drawn + ellipse(404, 512, 22, 17, "#b5473a") + ellipse(398, 506, 7, 5, "#d98a7c")


def mug(color: str) -> str:
    drawn = shadow(390, 350) + line("M536 590C650 566 650 740 528 720", color, 34)
    drawn += line("M536 586C638 566 636 728 528 712", lighter(color, 0.3), 6, opacity=0.5)
    body = [(146, 540), (150, 640), (148, 740), (118, 800)]
    drawn += vessel(390, body, color, inside="#5a3a28", speckled=90)
    drawn += band(390, [(139, 762), (130, 784), (118, 800)], "#b98f6a")
    steam = "M350 470q-26-40 0-80t0-80M420 480q-26-40 0-80t0-80"
    return drawn + line(steam, "#ffffff", 10, opacity=0.35)


def jug(color: str) -> str:
    body = [(96, 420), (84, 480), (128, 590), (168, 690), (120, 800)]
    drawn = shadow(400, 380) + line("M492 450C640 440 640 640 548 664", color, 30)
    drawn += lit("M372 404C330 394 284 384 250 388C264 424 290 452 316 482Z", darker(color, 0.06))
    drawn += vessel(400, body, color, speckled=70)
    dip = [(150, 636), (168, 690), (150, 750), (120, 800)]
    return drawn + band(400, dip, lighter(mix(color, "#d9b48c", 0.75), 0.1))


def chopsticks(color: str) -> str:
    mat = lit("M150 690L640 640L700 810L180 850Z", "#c9bfa6", "fall")
    drawn = shadow(420, 520, 830) + mat
    drawn += "".join(
        line(f"M{158 + s * 5} {712 + s * 25}L{650 + s * 10} {662 + s * 27}", "#b5a98c", 3) for s in range(6)
    )
    for shift, tone in ((0, color), (38, darker(color, 0.18))):
        drawn += path(
            f"M96 {742 + shift}L706 {560 + shift * 1.6}L712 {578 + shift * 1.6}L100 {750 + shift}Z", tone
        )
        drawn += path(
            f"M560 {604 + shift * 1.4}L706 {560 + shift * 1.6}L712 {578 + shift * 1.6}L566 {620 + shift * 1.4}Z",
            darker(tone, 0.3),
        )
    rest = (
        ellipse(196, 756, 64, 24, "#a9c0a6")
        + ellipse(196, 750, 64, 22, lighter("#a9c0a6"))
        + ellipse(196, 750, 64, 22, "url(#turn)")
    )
    return drawn + rest


def bud_vase(color: str) -> str:
    vase = [(26, 470), (24, 540), (34, 600), (110, 690), (104, 770), (62, 800)]
    return (
        shadow(400, 260)
        + vessel(400, vase, color, speckled=50)
        + band(400, [(26, 470), (25, 492)], darker(color, 0.25))
    )
