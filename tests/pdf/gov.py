"""Measures an official document against GB/T 9704-2012, in millimetres: gov.py FILE.pdf.

Texts by poppler's bounding boxes, lines out of the page's own drawing (qpdf).
Prints "# …" for each that is wrong; ends with 1 then.
"""
import re
import subprocess
import sys

MM = 25.4 / 72
LEFT, TOP, WIDTH, HEIGHT, PITCH = 28, 37, 156, 225, 225 / 22
bad = 0


def wrong(what):
    global bad
    bad += 1
    print("#", what)


def near(what, got, want, by=0.5):
    if got is None or abs(got - want) > by:
        wrong(f"{what}: {got if got is None else round(got, 2)} mm, wanted {want:.2f}")


def words(path):
    """Pages of (x0, y0, x1, y1, text), millimetres from the top left corner."""
    out = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for line in out.splitlines():
        if "<page " in line:
            pages.append([])
        m = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>', line)
        if m:
            pages[-1].append(tuple(float(v) * MM for v in m.groups()[:4]) + (m.group(5),))
    return pages


def rules(path):
    """Pages of (x0, x1, y, width, red) for each drawn level line."""
    raw = subprocess.run(["qpdf", "--qdf", "--stream-data=uncompress", path, "-"], capture_output=True, check=True).stdout
    pages = []
    for stream in re.findall(rb"stream\n(.*?)\nendstream", raw, re.S):
        if b" Tm" not in stream:
            continue
        pages.append([])
        width, colour, at, to = 1.0, (0, 0, 0), None, None
        for line in stream.decode("latin-1").splitlines():
            part = line.split()
            if not part:
                continue
            op, v = part[-1], part[:-1]
            if op == "w":
                width = float(v[0])
            elif op == "RG":
                colour = tuple(float(x) for x in v)
            elif op == "m":
                at, to = (float(v[0]), float(v[1])), None
            elif op == "l":
                to = (float(v[0]), float(v[1]))
            elif op == "S" and at and to and abs(at[1] - to[1]) < 0.01:
                pages[-1].append((at[0] * MM, to[0] * MM, 297 - at[1] * MM, width * MM, colour[0] > 0.5 > colour[1]))
    return pages


def flat(line):
    return "".join(w[4] for w in sorted(line))


def lines_of(page, high):
    """Words of one type size, line by line: top -> words."""
    out = {}
    for w in page:
        if abs((w[3] - w[1]) - high) < 0.15:
            key = next((k for k in out if abs(k - w[1]) < 0.6), w[1])
            out.setdefault(key, []).append(w)
    return dict(sorted(out.items()))


path = sys.argv[1]
pages, drawn = words(path), rules(path)
size = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
if not re.search(r"Page size: +595\.\d+ x 841\.\d+", size):
    wrong("the paper is not A4")

# The type area, page numbers aside; they stand 7 mm below it, one character in.
for n, page in enumerate(pages, 1):
    number = [w for w in page if w[1] > TOP + HEIGHT]
    for w in page:
        if w not in number and not (LEFT - 0.7 < w[0] and w[2] < LEFT + WIDTH + 1.2 and TOP - 1.5 < w[1] and w[3] < TOP + HEIGHT + 1):
            wrong(f"page {n}: “{w[4]}” outside the type area")
    if "".join(w[4] for w in sorted(number)) != f"—{n}—":
        wrong(f"page {n}: its number is {[w[4] for w in number]}")
        continue
    em = 14 * MM
    if n % 2:
        near(f"page {n}: number, right edge", max(w[2] for w in number), LEFT + WIDTH - em, 0.7)
    else:
        near(f"page {n}: number, left edge", min(w[0] for w in number), LEFT + em, 0.7)

# The grid: all lines of 3号 stand on the 22 lines, 28 characters fill one of them.
body = [w for p in pages for w in p if "各责任单位：" in w[4]]
if not body:
    wrong("no addressee")
    sys.exit(1)
high, first = body[0][3] - body[0][1], body[0][1]
on_grid = 0
for n, page in enumerate(pages, 1):
    for top, line in lines_of(page, high).items():
        if n == 1 and top < first:      # the head has measures of its own
            continue
        off = (top - first) / PITCH
        on_grid += 1
        if abs(off - round(off)) * PITCH > 0.25:
            wrong(f"page {n}: “{flat(line)[:12]}” stands {round((off - round(off)) * PITCH, 2)} mm off the grid")
if on_grid < 30:
    wrong(f"only {on_grid} lines of body text")
full = [w for p in pages for w in p if abs((w[3] - w[1]) - high) < 0.15 and len(w[4]) == 28 and w[4].isalpha()]
for w in full:
    near("28 characters", w[2] - w[0], WIDTH, 0.8)

# The head: mark 35 mm below, number, red line as wide as the area 4 mm below it.
page = pages[0]
mark = max(page, key=lambda w: w[3] - w[1])
near("issuer's mark, top", mark[1], TOP + 35, 3)
near("issuer's mark, middle", (mark[0] + mark[2]) / 2, LEFT + WIDTH / 2, 1)
number = [w for w in page if "〔" in w[4] and w[1] < TOP + 100]
red = [r for r in drawn[0] if r[4]]
if len(red) != 1:
    wrong(f"{len(red)} red lines")
else:
    near("red line, left", red[0][0], LEFT, 0.1)
    near("red line, right", red[0][1], LEFT + WIDTH, 0.1)
    if number:
        near("red line below the number", red[0][2] - number[0][3], 4, 1.5)
if not number:
    wrong("no document number with 〔〕")
else:
    near("number, middle", (number[0][0] + number[0][2]) / 2, LEFT + WIDTH / 2, 1)
title = [w for w in page if 1.3 * high < w[3] - w[1] < 1.5 * high and w[1] > (red[0][2] if red else 0)]
if not title:
    wrong("no title in 2号")
else:
    near("title, middle", (min(w[0] for w in title) + max(w[2] for w in title)) / 2, LEFT + WIDTH / 2, 1)
    near("addressee one line below the title", first - max(w[1] for w in title), 2 * PITCH, 2.2)
if not any(w[1] > first + PITCH * 1.5 and abs((w[3] - w[1]) - high) < 0.15 for w in page):
    wrong("page 1 shows no body text")

# Date: right edge four characters in; attachments on pages of their own; imprint at the bottom edge.
date = [w for p in pages for w in p if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", w[4]) and abs((w[3] - w[1]) - high) < 0.15]
near("date, right edge", date[-1][2] if date else None, LEFT + WIDTH - 4 * WIDTH / 28, 1)
for n, page in enumerate(pages, 1):
    for w in page:
        if re.fullmatch(r"附件\d", w[4]) and w[0] < LEFT + 2 and abs((w[3] - w[1]) - high) < 1:
            near(f"page {n}: {w[4]}, top", w[1], TOP + 1.5, 3)
last = [r for r in drawn[-1] if not r[4] and abs(r[0] - LEFT) < 0.1 and abs(r[1] - LEFT - WIDTH) < 0.1]
foot = [r for r in last if r[2] > TOP + HEIGHT - 45]
foot.sort(key=lambda r: r[2])
if len(foot) < 3:
    wrong(f"imprint has {len(foot)} lines")
else:
    near("last line of the imprint", foot[-1][2], TOP + HEIGHT, 0.1)
    near("first line, width", foot[0][3], 0.35, 0.02)
    near("last line, width", foot[-1][3], 0.35, 0.02)
    for r in foot[1:-1]:
        near("lines between, width", r[3], 0.25, 0.02)
sys.exit(bad > 0)
