"""Drawings of things for the garden, of lights and of scent."""

from .pen import (
    GROUND,
    band,
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
    vessel,
)  # fmt: skip

LEAF = "#5f7a4d"
STEEL = "#8d979c"


def planter(color: str) -> str:
    pot = [(160, 600), (150, 640), (118, 800)]
    drawn = (
        shadow(400, 340)
        + sprig(370, 610, 360, LEAF, -90, 9)
        + sprig(430, 610, 400, lighter(LEAF, 0.12), 70, 10)
    )
    drawn += sprig(400, 610, 300, darker(LEAF, 0.12), 6, 8) + vessel(
        400, pot, color, inside="#43301f", speckled=40
    )
    return drawn + band(400, [(176, 592), (172, 636)], lighter(color, 0.1))


def watering_can(color: str) -> str:
    drawn = shadow(400, 520) + line("M300 610C240 450 420 410 470 600", darker(color, 0.1), 18)
    drawn += line("M470 760C560 730 600 590 690 500", darker(color, 0.06), 26) + line(
        "M470 752C556 724 596 580 682 498", lighter(color, 0.3), 5, opacity=0.6
    )
    drawn += group(lit("M-46-8H46L30 26H-30Z", "#b89248"), (700, 486), 1, 46)
    drawn += vessel(360, [(150, 610), (154, 700), (150, 800)], color)
    drawn += path("M214 606A150 24 0 0 1 400 588L400 620A150 24 0 0 1 214 634Z", lighter(color, 0.12))
    return (
        drawn
        + band(360, [(154, 740), (153, 754)], "#b89248")
        + line("M220 660C130 640 130 780 226 770", darker(color, 0.1), 18)
    )


def snips(color: str) -> str:
    blade = "M-8 14C-26-110-20-230-4-316C16-226 26-110 16 14Z"
    drawn = shadow(420, 240, 806) + group(lit(blade, lighter(STEEL, 0.35)), (414, 562), 1, 8)
    drawn += group(lit(blade, STEEL), (406, 562), 1, -7)
    drawn += line("M396 560C300 600 270 720 350 770C420 810 420 660 410 580", color, 26) + line(
        "M420 560C520 600 560 720 480 774C410 812 400 660 414 580", darker(color, 0.14), 26
    )
    drawn += line("M388 574C310 614 286 712 350 756", lighter(color, 0.35), 5, opacity=0.6)
    return (
        drawn
        + ellipse(410, 568, 20, 20, "#b89248")
        + ellipse(410, 568, 20, 20, "url(#turn)")
        + ellipse(410, 568, 6, 6, darker("#b89248"))
    )


def bird_bath(color: str) -> str:
    drawn = shadow(400, 420, 812) + vessel(400, [(54, 650), (46, 720), (96, 806)], darker(color, 0.1))
    drawn += vessel(400, [(244, 600), (220, 640), (120, 676), (56, 682)], color, lip=0.2, speckled=60)
    drawn += ellipse(400, 606, 210, 34, "#9dbcc2") + ellipse(370, 600, 90, 9, "#ffffff", opacity=0.4)
    bird = path(
        "M0 0C20-46 80-60 112-30C124-40 142-38 150-28L132-20C128 14 84 40 44 30L-34 44L-10 18C-6 12-4 6 0 0Z",
        "#53657a",
    )
    bird += path("M30 8C50-10 84-12 102-2C92 22 58 26 30 8Z", "#7f92a6") + ellipse(
        128, -28, 3.6, 3.6, "#1d1a18"
    )
    bird += path("M46 30C84 40 128 14 132-18C112 0 84 4 62 14Z", "#e2c3a2") + line(
        "M62 32v18M80 30v18", "#8a6243", 4
    )
    return drawn + group(bird, (420, 552), 1)


def seed_box(color: str) -> str:
    drawn = shadow(400, 520) + lit("M170 610H630V640H170Z", darker(color, 0.35), "fall")
    tones = ("#c8683f", "#a9c0a6", "#e3b5b0", "#d9b65a", "#8d9fb5")
    for place, tone in enumerate(tones):
        x = 190 + place * 86
        packet = box(x, 440 + (place % 2) * 26, 78, 240, lighter(tone, 0.3)) + box(
            x, 440 + (place % 2) * 26, 78, 44, tone
        )
        drawn += packet + _bloom(x + 39, 546 + (place % 2) * 26, tone)
    drawn += lit("M150 640H650V800H150Z", color, "fall") + line(
        "M150 694H650M150 748H650", darker(color, 0.18), 3
    )
    return (
        drawn
        + box(330, 690, 140, 60, "#efe6d2")
        + box(356, 708, 88, 5, "#6f7d4f")
        + box(370, 724, 60, 5, "#6f7d4f", opacity=0.6)
    )


def lantern(color: str) -> str:
    shade = [(96, 330), (164, 400), (186, 530), (168, 660), (110, 730)]
    drawn = shadow(400, 380) + ellipse(400, 540, 380, 380, "url(#glow)") + path(outline(400, shade), color)
    ribs = "".join(
        line(f"M{400 - r} {y}A{r} {r * 0.12:.0f} 0 0 0 {400 + r} {y}", darker(color, 0.16), 2.6)
        for r, y in (
            (128, 362),
            (152, 394),
            (170, 430),
            (180, 470),
            (185, 512),
            (185, 556),
            (180, 598),
            (170, 640),
            (150, 678),
            (126, 712),
        )
    )
    drawn += (
        ellipse(400, 540, 150, 190, "url(#glow)")
        + ribs
        + path(outline(400, shade), "url(#turn)", opacity=0.5)
    )
    drawn += lit(outline(400, [(98, 318), (98, 338)]), "#3b2b22") + lit(
        outline(400, [(112, 724), (112, 746)]), "#3b2b22"
    )
    return drawn + line("M320 746L296 806M480 746L504 806M400 750V812", "#3b2b22", 10)


def lamp(color: str) -> str:
    drawn = ellipse(400, 430, 380, 340, "url(#glow)") + shadow(400, 360)
    drawn += vessel(400, [(40, 620), (128, 660), (160, 730), (120, 800)], color, speckled=60) + box(
        390, 540, 20, 90, "#b89248"
    )
    shade = "M286 310H514L596 556Q400 596 204 556Z"
    drawn += (
        path(shade, "#f4e6c8")
        + path(shade, "url(#turn)", opacity=0.55)
        + ellipse(400, 310, 114, 14, "#fff6dc")
    )
    return drawn + line("M556 780C640 800 690 806 800 812", "#3b2b22", 6)


def candle(color: str) -> str:
    glass = [(118, 560), (120, 680), (114, 800)]
    drawn = (
        shadow(400, 290)
        + ellipse(400, 470, 240, 240, "url(#glow)")
        + vessel(400, glass, color, inside="#f6ecd6")
    )
    drawn += ellipse(400, 562, 96, 12, "#f7eed9") + line("M400 562V520", "#3b2b22", 5)
    flame = path("M400 532C372 506 384 470 402 430C420 470 430 506 400 532Z", "#ffd27a") + path(
        "M400 528C388 514 392 494 402 476C412 496 414 514 400 528Z", "#fff6de"
    )
    label = [(119, 630), (120, 680), (117, 740)]
    drawn += (
        flame + path(outline(400, label, 0.14), "#efe6d2") + path(outline(400, label, 0.14), "url(#turn)")
    )
    return drawn + sprig(400, 724, 70, "#5f7a4d", 4, 5) + sprig(640, 812, 150, "#6f8458", 90, 7)


def incense(color: str) -> str:
    drawn = shadow(400, 480, 806) + vessel(
        400, [(210, 744), (190, 776), (120, 800)], color, lip=0.2, inside="#e9e1cf", speckled=40
    )
    drawn += (
        ellipse(430, 742, 20, 7, "#b89248")
        + line("M430 740L560 470", "#7a5a3c", 7)
        + ellipse(561, 468, 5, 5, "#e2673a")
    )
    drawn += line("M562 456C520 390 610 340 566 270S600 180 572 120", "#ffffff", 9, opacity=0.5)
    box_of_sticks = group(
        lit("M0 0H230V46H0Z", mix(color, "#33456b", 0.65), "fall") + box(20, 12, 70, 22, "#efe6d2"),
        (110, 800),
        1,
        -6,
    )
    return drawn + box_of_sticks


def branch(color: str) -> str:
    """A tall branch for a vase, the companion of other still lifes."""
    return sprig(400, 500, 360, color, 120, 9) + sprig(398, 500, 250, lighter(color, 0.1), -80, 7)


def linen(color: str) -> str:
    """A folded cloth lying on the table, the companion of other still lifes."""
    upper = f"M60 {GROUND + 40}C160 {GROUND - 30} 330 {GROUND - 20} 430 {GROUND + 10}L560 {GROUND + 96}"
    d = f"{upper}C400 {GROUND + 120} 180 {GROUND + 110} 60 {GROUND + 40}Z"
    return lit(d, color, "fall") + line(
        f"M120 {GROUND + 40}C240 {GROUND + 10} 340 {GROUND + 20} 470 {GROUND + 70}", darker(color, 0.12), 4
    )


def _bloom(x: float, y: float, color: str) -> str:
    petals = "".join(group(ellipse(0, -15, 8, 14, color), (x, y), 1, turn) for turn in range(0, 360, 60))
    return line(f"M{x} {y}v70", "#6f7d4f", 4) + petals + ellipse(x, y, 7, 7, "#f4e6c8")
