"""The privacy notice: what the law asks for, in versions that stay (PIPL art. 17)."""

import time

from staff import *


@test("the notice says who, what for, what, how, how long, and how rights are used, in both languages")
def _():
    for lang, parts in (("zh-CN", ("我们是谁", "0555-0000000", "为什么收、依据什么", "收什么", "怎么处理、谁能看到", "保存多久", "您的权利，怎么行使", "第 1 版")),
                        ("en", ("Who we are", "0555-0000000", "What for", "What we take", "How it is handled", "How long", "Your rights", "Version 1"))):
        page = Browser(lang).get("/privacy").text
        for part in parts:
            has(page, part, lang)


@test("a new version is in force from its day; a complaint keeps the one of its own, old ones can be read, none comes early")
def _():
    before, browser = file_one(Browser("zh-CN")), Browser("zh-CN")
    now = int(time.time() * 1000000)
    try:
        sql("INSERT INTO privacy_notice (version, valid_from, text_zh, text_en) VALUES "
            "(2, %d, '第二版的说明：𠮷祥。\\n\\n# 新的一节\\n<b>', 'The second version.\\n\\n# A new part\\n<b>'), "
            "(3, %d, '还没到时候', 'too early')" % (now - 1000000, now + 86400000000))
        page = browser.get("/privacy").text
        for part in ("第二版的说明：𠮷祥。", "<h2>新的一节</h2>", "&lt;b&gt;", "/privacy?version=1"):
            has(page, part)
        assert "version=3" not in page
        eq(browser.get("/privacy?version=3").status, 404, "before its day")
        eq(browser.get("/privacy?version=99").status, 404)
        old = browser.get("/privacy?version=1").text
        has(old, text_of("zh-CN", "Text.privacy.old"))
        after = file_one(Browser("zh-CN"))
        eq((row_of(before.key, "privacy_version"), row_of(after.key, "privacy_version")), ([["1"]], [["2"]]))
        has(after.page.text, "/privacy?version=2", "the receipt")
        has(follow(browser, before.number, before.code).text, "/privacy?version=1", "the follow page")
        has(desk("R_ACCEPTOR").get("/desk/complaint?id=%d" % after.id).text, "/privacy?version=2", "the desk")
    finally:
        sql("DELETE FROM privacy_notice WHERE version > 1")


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
