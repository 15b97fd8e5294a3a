"""Letters and reports of one file each, drawn out of an office at work: what stands in them, twice the same bytes, whole PDFs."""

import datetime
import glob
import shutil

from staff import *

OUT = tempfile.mkdtemp()
CHIEF, CMD, ACC = desk("R_CHIEF"), desk("R_COMMANDER"), desk("R_ACCEPTOR")
CLERK = unit_clerk(A)
NOW = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)
LONG = "这一段没有任何标点也没有空格" * 141      # 1,974 characters without a place to break
LATIN = "https://example.cn/" + "a" * 380


sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)")      # nothing is taken from the commander at night


def day(n):
    """A day from today, as a form has it."""
    return (NOW.date() + datetime.timedelta(days=n)).isoformat()


def overdue(case):
    """The promise's due lies behind, as if time had passed."""
    sql("UPDATE promise SET due = due - 40 * 86400000000 WHERE case_id = %d AND ended IS NULL;"
        "UPDATE cases SET due_at = due_at - 40 * 86400000000 WHERE id = %d" % (case.id, case.id))


def run_tool(*words):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


def paper(*words, lang="zh", fails=None):
    """Draws one twice; (its text, its pages) when both are the same bytes and qpdf finds no fault."""
    path = os.path.join(OUT, "-".join(re.sub(r"\W", "", w) for w in words) + "-" + lang)
    for n in "12":
        done = anjuan("read", words[0], "--lang", lang, "-o", path + n, *words[1:], check=False)
        if fails is not None:
            eq(done.returncode, fails, words)
            assert not os.path.exists(path + n), "a half paper"
            assert done.stderr.count("\n") == 1, done.stderr
            return done.stderr
        eq((done.returncode, done.stderr), (0, ""), words)
        time.sleep(0.01)
    with open(path + "1", "rb") as a, open(path + "2", "rb") as b:
        assert a.read() == b.read(), "same data, other bytes"
    run_tool("qpdf", "--check", path + "1")
    pages = int(re.search(r"Pages: +(\d+)", run_tool("pdfinfo", path + "1")).group(1))
    assert "no " not in run_tool("pdffonts", path + "1").split("\n")[2].split("Type")[0], "a font that is not embedded"
    return re.sub(r"\s+", "", run_tool("pdftotext", "-layout", path + "1", "-")), pages


def both(*words):
    """In both languages; a key of the catalogue that was forgotten would stand there as itself."""
    found = {}
    for lang in ("zh", "en"):
        found[lang] = paper(*words, lang=lang)
        left = re.search(r"(Paper|Field|Text|Role|State|Event|Matter|Follow)\.[A-Za-z]\w*", found[lang][0])
        assert not left, left.group(0)
        assert not re.search(r"\{\d\}", found[lang][0])
    return found


def late_case(**fields):
    case = case_in(31, **fields)
    overdue(case)
    return case


def number_of(case):
    return case.get("number")


@test("a supervision letter: number, limit, what to do, slip, lines for the answer; then the answer itself")
def _():
    case = late_case(description="路面塌陷，𠮷祥巷口。")
    paper("letter", number_of(case), fails=3)
    case.done(ACC, "letter_draft", note="限三日内修复。")
    paper("letter", number_of(case), fails=3)
    case.done(CMD, "letter_sign", note="立即组织抢修，设置围挡，𠮷祥巷一并排查。", date=day(3))
    year, no = sql("SELECT year, no FROM letter WHERE case_id = %d" % case.id)[0]
    unit = sql("SELECT name_zh FROM unit WHERE id = %d" % A)[0][0]
    found = both("letter", number_of(case))
    text, pages = found["zh"]
    for part in ("督办〔%s〕%s号" % (year, no), "督办意见书", unit + "：", number_of(case), "立即组织抢修，设置围挡，𠮷祥巷一并排查。",
                 "签收回执", "签收人", "截至制作本件时没有答复", "印发"):
        has(text, part)
    eq(pages, 3)
    case.done(CLERK, "feedback", SHOT, note="已连夜修复，现场已清理。")
    text, _pages = both("letter", number_of(case))["zh"]
    has(text, "已连夜修复，现场已清理。")
    assert "截至制作本件时没有答复" not in text
    has(both("letter", number_of(case), "--letter", "1")["en"][0], "SupervisionNo.%sof%s" % (no, year))
    paper("letter", number_of(case), "--letter", "2", fails=3)


@test("the unit may print its own letter, another unit may not; the case page offers it")
def _():
    case = late_case()
    case.done(ACC, "letter_draft", note="限期办结")
    assert "kind=letter" not in case.page(CLERK).text
    case.done(CMD, "letter_sign", note="签发", date=day(2))
    has(case.page(CLERK).text, "kind=letter&amp;case=" + number_of(case))
    page = CLERK.get("/desk/papers?kind=letter&case=" + number_of(case))
    has(page.text, 'value="%s"' % number_of(case))
    eq(CLERK.submit(page.form("/desk/papers")).status, 303)
    other = unit_clerk(B)
    eq(other.submit(other.get("/desk/papers?kind=letter").form("/desk/papers"), case=number_of(case)).status, 422)
    job = sql("SELECT id FROM paper_job ORDER BY id DESC LIMIT 1")[0][0]
    anjuan("work", "papers", "--run")
    eq(sql("SELECT state FROM paper_job WHERE id = " + job), [["3"]])
    has(CLERK.get("/desk/paper?id=" + job).header("Content-Disposition"), "letter-" + number_of(case))
    eq(other.get("/desk/paper?id=" + job).status, 404)


@test("a single-case report: each stay, what each said, photos of each round, proposals with their rule")
def _():
    case = case_in(42, description="井盖缺失，" + LONG)
    text, _pages = both("supervision", number_of(case))["zh"]
    for part in ("个案督办材料", "办理经过与时限", "处置中", "已处理完毕", "反映和核实", "第1轮", "七、新的期限和复核", LONG[-40:]):
        has(text, part)
    late = late_case()
    sql("UPDATE cases SET rework_count = 3, unjustified_return = 1 WHERE id = %d" % late.id)
    text, _pages = both("supervision", number_of(late))["zh"]
    for rule in ("规则A1）", "规则A14", "规则A8", "规则A7"):
        has(text, rule)


@test("a report without photos, with sixty, and with one that is broken")
def _():
    case = case_in(31)
    sql("DELETE FROM file_link WHERE subject_kind = 2 AND subject_id = %d" % case.id)
    text, few = paper("supervision", number_of(case))
    link = sql("SELECT file_id, id FROM file_link ORDER BY id DESC LIMIT 1")[0][0]
    hashed = sql("SELECT LOWER(HEX(sha256)) FROM file WHERE id = " + link)[0][0]
    wait_for(lambda: glob.glob(os.path.join(DIR, "data/staff", hashed[:2], hashed + "-v.jpg")))
    for i in range(60):
        sql("INSERT INTO file_link (subject_kind, subject_id, event_seq, file_id, part, round, for_public, added_at)"
            " VALUES (2, %d, %d, %s, 4, %d, 0, 1790000000000000)" % (case.id, 100 + i, link, 1 + i // 20))
    text, many = paper("supervision", number_of(case))
    for part in ("第1轮", "第2轮", "第3轮"):
        has(text, part)
    assert few + 9 <= many <= few + 14, (few, many)
    path = os.path.join(DIR, "data/staff", hashed[:2], hashed + "-v.jpg")
    shutil.copy(path, OUT + "/kept.jpg")
    try:
        with open(path, "r+b") as f:
            f.truncate(900)
        text, _pages = paper("supervision", number_of(case))
        has(text, "照片无法显示")
    finally:
        shutil.copy(OUT + "/kept.jpg", path)


@test("a letter of refusal says what was decided, why, whom to ask and how to object, and nothing of the office's own")
def _():
    case, complaint = register(description="邻居家太吵，𠮷先生反映。" + LATIN, contact_name="欧阳保密", contact_phone="19900000777")
    number = complaint.number
    walk(case, 12)
    paper("refusal", number, fails=6)
    case.done(ACC, "refuse", reason="101", note="内部备注不外传", answer="属于民事纠纷，建议联系社区调解。")
    for lang, (text, _pages) in both("refusal", number).items():
        for secret in ("欧阳", "9900000777", "内部备注"):
            assert secret not in text, secret
        has(text, "属于民事纠纷，建议联系社区调解。")
        has(text, number)
        has(text, "𠮷先生反映")
        has(text, {"zh": "四、不同意怎么办", "en": "IV.Ifyoudonotagree"}[lang])
    has(case.page(CHIEF).text, "kind=refusal&amp;complaint=" + number)
    paper("answer", number, fails=6)
    paper("refusal", "26-9999999-0", fails=2)


@test("a letter of answer: the words the sender was given, the unit, the days; none before the case is closed")
def _():
    case, complaint = register(contact_name="司马不写", contact_phone="19900000778")
    number = complaint.number
    walk(case, 44)
    paper("answer", number, fails=6)
    walk(case, 50)
    text, _pages = both("answer", number)["zh"]
    for part in ("办理结果答复书", "井盖已补装，谢谢您的反映。", sql("SELECT name_zh FROM unit WHERE id = %d" % A)[0][0]):
        has(text, part)
    for secret in ("司马", "19900000778", "已处理完毕", "请到现场看一看"):
        assert secret not in text, secret
    has(case.page(CHIEF).text, "kind=answer&amp;complaint=" + number)
    paper("refusal", number, fails=6)


@test("a hand-over is one page for the wall, with crews, alarms and both names")
def _():
    today = NOW.date().isoformat()
    shifts = sql("SELECT id, from_min FROM shift ORDER BY from_min")
    minute = NOW.hour * 60 + NOW.minute
    begun = [s for s, at in shifts if int(at) <= minute]
    book = "%s.%s" % (today, begun[-1]) if begun else "%s.%s" % ((NOW.date() - datetime.timedelta(days=1)).isoformat(), shifts[-1][0])
    done = [paper_of(book, lang) for lang in ("zh", "en")]
    has(done[0], "值班交接单")
    has(done[0], "未消除的险情")
    has(done[1], "Openalarms")
    paper("handover", "--book", "2026-11-22.99", fails=3)
    paper("handover", "--book", (NOW.date() + datetime.timedelta(days=9)).isoformat() + "." + shifts[0][0], fails=6)
    has(CHIEF.get("/desk/duty/book").text, "kind=handover&amp;book=")


def paper_of(book, lang):
    """What is not completed yet moves on between two drawings: only its pages are compared."""
    path = os.path.join(OUT, "book-" + lang)
    anjuan("read", "handover", "--book", book, "--lang", lang, "-o", path)
    run_tool("qpdf", "--check", path)
    has(run_tool("pdfinfo", path), "Pages:           1")
    return re.sub(r"\s+", "", run_tool("pdftotext", "-layout", path, "-"))


@test("the meeting's paper and a campaign's: a stubborn problem with its history, cases put under a theme with their progress")
def _():
    def matter(kind, **fields):
        form = ACC.get("/desk/matters?kind=" + kind).form("/desk/matters")
        reply = ACC.submit(form, {"note": "老菜场周边，𠮷祥路口，多年未解决", **fields})
        eq(reply.status, 303)
        return int(reply.header("Location").split("=")[1])
    stubborn = matter("stubborn", title="流动摊贩反复回潮", every="14", unit=str(A), owner=str(ACC.id))
    sql("UPDATE matter SET opened_at = opened_at - 40 * 86400000000 WHERE id = %d" % stubborn)
    month = (NOW.date().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    text, _pages = both("meeting", "--month", month)["zh"]
    for part in ("热点难点问题会商材料", "流动摊贩反复回潮", "𠮷祥路口", "四、提请会议研究"):
        has(text, part)
    paper("meeting", "--month", "2026-13", fails=2)
    theme = matter("inquiry", title="占道经营整治", date=day(5), origin="deputy", unit=str(A), owner=str(ACC.id))
    text, _pages = both("campaign", "--matter", str(theme))["zh"]
    has(text, "归入案卷0件")
    cases = [case_in(31), case_in(50)]
    for case in cases:
        eq(ACC.submit(ACC.get("/desk/case/matter?id=%d" % case.id).form("/desk/case/matter"), matter=str(theme)).status, 303)
    text, _pages = both("campaign", "--matter", str(theme))["zh"]
    has(text, "归入案卷2件，已结1件")
    for case in cases:
        has(text, number_of(case))
    has(ACC.get("/desk/matter?id=%d" % theme).text, "kind=campaign&amp;matter=%d" % theme)
    paper("campaign", "--matter", "99999999", fails=3)


@test("the annual assessment ranks by the year's figures, from twenty cases due on")
def _():
    text, _pages = both("onsite", "--year", str(NOW.year))["zh"]
    for part in ("年度现场测评材料", "分管领导", "新闻媒体", "表扬名单", "曝光名单", "现场承诺"):
        has(text, part)
    paper("onsite", "--year", "1999", fails=2)
    paper("onsite", "--year", str(NOW.year + 1), fails=2)


@test("drawn under the working account each stands in the book of issued papers with its SHA-256")
def _():
    case = late_case()
    before = int(sql("SELECT COUNT(*) FROM paper WHERE kind = 'supervision'")[0][0])
    path = os.path.join(OUT, "booked.pdf")
    anjuan("work", "supervision", "-o", path, number_of(case))
    with open(path, "rb") as f:
        eq(sql("SELECT LOWER(HEX(sha256)) FROM paper WHERE kind = 'supervision' ORDER BY id DESC LIMIT 1")[0][0],
           hashlib.sha256(f.read()).hexdigest())
    eq(int(sql("SELECT COUNT(*) FROM paper WHERE kind = 'supervision'")[0][0]), before + 1)
    eq(anjuan("read", "supervision", "-o", "/proc/none/x.pdf", number_of(case), check=False).returncode, 4)
    eq(anjuan("read", "supervision", "-o", path, check=False).returncode, 2)
    eq(anjuan("read", "supervision", "--month", "2026-10", "-o", path, number_of(case), check=False).returncode, 2)


run()
