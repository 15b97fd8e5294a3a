/*
 * Permissions.  The names live here and only here; which role has which is
 * data (sql/seed/roles.sql).  A program refuses to start when this list and
 * the database's differ.
 */
#ifndef LIB_RULE_PERM_H
#define LIB_RULE_PERM_H

#include <stdbool.h>
#include <stdint.h>

/* name, what it lets one do; the matrix is workflow §7. */
#define PERM_LIST(X)                                                                          \
	X(REGISTER)		/* write down a complaint by hand, report as supervisor */    \
	X(ORDER_SITE)		/* send verification and check orders */                      \
	X(SITE)			/* answer orders on site: verify, check */                    \
	X(FILE)			/* file or refuse */                                          \
	X(FILE_DOUBTFUL)	/* decide what the acceptor handed to the duty chief */       \
	X(VOID)			/* void a duplicate or mistake */                             \
	X(DISPATCH)		/* dispatch, coordinate, re-dispatch, send reworks on */      \
	X(REVIEW_FEEDBACK)	/* confirm feedback by the papers */                          \
	X(REVIEW_RETURN)	/* rule on a return in the short way */                       \
	X(COMMAND)		/* take a return to the leader, designate */                  \
	X(INSTRUCT)		/* a leader's instruction */                                  \
	X(UNIT_WORK)		/* sign, return, assign, feed back: own unit */               \
	X(HANDLE)		/* handle on the street: own assignments */                   \
	X(JUDGE)		/* judge the three factors, call for rework */                \
	X(CLOSE)		/* close, or send back to the acceptor */                     \
	X(HAZARD)		/* flag a hazard */                                           \
	X(ARCHIVE)		/* archive */                                                 \
	X(EXTEND)		/* answer a request for extension */                          \
	X(URGE)			/* urge a unit, enter and answer inquiries */                 \
	X(SUPERVISE)		/* draft supervision letters */                               \
	X(CALL_BACK)		/* call a sender back after closing */                        \
	X(REPLY)		/* reply to the 12345 hotline */                              \
	X(SQUAD)		/* see the cases of the squad's area, review their feedback */ \
	X(RECLASSIFY)		/* give a case that is out another class */                   \
	X(UPPER)		/* enter what the platform above says */                      \
	X(HEAR)			/* sit in the coordination group */                           \
	X(SPOT)			/* handle on the spot and report it */                        \
	X(PATROL)		/* walk a patrol and be seen while one does */                \
	X(PATROL_CHIEF)		/* plan patrols, see who is where */                          \
	X(SEE_ALL)		/* read every case of the centre */                           \
	X(SEE_UNIT)		/* read the cases of the own unit */                          \
	X(SEE_GRID)		/* read the cases of the own orders and grid */               \
	X(CONTACT)		/* see the masked contact of a sender */                      \
	X(REVEAL)		/* open a sealed contact, with a reason, logged */            \
	X(PAPERS)		/* bulletins and dossiers */                                  \
	X(FINDING_SEE)		/* read what units and persons are held to account for */     \
	X(FINDING)		/* write down, confirm, dismiss and send findings, take measures */ \
	X(INQUIRE)		/* enter the result of an inquiry, mark major accountability */ \
	X(APPEAL)		/* rule on appeals */                                         \
	X(ANSWER)		/* answer findings and appeal for the own unit */             \
	X(DUTY)			/* see the roster, write in the duty log, hand over */        \
	X(ADMIN_SYS)		/* codes, calendar, users */                                  \
	X(ADMIN_SEC)		/* roles and permissions */                                   \
	X(ADMIN_AUDIT)		/* read the audit log */

enum perm {
#define X(name) PERM_##name,
	PERM_LIST(X)
#undef X
	PERM_MAX
};
_Static_assert(PERM_MAX <= 63, "permissions are kept as bits of one word");

/* "REGISTER" as the database has it. */
const char *perm_code(enum perm p);
/* The permission of a code; PERM_MAX when there is none. */
enum perm perm_of_code(const char *code);
static inline uint64_t
perm_bit(enum perm p)
{
	return (uint64_t)1 << p;
}
static inline bool
perm_in(uint64_t set, enum perm p)
{
	return (set >> p & 1) != 0;
}

/* Role numbers of sql/seed/roles.sql (workflow §7); stable, they stand in the ledger. */
enum role {
	ROLE_NONE = 0,
	R_COMMANDER = 1, R_COMMANDER_EXEC = 2, R_COMMANDER_DEPUTY = 3, R_CHIEF = 4, R_ACCEPTOR = 5,
	R_DISPATCHER = 6, R_SUPERVISOR = 7, R_AUTONOMY = 8, R_UNIT = 9, R_HANDLER = 10,
	R_UNIT_LEADER = 11, R_UNIT_HEAD = 12, R_SQUAD = 13, R_JOINT = 14, R_12345 = 15, R_LEADER = 16,
	R_COORD = 17, R_DISCIPLINE = 18, R_ARCHIVIST = 19, R_ADMIN_SYS = 20, R_ADMIN_SEC = 21,
	R_ADMIN_AUDIT = 22, R_TECH = 23, R_PUBLIC = 24, R_UPPER = 25, R_SYSTEM = 26, R_NIGHT = 27,
	ROLE_MAX
};

/* Who acts: what the rules need to know of a person. */
struct actor {
	int64_t user_id;	/* 0: the timer, the public, another system */
	int64_t unit_id;
	enum role role;		/* the one acted in, for the ledger */
	int64_t shift_id;	/* 0: no shift */
	uint64_t perms;
	/* by delegation (workflow §7 note *): whose powers he uses; ROLE_NONE: his own */
	enum role for_role;
	int32_t for_why;	/* enum duty_why, lib/rule/duty.h */
	int64_t for_absence;	/* the leave or the giving it rests on; 0: the roster */
	/* as regards the case at hand: */
	bool own_grid;		/* walks its base grid */
	bool own_area;		/* his unit is the squad in whose area it lies */
	bool is_member;		/* his unit acts beside the lead and has not reported yet */
	bool has_signed;	/* … and has signed */
};

#endif
