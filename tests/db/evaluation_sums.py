#!/usr/bin/env python3
"""The office's figures once more, from the rows of the interval tables, after the sentences of the glossary.

evaluation_sums.py DIR: reads DIR/<table>.tsv (tab separated, NULL for none; columns as in dump() of
test_evaluation.test) and compares every number of eval_sum of months and years with its own; means are left out.
Prints what differs, and "compared N numbers" at the end.
"""
import collections
import datetime
import sys

HOUR8 = 8 * 3600 * 10**6
BACK = {20, 21, 30, 31, 45}             # where a feedback falls
OWN = {10, 11, 50, 51, 52, 60}          # what the office finds itself
TEAMS = {50, 51, 52}
UNVERIFIED = {10, 31, 50, 51, 60, 52}   # no check on site before filing


def rows(name):
    with open(sys.argv[1] + "/" + name + ".tsv", encoding="utf-8") as f:
        for line in f:
            yield [None if v == "NULL" else v for v in line.rstrip("\n").split("\t")]


def ints(name):
    return [[None if v is None else int(v) for v in r] for r in rows(name)]


def start(year, month):
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return int(datetime.datetime(year, month, 1, tzinfo=datetime.timezone.utc).timestamp()) * 10**6 - HOUR8


class Case:
    def __init__(self, r):
        (self.id, self.source, self.ext, self.unjust, self.cls, self.unit, self.ucell, self.bcell, self.received, self.filed) = r
        self.stages, self.proms, self.orders, self.holds, self.acts, self.faults = [], [], [], [], [], []


cases = {r[0]: Case(r) for r in ints("cases")}
for r in ints("stage"):
    cases[r[0]].stages.append(r[1:])    # state unit started due ended
for r in ints("promise"):
    cases[r[0]].proms.append(r[1:])     # kind round unit started due original ended
for r in ints("site_order"):
    cases[r[0]].orders.append(r[1:])    # kind user sent_by sent due answered result
for r in ints("hold"):
    cases[r[0]].holds.append(r[1:])     # watch from until
for r in ints("event"):
    cases[r[0]].acts.append(r[1:])      # kind from to at user unit handler result fault
community = {r[0]: r[1] for r in ints("cell")}
hidden = {r[0] for r in ints("hidden")}
beats = collections.defaultdict(list)
for r in ints("beat"):
    beats[r[0]].append(r[1:])           # user from until


def made(c, i):
    """When promise i was given: what follows on another begins where that ended."""
    kind, begun = c.proms[i][0], c.proms[i][3]
    return c.proms[i - 1][6] if kind in (2, 4, 7) and i and c.proms[i - 1][6] is not None else begun


class Fact:
    """How a case stood at the end of a period that began at f."""

    def __init__(self, c, f, e):
        self.c, self.f, self.e = c, f, e
        self.st = st = [s for s in c.stages if s[2] < e]
        ended = lambda i: st[i][4] if st[i][4] is not None and st[i][4] < e else None
        after = lambda i: st[i + 1][0] if i + 1 < len(st) else None
        self.over = bool(st) and len(st) == len(c.stages) and ended(len(st) - 1) is not None
        last = st[-1][0] if st else None
        known = [i for i in range(len(c.proms)) if made(c, i) < e]
        p = c.proms[known[-1]] if known else None
        if p and not (last in (50, 52) or self.over) and p[6] is not None and p[6] < e:
            p = None
        self.p = p
        self.due = (p[5] if p[0] in (3, 7) and p[5] is not None else p[4]) if p else None
        chain = min(q[3] for q in c.proms if q[1] == p[1]) if p else None
        self.unit = p[2] if p and p[2] else 0 if c.proms and not p else next((s[1] for s in reversed(st) if s[1]), c.unit or 0 if c.ext else 0)
        self.end = {50: "closed", 52: "special", 19: "refused"}.get(last, "open")
        answered = [o for o in c.orders if o[5] is not None and o[5] < e]
        checks = [o for o in answered if o[0] == 2]
        if last in (42, 44) and checks and checks[-1][6] == 1:
            self.end = "confirmed"
        if self.over and self.end in ("open", "confirmed"):
            self.end, self.voided = "void", ended(len(st) - 1)
        self.filed = c.filed if c.filed is not None and c.filed < e else None
        # --- the centre's steps: (due, done)
        self.fed = self.closed = self.late = None
        self.steps = {}
        filing = dispatch_due = dispatched = sign = None
        self.dispatched = None
        answering = False               # a return stands for the signature until it is ruled on
        for i, (state, unit, began, due, _) in enumerate(st):
            nxt, end = after(i), ended(i)
            if state == 10:
                if nxt == 11 or (end is None and c.source not in UNVERIFIED):
                    self.steps["send_verify"] = (due, end)
                if i == 0:
                    self.accepted = end
            elif state == 11:
                self.steps["verify"] = (due, end if nxt == 12 else None)
            elif state in (12, 13):
                if dispatch_due is None and 20 not in [s[0] for s in st[:i]]:
                    filing = due
                self.refused = None
            elif state == 19:
                self.refused = began
            elif state == 20:
                if dispatched is None:
                    dispatch_due = None if nxt == 12 else due
            elif state == 30:
                dispatched = began if dispatched is None else dispatched
                self.dispatched = began
                answering = nxt == 32
                sign = (None if answering else due, end if nxt == 31 else None)
            elif state == 32 and answering:
                if nxt == 31:
                    sign = (st[i - 1][3], end)
                answering = False
            if state in BACK:
                if self.fed is not None and chain is not None and self.fed >= chain and self.due is not None \
                        and self.fed <= self.due < began:
                    self.late = began
                self.fed = self.closed = None
            elif state in (40, 46):
                self.fed = began if self.fed is None else self.fed
            elif state == 43:
                self.steps["send_check"] = (due, end if nxt == 41 else None)
            elif state == 41:
                self.steps["check"] = (due, end if nxt == 42 else None)
            elif state in (50, 52) and self.closed is None:
                self.closed = began
        self.steps["dispatch"] = (dispatch_due, dispatched)
        if sign:
            self.steps["sign"] = sign
        self.filing = filing if self.filed is not None else None
        if getattr(self, "accepted", None) is None:
            self.accepted = self.filed
        if c.ext:
            self.fed = self.fed if self.fed is not None else None
        verified = [o for o in answered if o[0] == 1]
        self.true = bool(verified) and verified[-1][6] == 1
        held = [h for h in c.holds if h[1] < e]
        now = [h for h in held if h[2] is None or h[2] >= e]
        self.watched = any(h[0] for h in now)
        self.suspended = any(not h[0] for h in now)
        pauses = [h for h in held if not h[0]]
        self.pause = pauses[-1] if pauses else None
        self.acts = [a for a in c.acts if a[3] < e]
        self.wrong = any(a[0] == 330 and a[8] == 1 for a in self.acts)
        calls = [a for a in self.acts if a[0] == 780]
        self.visited = calls[-1][3] if calls else None
        self.satisfied = bool(calls) and calls[-1][7] == 1


def months_between(f, e):
    a, b = (datetime.datetime.fromtimestamp((t + HOUR8) // 10**6, datetime.timezone.utc) for t in (f, e))
    return a, b


def verdict(x, length):
    """(on time | late | open, counting instant), or None."""
    c = x.c
    if x.end in ("void", "refused", "special") or (c.source == 60 and x.filed is None):
        return None
    closed = x.end == "closed" and x.closed is not None
    done = x.fed if x.fed is not None or not closed else x.closed
    in_time = done is not None and (x.due is None or done <= x.due)
    if in_time:
        return ("ontime", x.closed) if closed else None
    if x.due is None:
        return None
    at = x.late if x.late is not None else x.due
    if x.pause and at < x.e:
        y = datetime.datetime.fromtimestamp((x.f + HOUR8) // 10**6, datetime.timezone.utc)
        edge = x.e                      # the first edge of a period after it
        for back in range(0, 400):
            before = start(y.year, y.month - back * length)
            if before <= at:
                break
            edge = before
        if x.pause[1] < edge and (x.pause[2] is None or x.pause[2] >= edge):
            at = x.pause[2]
    if at is None:
        return None
    return ("late" if closed else "open", at)


def twice(c):
    return len(c.proms) > 1 or c.holds or any(s[0] in (50, 52) for s in c.stages[:-1])


def counted_before(c, year, month, length):
    while True:
        month -= length
        f, e = start(year, month), start(year, month + length)
        if e <= c.received:
            return False
        v = verdict(Fact(c, f, e), length)
        if v and f <= v[1] < e:
            return True


STEPS = {"send_verify": ("n_send_verify_due", "n_send_verify_ontime"), "verify": ("n_need_verify", "n_verify_ontime"),
         "dispatch": ("n_dispatch_due", "n_dispatch_ontime"), "sign": ("n_sign_due", "n_sign_ontime"),
         "send_check": ("n_send_check_due", "n_send_check_ontime"), "check": ("n_check_due", "n_check_ontime")}


def marks(x):
    """What hands did in the period: (unit, count), reworks as often as there were."""
    c, out = x.c, []
    for i, (state, unit, began, _, _) in enumerate(x.st):
        if not x.f <= began < x.e:
            continue
        if state == 32:
            out.append((unit, "n_return"))
            if c.unjust:
                out.append((unit, "n_return_unjust"))
        if state == 45:
            out.append((unit, "rework_times"))
        if i and x.st[i - 1][0] in (50, 52):
            out.append((x.st[i - 1][1], "n_reopen"))
    out += [(p[2], "n_extend") for i, p in enumerate(c.proms) if p[0] == 2 and x.f <= made(c, i) < x.e]
    return out


def count(c, year, month, length, e=None):
    """The counts a case is in, what its unit's hands did, and its fact."""
    f = start(year, month)
    e = min(start(year, month + length), e)
    x, n = Fact(c, f, e), set()
    within = lambda t: t is not None and f <= t < e
    own = c.source in OWN
    if within(x.filed):
        n.add("n_filed_all")
    if x.end == "void":
        return ({"n_void"} if within(x.voided) else set()) | n, [], x
    x.beat = next((u for u, a, b in beats[c.bcell] if a <= c.received and (b is None or c.received < b)), 0)
    if within(c.received):
        n |= {"n_report", "n_report_sup" if own else "n_report_pub"} | ({"n_report_valid"} if x.filed is not None else set())
    if within(x.accepted):
        n.add("n_accept")
    answer = x.steps.get("verify", (None, None))[1]
    if within(answer):
        n |= {"n_verify"} | ({"n_pub_verified"} if x.true and not own else set())
    if within(x.filed):
        n |= {"n_filed", "n_filed_right"}
        if x.true and not own and x.beat and c.cls not in hidden:
            n.add("n_missed")
    if x.end == "refused" and within(getattr(x, "refused", None)):
        n.add("n_not_accepted")
    if within(x.dispatched):
        n.add("n_dispatch")
    if within(x.steps.get("check", (None, None))[1]):
        n.add("n_check")
    if x.end in ("closed", "special") and within(x.closed):
        spot = c.source == 60 and x.filed is None
        n |= {"n_on_spot" if spot else "n_closed_in"} | ({"n_closed_special"} if x.end == "special" else set())
    if x.watched:
        n.add("n_watch")
    if x.suspended:
        n.add("n_suspend")
    if within(x.visited):
        n |= {"n_visit"} | ({"n_satisfied"} if x.satisfied else set())
    if not c.ext:
        for step, (due, done) in x.steps.items():
            at = done if due is None or (done is not None and done <= due) else due
            if within(at):
                n.add(STEPS[step][0])
                if done is not None and (due is None or done <= due):
                    n.add(STEPS[step][1])
                if step == "dispatch" and done is not None and not x.wrong:
                    n.add("n_dispatch_right")
        if within(x.filed):
            n |= {"n_file_due"} | ({"n_filed_ontime"} if x.filing is None or x.filed <= x.filing else set())
    v = verdict(x, length)
    if v and within(v[1]) and not (twice(c) and counted_before(c, year, month, length)):
        kind, confirmed = v[0], x.end in ("closed", "confirmed")
        n |= {"n_close_due", "n_dispose_due"}
        n |= {"ontime": {"n_close", "n_close_ontime"}, "late": {"n_close", "n_close_late"}, "open": {"n_close_late_open"}}[kind]
        n |= {"n_dispose"} if confirmed else {"n_dispose_late_open"}
        n |= {"n_dispose_ontime"} if kind == "ontime" else {"n_dispose_late"} if confirmed else set()
    m = marks(x)
    n |= {k for _, k in m} | ({"n_rework"} if any(k == "rework_times" for _, k in m) else set())
    return n, m, x


def people(x):
    """Who of which post did it, by the rows of orders and events."""
    c, d = x.c, collections.defaultdict(int)
    d["hand"] = -1
    for kind, was, to, at, user, unit, handler, _, _ in x.acts:
        if to == 30 and (was != 30 or kind == 330):
            d.setdefault("dispatcher", user or 0)
            d["dispatcher_last"], d["clerk"], d["signer"], d["hand"] = user or 0, 0, 0, -1
        if kind in (400, 700, 701):
            d["clerk"] = user
        if kind == 400:
            d["signer"] = user
        if kind == 471:
            d["hand"] = handler
        if kind == 472:
            d["hand"] = user
        if to in (50, 52) and was != to:
            d["closer"] = user or 0
        if kind in (80, 100):
            d.setdefault("filer", user)
    sent = [o for o in c.orders if o[3] < x.e]
    for kind, name in ((1, "verifier"), (2, "checker")):
        of = [o for o in sent if o[0] == kind]
        if of:
            d[name], d[name + "_by"] = of[-1][1], of[-1][2]
    return d


POSTS = {20: {"n_need_verify": "verifier", "n_verify": "verifier", "n_verify_ontime": "verifier", "n_check_due": "checker",
              "n_check": "checker", "n_check_ontime": "checker", "n_filed": "beat", "n_missed": "beat", "n_pub_verified": "beat"},
         21: {"n_send_verify_ontime": "verifier_by", "n_send_check_ontime": "checker_by"},
         22: {"n_filed": "filer", "n_filed_ontime": "filer", "n_close": "closer", "n_close_ontime": "closer", "n_closed_in": "closer"},
         23: {"n_dispatch_due": "dispatcher", "n_dispatch_right": "dispatcher", "n_dispatch": "dispatcher_last"},
         24: {"n_dispose": "clerk", "n_dispose_ontime": "clerk", "n_dispose_due": "clerk", "n_rework": "clerk", "n_sign_due": "signer"},
         25: {"n_dispose_due": "hand", "n_dispose_ontime": "hand"}}


def sums(year, month, length, until):
    out = collections.Counter()
    for c in cases.values():
        if c.received >= start(year, month + length):
            continue
        n, m, x = count(c, year, month, length, until)
        if not n:
            continue
        local = datetime.datetime.fromtimestamp((c.received + HOUR8) // 10**6, datetime.timezone.utc)
        keys = {0: 0, 2: c.cls or 0, 3: c.source, 4: local.hour, 5: local.isoweekday() % 7, 6: c.ucell or 0, 7: c.bcell or 0,
                8: community.get(c.ucell) or community.get(c.bcell) or 0}
        often = sum(k == "rework_times" for _, k in m)
        for name in n:
            for part, key in keys.items():
                out[part, key, name] += often if name == "rework_times" else 1
            if name not in ("n_rework", "rework_times", "n_return", "n_return_unjust", "n_extend", "n_reopen"):
                out[1, x.unit, name] += 1
        for unit, name in set(m):
            out[1, unit, name] += sum(k == (unit, name) for k in m) if name == "rework_times" else 1
            if name == "rework_times":
                out[1, unit, "n_rework"] += 1
        d = people(x)
        d["beat"] = getattr(x, "beat", 0)
        for part, credits in POSTS.items():
            for name, who in credits.items():
                if name in n and d[who] >= 0:
                    out[part, d[who], name] += 1
    return out


names = [r[0] for r in rows("names")]
compared = bad = 0
for span, first, until in ints("run"):
    day = datetime.date(1970, 1, 1) + datetime.timedelta(days=first)
    want = sums(day.year, day.month, 12 if span == 2 else 1, until * 86400 * 10**6 - HOUR8)
    have = {}
    for s, f, part, key, slot, n in ints("sum"):
        if s == span and f == first and slot < len(names) and names[slot] != "n_complaint" and part != 15:
            if part < 20 or names[slot] in POSTS.get(part, {}):
                have[part, key, names[slot]] = n
    for k in sorted(set(want) | set(have)):
        compared += 1
        if want.get(k, 0) != have.get(k, 0):
            bad += 1
            if bad < 40:
                print("span %d %s: part %d key %d %s is %d, by the rows %d" % (span, day, *k, have.get(k, 0), want.get(k, 0)))
print("compared %s numbers, %d differ" % ("more than 10000" if compared > 10000 else compared, bad))
