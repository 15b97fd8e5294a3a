"""The office at work: people of every role at their desks, and cases walked along."""

import re
import secrets

from citizen import *

AWAY = {"lat": "10.000000", "lon": "100.000000", "address": ""}     # outside all grids: needs no cell


def everybody():
    """role -> [(login, password)], as the demo made them."""
    found = {}
    with open(os.environ["ANJUAN_ACCOUNTS"], encoding="utf-8") as f:
        for line in f:
            role, login, password = line.rstrip("\n").split("\t")[:3]
            found.setdefault(role, []).append((login, password))
    return found


PEOPLE = everybody()
UNITS = {row[0]: int(row[1]) for row in sql("SELECT login, COALESCE(unit_id, 0) FROM app_user")}
_desks = {}


def desk(role, nth=0, lang="en", fresh=False):
    """The nth person of a role, signed in once for the whole file."""
    login, password = PEOPLE[role][nth]
    if fresh or (login, lang) not in _desks:
        b = Browser(lang)
        page = b.sign_in(login, password)
        eq(page.status, 200, login)
        b.login, b.password = login, password
        b.id = int(sql("SELECT id FROM app_user WHERE login = '%s'" % login)[0][0])
        b.unit = UNITS[login]
        if fresh:
            return b
        _desks[login, lang] = b
    return _desks[login, lang]


def unit_clerk(unit):
    return desk("R_UNIT", next(i for i, p in enumerate(PEOPLE["R_UNIT"]) if UNITS[p[0]] == unit))


_tokens = {}


def token(browser):
    """This session's token, from any page with a form."""
    sid = browser.cookies["sid"]
    if sid not in _tokens:
        _tokens[sid] = re.search(r'name="csrf" value="([0-9a-f]+)"', browser.get("/desk").text).group(1)
    return _tokens[sid]


class Case:
    """A case by its id, as the database has it now."""

    def __init__(self, number):
        self.id = number

    def get(self, columns):
        row = sql("SELECT %s FROM cases WHERE id = %d" % (columns, self.id))[0]
        return row[0] if len(row) == 1 else row

    @property
    def state(self):
        return int(self.get("state"))

    @property
    def version(self):
        return int(self.get("version"))

    def events(self):
        return [int(r[0]) for r in sql("SELECT kind FROM event WHERE subject_kind = 2 AND subject_id = %d ORDER BY seq"
                                       % self.id)]

    def page(self, who):
        return who.get("/desk/case?id=%d" % self.id)

    def actions(self, who):
        """Codes of the steps the page offers this person."""
        return re.findall(r'name="action" value="([a-z_]+)"', self.page(who).text)

    def form(self, who, action, page=None):
        for form in (page or self.page(who)).forms("/desk/case/act"):
            if form.value("action") == action:
                return form
        raise AssertionError("%s is not offered %s in state %d" % (who.login, action, self.state))

    def act(self, who, action, files=(), **fields):
        """A step by the page's own form."""
        return who.submit(self.form(who, action), fields, files)

    def forge(self, who, action, files=(), **fields):
        """A step by a form nobody offered."""
        return who.post("/desk/case/act", {"csrf": token(who), "id": self.id, "key": secrets.token_urlsafe(20),
                                           "version": fields.pop("version", None) or self.version,
                                           "action": action, **fields}, files)

    def done(self, who, action, files=(), **fields):
        reply = self.act(who, action, files, **fields)
        eq(reply.status, 303, "%s by %s" % (action, who.login))
        return self


def a_class():
    """A class with a filing condition, no hazard: (class, condition)."""
    row = sql("SELECT k.id, MIN(c.id) FROM class k JOIN class_condition c ON c.class_id = k.id JOIN condition_step s"
              " ON s.condition_id = c.id WHERE k.hazard = 0 AND k.for_public = 1 AND k.valid_until IS NULL"
              " GROUP BY k.id ORDER BY k.id LIMIT 1")[0]
    return int(row[0]), int(row[1])


CLASS, CONDITION = a_class()


def register(citizen=None, **fields):
    """A citizen's complaint that the acceptor has made a case; (Case, Complaint)."""
    complaint = file_one(citizen, **{"class": str(CLASS), **AWAY, **fields})
    acceptor = desk("R_ACCEPTOR")
    page = acceptor.get("/desk/complaint?id=%d" % complaint.id)
    reply = acceptor.submit(next(f for f in page.forms("/desk/complaint/act") if f.value("action") == "register"),
                            {"class": str(CLASS)})
    eq(reply.status, 303, "register")
    return Case(int(re.search(r"id=(\d+)", reply.header("Location")).group(1))), complaint


def unit_and_other():
    """Two units with a clerk each."""
    units = [UNITS[p[0]] for p in PEOPLE["R_UNIT"]]
    return units[0], next(u for u in units if u != units[0])


A, B = unit_and_other()
SHOT = [upload("street.jpg")]

# The straight way: state reached -> who takes which step with what to get there.
WAY = [
    (11, "R_ACCEPTOR", "order_verify", lambda: {"supervisor": str(desk("R_SUPERVISOR").id), "note": "请到现场看一看"}, ()),
    (12, "R_SUPERVISOR", "verify_result", lambda: {"result": "yes", "note": "属实"}, SHOT),
    (20, "R_ACCEPTOR", "file", lambda: {"condition": str(CONDITION)}, ()),
    (30, "R_DISPATCHER", "dispatch", lambda: {"unit": str(A)}, ()),
    (31, "R_UNIT", "sign", lambda: {}, ()),
    (40, "R_UNIT", "feedback", lambda: {"note": "已处理完毕"}, SHOT),
    (43, "R_DISPATCHER", "feedback_confirm", lambda: {}, ()),
    (41, "R_ACCEPTOR", "order_check", lambda: {"supervisor": str(desk("R_SUPERVISOR").id)}, ()),
    (42, "R_SUPERVISOR", "check_result", lambda: {"result": "yes"}, SHOT),
    (44, "R_ACCEPTOR", "judge", lambda: {"factor_standard": "yes", "factor_photos": "yes", "factor_check": "yes"}, ()),
    (50, "R_CHIEF", "close_chief", lambda: {"answer": "井盖已补装，谢谢您的反映。"}, ()),
    (60, "R_ARCHIVIST", "archive", lambda: {}, ()),
]


def walk(case, to):
    """Takes a case along the straight way until state to."""
    at = case.state
    steps = [s[0] for s in WAY]
    for state, role, action, fields, files in WAY[steps.index(at) + 1 if at in steps else 0:]:
        if at == to:
            break
        who = unit_clerk(A) if role == "R_UNIT" else desk(role)
        case.done(who, action, files, **fields())
        at = state
    eq(case.state, to, "state")
    return case


def case_in(state, **fields):
    case, complaint = register(**fields)
    case.complaint = complaint
    return walk(case, state)


def permissions():
    """role -> set of permissions, as the database has them."""
    found = {role: set() for (role,) in sql("SELECT code FROM role")}
    for role, perm in sql("SELECT r.code, p.perm_code FROM role r JOIN role_perm p ON p.role_id = r.id"):
        found[role].add(perm)
    return found
