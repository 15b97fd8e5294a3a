# calendar.csv -> calendar.sql:
#
#	awk -f csv.awk -f calendar.awk calendar.csv >calendar.sql
BEGIN {
	print "-- Made by calendar.awk from calendar.csv; edit that.  Where it comes from: README.md."
	print ""
	print "-- Duty time of the centre 07:00-23:00 (S5)."
	insert("calendar (id, name, duty_from_min, duty_to_min, day_hours)")
	row("1, '国务院节假日安排', 420, 1380, 8")
	keep("name")
	print "-- Working time 08:00-12:00 and 14:00-18:00, Monday to Friday (standards §4.1)."
	insert("work_window (calendar_id, weekday, from_min, to_min)")
	for (d = 1; d <= 5; d++) {
		row("1, " d ", 480, 720")
		row("1, " d ", 840, 1080")
	}
	keep("to_min")
	insert("calendar_day (calendar_id, day, kind, name_zh, name_en)")
}

FNR > 1 {
	csv($0, f)
	if (f[2] != "holiday" && f[2] != "workday") {
		print FILENAME ":" FNR ": unknown kind " f[2] >"/dev/stderr"
		exit 1
	}
	row("1, DATEDIFF('" f[1] "', '1970-01-01'), " (f[2] == "holiday" ? 1 : 0) ", " sql(zh(f[3])) ", " sql(en(f[3])))
}

END { keep("kind") }
