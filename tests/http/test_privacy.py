"""The privacy notice: what the law asks for, in versions that stay (PIPL art. 17)."""

import time

from staff import *


@test("the notice says who, what for, what, how, how long, and how rights are used, in both languages")
def _():
    for lang, parts in (("zh-CN", ("我们是谁", "0555-0000000", "为什么收、依据什么", "收什么", "<h2>语音</h2>", "录下的语音", "怎么处理、谁能看到", "保存多久", "您的权利，怎么行使", "第 2 版")),
                        ("en", ("Who we are", "0555-0000000", "What for", "What we take", "<h2>Recordings</h2>", "How it is handled", "How long", "Your rights", "Version 2"))):
        page = Browser(lang).get("/privacy").text
        for part in parts:
            has(page, part, lang)
    # The first version knew no recordings, and stays as it was told.
    first = Browser("zh-CN").get("/privacy?version=1").text
    has(first, "您写的问题、地点和照片。")
    assert "语音" not in first
    eq(sql("SELECT p.text_zh = CONCAT(SUBSTRING_INDEX(REPLACE(n.text_zh, '您写的问题、地点、照片，以及您录下的语音。', '您写的问题、地点和照片。'),"
           " '\n\n# 语音', 1), SUBSTRING(n.text_zh, LOCATE('\n\n# 编号和查询码', n.text_zh)))"
           " FROM privacy_notice p, privacy_notice n WHERE p.version = 1 AND n.version = 2"), [["1"]], "nothing else was changed")


@test("words that an office wrote itself keep all they say when the recordings are named")
def _():
    with open(os.path.join(TREE, "sql/schema/0043_notice_recordings.sql"), encoding="utf-8") as f:
        statement = f.read()
    for own, at in (("我们自己的话𠮷。\n\n# 收什么\n姓名。", "end"), ("开头。\n\n# 编号和查询码\n保管好。", "before")):
        try:
            sql("INSERT INTO privacy_notice (version, valid_from, text_zh, text_en) VALUES (3, %d, '%s', 'Our own words.')"
                % (int(time.time() - 2) * 1000000, own))
            sql(statement)
            zh, en = sql("SELECT text_zh, text_en FROM privacy_notice WHERE version = 4")[0]
            eq(zh.count("# 语音"), 1)
            eq(zh.split("\\n\\n# 语音")[0], own.split("\n\n# 编号")[0].replace("\n", "\\n"))
            eq(zh.endswith("# 编号和查询码\\n保管好。"), at == "before")
            has(en, "Our own words.\\n\\n# Recordings")
        finally:
            sql("DELETE FROM privacy_notice WHERE version > 2")


@test("a new version is in force from its day; a complaint keeps the one of its own, old ones can be read, none comes early")
def _():
    before, browser = file_one(Browser("zh-CN")), Browser("zh-CN")
    now = int(time.time() * 1000000)
    try:
        sql("INSERT INTO privacy_notice (version, valid_from, text_zh, text_en) VALUES "
            "(3, %d, '第三版的说明：𠮷祥。\\n\\n# 新的一节\\n<b>', 'The third version.\\n\\n# A new part\\n<b>'), "
            "(4, %d, '还没到时候', 'too early')" % (now - 1000000, now + 86400000000))
        page = browser.get("/privacy").text
        for part in ("第三版的说明：𠮷祥。", "<h2>新的一节</h2>", "&lt;b&gt;", "/privacy?version=2", "/privacy?version=1"):
            has(page, part)
        assert "version=4" not in page
        eq(browser.get("/privacy?version=4").status, 404, "before its day")
        eq(browser.get("/privacy?version=99").status, 404)
        old = browser.get("/privacy?version=1").text
        has(old, text_of("zh-CN", "Text.privacy.old"))
        after = file_one(Browser("zh-CN"))
        eq((row_of(before.key, "privacy_version"), row_of(after.key, "privacy_version")), ([["2"]], [["3"]]))
        has(after.page.text, "/privacy?version=3", "the receipt")
        has(follow(browser, before.number, before.code).text, "/privacy?version=2", "the follow page")
        has(desk("R_ACCEPTOR").get("/desk/complaint?id=%d" % after.id).text, "/privacy?version=3", "the desk")
    finally:
        sql("DELETE FROM privacy_notice WHERE version > 2")


@test("anonymous keeps no contact whatever was typed, in confidence is marked, by name keeps it; each is explained")
def _():
    page = Browser("zh-CN").get("/report").text
    for way in ("anonymous", "named", "confidential"):
        has(page, text_of("zh-CN", "Text.way.%s_text" % way))
    for way, contacts, confidential in (("anonymous", "0", "0"), ("named", "1", "0"), ("confidential", "1", "1"), (None, "1", "0")):
        c = file_one(Browser("en"), way=way, contact_phone="19900000077", contact_name="欧阳𠮷")
        eq(sql("SELECT confidential, (SELECT COUNT(*) FROM contact WHERE complaint_id = p.id) FROM complaint p WHERE id = %d"
               % c.id), [[confidential, contacts]], way)


run()
