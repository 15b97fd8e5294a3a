"""The citizen's door: words that find a class, places by name, what is asked, cases that may be the same."""

import urllib.parse

from staff import *

LAMP, NOISE, GAS, TREE, PARKING = "10137", "20128", "20502", "10402", "20409"
WORDS_LAMP = "路灯整夜不亮，老人出门看不见路。"


def find(browser, what, q):
    return json_of(browser.get("/report/%s?q=%s" % (what, urllib.parse.quote(q))))["found"]


def tile(lat, lon):
    return (lat + 90000000) // 5000 * 100000 + (lon + 180000000) // 5000


def point(lat, lon):
    return {"lat": "%.6f" % (lat / 1e6), "lon": "%.6f" % (lon / 1e6)}


def spot(n):
    """A quiet place of the district, each n another; 2 km of streets, no case of this file nearer than 500 m."""
    row = sql("SELECT ROUND(ST_Y(ST_Centroid(shape))), ROUND(ST_X(ST_Centroid(shape))) FROM grid_cell"
              " WHERE layer_id = 1 ORDER BY code LIMIT 1 OFFSET %d" % (n * 67))[0]
    return int(row[0]), int(row[1])


def clear(lat, lon):
    """What the demo has there is out of the way."""
    sql("UPDATE cases SET confidential = 1 WHERE lat BETWEEN %d AND %d AND lon BETWEEN %d AND %d"
        % (lat - 6000, lat + 6000, lon - 6000, lon + 6000))


def send_here(browser, klass, lat, lon, **more):
    form = browser.get("/report").form("/report")
    fields = {"class": klass, "asked": klass, "description": WORDS_LAMP, "address": PLACE,
              "proof": solve(form.value("ticket")), **point(lat, lon), **more}
    return browser.submit(form, fields, files=more.pop("files", ())), form.value("key")


def shown_cases(reply):
    return [int(n) for n in re.findall(r'name="same" value="(\d+)"', reply.text)]


@test("an everyday word finds the class, in both languages, ranked; nonsense finds nothing")
def _():
    zh, en = Browser("zh-CN"), Browser("en")
    eq(find(zh, "kinds", "井盖")[0]["id"], 10123)
    eq(find(zh, "kinds", "门口的窨井盖 不见了！")[0]["id"], 10123)
    eq(find(zh, "kinds", "太吵")[0]["name"], "商业噪音")
    eq(find(en, "kinds", "LAMPS")[0], {"id": 10137, "name": "street lamp", "note": "public utilities"})
    eq(find(en, "kinds", "dog")[0]["id"], 20184)
    for q in ("zzzz", "。。。", "%", "_", "'; DROP TABLE class; --", "<script>alert(1)</script>", "𠮷𠮷𠮷", "\\"):
        eq(find(zh, "kinds", q), [], q)
    assert len(find(zh, "kinds", "乱")) <= 8
    eq(zh.get("/report/kinds").status, 400)
    eq(zh.get("/report/kinds?q=" + "%E4%BA%95" * 61).status, 400)
    eq(zh.get("/report/kinds?q=%ff%fe").status, 400)


@test("places by name, by a part of it, in a whole address, by house number and number plate")
def _():
    zh, en = Browser("zh-CN"), Browser("en")
    eq(find(zh, "places", "柳溪街")[0]["name"], "柳溪街")
    assert "银杏大道" in [p["name"] for p in find(zh, "places", "大道")], "a part of the name"
    eq(find(zh, "places", "花山区霍里街道柳溪街（菜场对面）")[0]["name"], "柳溪街")
    eq(find(zh, "places", "柳溪社区")[0]["note"], text_of("zh-CN", "Text.place.kind_2"))
    eq(find(en, "places", "yinxing av")[0]["name"], "Yinxing Avenue")
    name, code, lat = sql("SELECT c.name_zh, c.code, c.lat FROM component c JOIN class k ON k.id = c.class_id"
                          " WHERE k.for_public = 1 AND k.hazard = 0 ORDER BY c.id LIMIT 1")[0]
    number = re.match(r".*?\d+号", name).group()
    assert find(zh, "places", "霍里街道" + number)[0]["name"].startswith(number), number
    eq(round(find(zh, "places", code)[0]["lat"] * 1000000), int(lat))
    for q in ("%", "_%", "。", "不存在的地方", "'\""):
        eq(find(zh, "places", q), [], q)


@test("without a script: the form comes again with places and classes to choose from, everything kept")
def _():
    citizen = Browser("zh-CN")
    form = citizen.get("/report").form("/report")
    typed = {"address": "柳溪街", "description": "短", "contact_phone": "19900000012", "kind_word": "太吵"}
    page = citizen.post("/report/find", {"key": form.value("key"), **typed, "find": "place"}, [upload("street.jpg")])
    eq(page.status, 200)
    at = re.search(r'name="spot" value="([0-9.,]+)"', page.text).group(1)
    again = page.form("/report")
    eq([again.value(n) for n in ("key", "address", "description", "contact_phone")],
       [form.value("key"), "柳溪街", "短", "19900000012"])
    has(page.text, 'data-id="', "the photo lies under the key")
    page = citizen.post("/report/find", {"key": form.value("key"), **typed, "spot": at, "find": "kind"})
    has(page.text, 'name="class" value="%s"' % NOISE)
    has(page.text, 'value="%s" checked' % at, "the place that was chosen")
    reply = citizen.submit(page.form("/report"), {"spot": at, "class": NOISE, "asked": NOISE, "description": WORDS_LAMP,
                                                  "different": "1"})
    eq(reply.status, 303)
    row = row_of(form.value("key"), "lat, lon, address, class_id")[0]
    eq("%.6f,%.6f" % (int(row[0]) / 1e6, int(row[1]) / 1e6), at)
    eq(list(row[2:]), ["柳溪街", NOISE])
    for bad in ("x", "31", "91.5,118", "31.7,118,5", ",", "31.7,"):
        page = send(Browser("zh-CN"), spot=bad)
        eq(page.status, 422, bad)
        has(page.text, 'id="address-error"')


@test("a community alone is a place; the acceptor reads it, the case is called by it")
def _():
    code, name, en = sql("SELECT code, name_zh, name_en FROM division WHERE level = 0 ORDER BY code LIMIT 1")[0]
    case, complaint = register(address="", lat="", lon="", community=code)
    eq(row_of(complaint.key, "community_code, address")[0], [code, ""])
    eq(case.get("address"), name)
    other = file_one(Browser("zh-CN"), address="", community=code)
    has(desk("R_ACCEPTOR").get("/desk/complaint?id=%d" % other.id).text, en)
    # The case's facts name it, and so do receipt and follow page in their reader's language.
    facts = case.page(desk("R_ACCEPTOR")).text.split('class="facts"')[1].split("</dl>")[0]
    has(facts, en)
    for lang, called in (("zh-CN", name), ("en", en)):
        citizen = Browser(lang)
        sent = file_one(citizen, address="", community=code)
        has(citizen.get("/receipt").text, called)
        has(follow(Browser(lang), sent.number, sent.code).text, called)
    sent = file_one(Browser("en"), address="柳溪街 𠮷祥里 5 号", community=code)
    page = follow(Browser("en"), sent.number, sent.code).text
    has(page, "柳溪街 𠮷祥里 5 号")
    assert en not in page, "his own words come first"


@test("the case page shows the answers of all its senders, the same one once")
def _():
    answer = "人行道或绿地上"
    case, complaint = register(Browser("zh-CN"), **{"class": PARKING, "asked": PARKING, "answer1": "1"})
    again = file_one(Browser("zh-CN"), **{"class": PARKING, "asked": PARKING, "answer1": "1"})
    eq(sql("SELECT answer FROM complaint_reply WHERE complaint_id IN (%d, %d)" % (complaint.id, again.id)), [[answer]] * 2)
    sql("INSERT INTO complaint_case (complaint_id, case_id, from_at) SELECT %d, case_id, from_at FROM complaint_case"
        " WHERE complaint_id = %d" % (again.id, complaint.id))
    eq(case.page(desk("R_ACCEPTOR")).text.count(answer), 1)


@test("what is asked of a class comes as a page, the answers go with the complaint")
def _():
    citizen = Browser("zh-CN")
    form = citizen.get("/report").form("/report")
    page = citizen.submit(form, {"class": PARKING, "description": WORDS_LAMP, "address": PLACE}, [upload("street.jpg")])
    eq(page.status, 200)
    has(page.text, "车停在哪里")
    eq(row_of(form.value("key")), [], "nothing is filed yet")
    step = page.form("/report")
    eq([step.value("description"), step.value("class"), step.value("asked")], [WORDS_LAMP, PARKING, PARKING])
    for bad in ("4", "0", "-1", "x", "99999999999999999999"):
        eq(citizen.submit(step, {"answer1": bad}).status, 422, bad)
    end = citizen.submit(step, {"answer1": "3"})
    eq(end.status, 200)
    has(end.text, "小区内部道路的停车由物业管理")
    eq(row_of(form.value("key")), [], "an end files nothing")
    back = citizen.submit(end.form("/report"), {"find": "form"})
    eq(citizen.submit(end.form("/report"), {"answer1": "1"}).status, 303)
    complaint = Complaint(citizen, form.value("key"))
    eq(sql("SELECT answer FROM complaint_reply WHERE complaint_id = %d" % complaint.id), [["人行道或绿地上"]])
    has(desk("R_ACCEPTOR").get("/desk/complaint?id=%d" % complaint.id).text, "人行道或绿地上")
    eq(sql("SELECT COUNT(*) FROM file_link WHERE subject_kind = 1 AND subject_id = %d" % complaint.id), [["1"]])


@test("an end that may not be passed files nothing whatever is sent; one that may is passed by its button")
def _():
    citizen = Browser("en")
    form = citizen.get("/report").form("/report")
    page = citizen.submit(form, {"class": GAS, "description": WORDS_LAMP, "address": PLACE})
    has(page.text, "tel:0555-000-9511")
    reply = citizen.submit(page.form("/report"), {"anyway": "1"})
    eq((reply.status, reply.header("Location")), (303, "/receipt"))
    sql("UPDATE class_ask SET go_on = 0 WHERE class_id = %s" % GAS)
    reply, key = send_here(Browser("en"), GAS, *spot(1), anyway="1")
    eq(reply.status, 200)
    eq(row_of(key), [])
    sql("UPDATE class_ask SET go_on = 1 WHERE class_id = %s" % GAS)


@test("the short form of the large look needs no words where a kind or a photo says it; the whole form does")
def _():
    zh = Browser("zh-CN")
    zh.get("/report?look=large")

    def short(files=(), **fields):
        form = zh.get("/report").form("/report/short")
        reply = zh.submit(form, {"address": "湖西路 901 号", "proof": solve(form.value("ticket")), "different": "1", **fields}, files)
        return reply, form.value("key")

    reply, key = short(**{"class": TREE, "asked": TREE})
    eq(reply.status, 303)
    eq(row_of(key, "description")[0], [text_of("zh-CN", "Text.short.no_words", "行道树")])
    reply, key = short([upload("street.jpg", unlike(photo("street.jpg"), 901))])
    eq((reply.status, row_of(key, "description")[0]), (303, [text_of("zh-CN", "Text.short.no_words_photo")]))
    reply, key = short([upload("street.jpg", unlike(photo("street.jpg"), 902))], description="坏了")
    eq((reply.status, row_of(key, "description")[0]), (303, ["坏了"]))
    reply, key = short()
    eq((reply.status, row_of(key)), (422, []))
    has(reply.text, text_of("zh-CN", "Err.say_what"))
    eq(short(description="坏了")[0].status, 422)
    eq(short(**{"class": "10110"})[0].status, 422, "a class the public does not see")
    # What is asked on the way goes the same way.
    reply, key = short(**{"class": PARKING})
    eq((reply.status, zh.submit(reply.form("/report/short"), {"answer1": "1"}).status), (200, 303))
    usual = Browser("zh-CN")
    reply = usual.submit(usual.get("/report").form("/report"), {"class": TREE, "asked": TREE, "address": "湖西路 901 号"})
    eq(reply.status, 422, "the whole form")


@test("the same problem: shown with photo, age and distance, joined with a number of one's own, taken out again")
def _():
    lat, lon = spot(2)
    clear(lat, lon)
    case, first = register(**{"class": LAMP, "description": "秘密词甲乙丙，门牌 302 室", "address": "柳溪街私宅 302 室",
                              **point(lat, lon), "contact_name": "欧阳某某"})
    sql("UPDATE cases SET class_id = %s WHERE id = %d" % (LAMP, case.id))
    citizen = Browser("zh-CN")
    page, key = send_here(citizen, LAMP, lat + 100, lon)
    eq((page.status, shown_cases(page)), (200, [case.id]))
    seen = re.sub(r"<input[^>]*>", "", page.text)		# tickets and proofs are digits, too
    for secret in ("秘密词", "302", "欧阳", first.number):
        assert secret not in seen, secret
    eq(row_of(key), [], "nothing is filed yet")
    before = case.events()
    eq(citizen.submit(page.form("/report"), {"same": "%d" % (case.id + 100000)}).status, 422, "another case")
    reply = citizen.submit(page.form("/report"), {"same": str(case.id)})
    eq((reply.status, reply.header("Location")), (303, "/receipt"))
    mine = Complaint(citizen, key)
    assert mine.number != first.number and mine.code != first.code
    eq(sql("SELECT case_id FROM complaint_case WHERE complaint_id = %d AND until_at IS NULL" % mine.id), [[str(case.id)]])
    eq(row_of(key, "state")[0], ["3"])
    eq(case.events(), before + [930])
    eq([r[0] for r in sql("SELECT kind FROM event WHERE subject_kind = 1 AND subject_id = %d ORDER BY seq" % mine.id)],
       ["910", "913"])
    eq(citizen.submit(page.form("/report"), {"different": "1"}).status, 303, "the same form again")
    eq(len(row_of(key)), 1)
    follow(Browser("zh-CN"), mine.number, mine.code)
    # The acceptor sees it, and takes it out again.
    acceptor = desk("R_ACCEPTOR")
    has(case.page(acceptor).text, mine.number)
    page = acceptor.get("/desk/complaint?id=%d" % mine.id)
    part = next(f for f in page.forms("/desk/complaint/act") if f.value("action") == "part")
    eq(acceptor.submit(part).status, 303)
    eq(row_of(key, "state")[0], ["1"])
    eq(case.events(), before + [930, 931])
    eq(acceptor.submit(part).status, 303, "the same form again")
    eq(case.events(), before + [930, 931])
    # The complaint that made the case stays.
    page = acceptor.get("/desk/complaint?id=%d" % first.id)
    eq([f for f in page.forms("/desk/complaint/act") if f.value("action") == "part"], [])
    eq(anjuan("read", "verify", "--ledger", check=False).returncode, 0, "the ledgers")


@test("radius, kind and confidence decide what is shown; a closed one is pointed to, not joined")
def _():
    lat, lon = spot(4)
    clear(lat, lon)
    case, _ = register(**{"class": LAMP, **point(lat, lon)})
    sql("UPDATE cases SET class_id = %s WHERE id = %d" % (LAMP, case.id))
    near = lambda klass, north: shown_cases(send_here(Browser("zh-CN"), klass, lat + north, lon)[0])
    eq(near(LAMP, 260), [case.id])		# 29 metres of 30
    eq(near(LAMP, 290), [])			# 32
    eq(near("20201", 0), [], "another kind")
    sql("UPDATE cases SET confidential = 1 WHERE id = %d" % case.id)
    eq(near(LAMP, 0), [], "confidential")
    sql("UPDATE cases SET confidential = 0, state = 50, closed_at = %d WHERE id = %d"
        % (int(time.time() - 13 * 86400) * 1000000, case.id))
    page, key = send_here(Browser("zh-CN"), LAMP, lat, lon)
    eq(shown_cases(page), [case.id])
    citizen = Browser("zh-CN")
    page, key = send_here(citizen, LAMP, lat, lon)
    eq(citizen.submit(page.form("/report"), {"same": str(case.id)}).status, 303)
    eq(row_of(key, "state, same_case")[0], ["1", str(case.id)])
    number = case.get("number") or "#%d" % case.id
    has(desk("R_ACCEPTOR").get("/desk/complaint?id=%s" % row_of(key)[0][0]).text, number if number != "NULL" else "#%d" % case.id)
    sql("UPDATE cases SET closed_at = closed_at - 2 * 86400 * 1000000 WHERE id = %d" % case.id)
    eq(near(LAMP, 0), [], "closed too long")


@test("the same problem without a point: by the office's names in its address, by its community, never by a street office's")
def _():
    code, name, en = sql("SELECT code, name_zh, name_en FROM division WHERE level = 0 ORDER BY code DESC LIMIT 1")[0]
    away = sql("SELECT code FROM division WHERE level = 0 ORDER BY code LIMIT 1")[0][0]
    # A road of the test's own, named as the street office that stands in most addresses.
    sql("INSERT INTO place (kind, name_zh, name_en, lat, lon) VALUES (1, '𠮷庆里街', 'Jiqingli Street', 31700000, 118500000)")
    hidden = {"lat": "", "lon": ""}
    at_road, _ = register(**hidden, address="花山区𠮷庆里街 １２ 号对面，秘密词甲")
    in_office, _ = register(**hidden, address="花山区𠮷庆里街道办事处门口")
    in_community, _ = register(**hidden, address="", community=code)
    ids = "%d, %d, %d" % (at_road.id, in_office.id, in_community.id)
    sql("UPDATE cases SET class_id = %s WHERE id IN (%s)" % (PARKING, ids))

    def near(klass=PARKING, lang="zh-CN", **where):
        browser = Browser(lang)
        form = browser.get("/report").form("/report")
        page = browser.submit(form, {"class": klass, "asked": klass, "description": WORDS_LAMP, "answer1": "1",
                                     "proof": solve(form.value("ticket")), **where})
        return [n for n in shown_cases(page) if n in (at_road.id, in_office.id, in_community.id)], page, browser, form

    found, page, citizen, _ = near(address="𠮷庆里街5号")
    eq(found, [at_road.id])
    has(page.text, text_of("zh-CN", "Text.same.at_place", "𠮷庆里街"))
    assert "秘密词" not in page.text and "１２" not in page.text, "his address"
    has(near(address="JIQINGLI street 5", lang="en")[1].text, text_of("en", "Text.same.at_place", "Jiqingli Street"))
    eq(near(address="𠮷庆里街道东头")[0], [], "the street office is no street")
    eq(near(address="别处")[0], [])
    found, page, *_ = near(community=code)
    eq(found, [in_community.id])
    has(page.text, text_of("zh-CN", "Text.same.in_community", name))
    eq(near(address=name + "三期")[0], [in_community.id], "named in the address")
    eq(near(community=away)[0], [])
    eq(near(klass="10402", address="𠮷庆里街5号")[0], [], "another class")
    # Joined as the others; not one that was not shown.
    eq(citizen.submit(citizen.get("/report").form("/report"), {"class": PARKING, "asked": PARKING, "same": str(at_road.id),
       "description": WORDS_LAMP, "address": "别处", "answer1": "1"}).status, 422, "from afar")
    _, page, citizen, form = near(address="𠮷庆里街5号")
    eq(citizen.submit(page.form("/report"), {"same": str(at_road.id)}).status, 303)
    eq(row_of(form.value("key"), "state")[0], ["3"])
    eq(at_road.events()[-1], 930)
    sql("UPDATE cases SET confidential = 1 WHERE id IN (%s)" % ids)
    eq(near(address="𠮷庆里街5号", community=code)[0], [], "confidential")
    sql("UPDATE cases SET confidential = 0, state = 50, closed_at = %d WHERE id IN (%s)" % (int(time.time() - 99 * 86400) * 1000000, ids))
    eq(near(address="𠮷庆里街5号", community=code)[0], [], "over for long")


@test("the map's tiles: bounded, kept for a minute, homes only as the middle of their grid, nothing confidential")
def _():
    lat, lon = spot(6)
    clear(lat, lon)
    case, _ = register(**{"class": NOISE, **point(lat + 300, lon - 300), "description": "隔壁门牌 302 半夜唱歌"})
    sql("UPDATE cases SET class_id = %s WHERE id = %d" % (NOISE, case.id))
    browser = Browser("zh-CN")
    reply = browser.get("/report/near/%d" % tile(lat, lon))
    has(reply.header("Cache-Control"), "60")
    cases = json_of(reply)["cases"]
    eq(len(cases), 1)
    eq((round(cases[0]["lat"] * 1000000), round(cases[0]["lon"] * 1000000), cases[0]["coarse"]), (lat, lon, True))
    assert "302" not in reply.text
    sql("UPDATE cases SET confidential = 1 WHERE id = %d" % case.id)
    eq(json_of(browser.get("/report/near/%d" % tile(lat, lon)))["cases"], [])
    for bad in ("x", "-1", "99999999999999", "..", "1e5"):
        eq(browser.get("/report/near/" + bad).status, 404, bad)


@test("a photo is shown only when a clerk has seen it and the public may")
def _():
    lat, lon = spot(8)
    clear(lat, lon)
    complaint = file_one(Browser("zh-CN"), [upload("street.jpg", unlike(photo("street.jpg"), 4711))],
                         **{"class": LAMP, **point(lat, lon)})
    acceptor = desk("R_ACCEPTOR")
    page = acceptor.get("/desk/complaint?id=%d" % complaint.id)
    reply = acceptor.submit(next(f for f in page.forms("/desk/complaint/act") if f.value("action") == "register"),
                            {"class": LAMP})
    case = Case(int(re.search(r"id=(\d+)", reply.header("Location")).group(1)))
    link = sql("SELECT id FROM file_link WHERE subject_kind = 1 AND subject_id = %d" % complaint.id)[0][0]
    browser = Browser("zh-CN")
    page, _ = send_here(browser, LAMP, lat, lon)
    assert "/report/seen/" not in page.text, "not filed yet"
    eq(browser.get("/report/seen/" + link).status, 404)
    sql("UPDATE cases SET filed_at = %d, number = 'T%d', condition_id = %d, outside = 1 WHERE id = %d"
        % (int(time.time() * 1000000), case.id, CONDITION, case.id))
    page, _ = send_here(browser, LAMP, lat, lon)
    has(page.text, "/report/seen/" + link)
    assert wait_for(lambda: browser.get("/report/seen/" + link).status == 200), "the photo"
    for end in ("UPDATE complaint SET confidential = 1 WHERE id = %d" % complaint.id,
                "UPDATE file_link SET for_public = 0 WHERE id = %s" % link):
        sql(end)
        eq(browser.get("/report/seen/" + link).status, 404, end)
    for bad in ("0", "x", "-1", "9223372036854775808"):
        eq(browser.get("/report/seen/" + bad).status, 404, bad)


run()
