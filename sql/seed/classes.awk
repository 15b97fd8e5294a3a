# categories.csv, class_marks.csv, conditions.csv -> classes.sql:
#
#	awk -f csv.awk -f classes.awk categories.csv class_marks.csv conditions.csv >classes.sql
#
# Numbers are stable: class = kind, major, minor ("10101"), condition = class
# and sequence ("101011"); what the office adds itself begins far above.
BEGIN {
	kind_of["component"] = 1
	kind_of["event"] = 2
	unit_of["urgent_hour"] = 1
	unit_of["urgent_day"] = 2
	unit_of["work_hour"] = 3
	unit_of["work_day"] = 4
}

FNR == 1 { file++; next }

file == 1 {
	csv($0, f)
	id = kind_of[f[1]] f[2] f[4]
	major = kind_of[f[1]] SUBSEP f[2]
	if (!(major in major_name))
		majors[++n_majors] = major
	major_name[major] = f[3]
	classes[++n_classes] = id
	name[id] = f[5]
	urgent[id] = f[8]
	source[id] = f[9]
}

file == 2 {
	csv($0, f)
	id = kind_of[f[1]] f[2] f[3]
	hazard[id] = f[4]
	public[id] = f[5]
	private[id] = f[6]
	group[id] = f[7]
	radius[id] = f[8]
	days[id] = f[9]
}

file == 3 {
	csv($0, f)
	if (!(f[8] in unit_of)) {
		print FILENAME ":" FNR ": unknown unit " f[8] >"/dev/stderr"
		exit 1
	}
	id = kind_of[f[1]] f[2] f[3] f[4]
	conditions[++n_conditions] = id
	cond[id] = substr(id, 1, 5) ", " f[4] ", " sql(f[5]) ", " sql(f[6]) ", " sql(f[10]) ", " sql(f[11]) ", " f[9] + 0
	step[id] = "1, " f[7] ", " unit_of[f[8]]
}

END {
	print "-- Made by classes.awk from categories.csv, class_marks.csv and conditions.csv; edit those."
	print "-- Where they come from: README.md."
	print ""
	insert("class_edition (code, name)")
	row("'GB2013', 'GB/T 30428.2-2013'")
	row("'CJ2007', 'CJ/T 214-2007'")
	row("'LOCAL', '本地扩展 local extension'")
	keep("name")

	insert("class_major (kind, major_code, name_zh, name_en)")
	for (i = 1; i <= n_majors; i++) {
		split(majors[i], m, SUBSEP)
		gsub(/ /, "", m[1])
		row(m[1] ", " sql(m[2]) ", " sql(zh(major_name[majors[i]])) ", " sql(en(major_name[majors[i]])))
	}
	keep("name_zh")

	insert("class (id, edition, kind, major_code, minor_code, name_zh, name_en, urgent, hazard, for_public, source_note, private, near_group, near_radius, near_days)")
	for (i = 1; i <= n_classes; i++) {
		id = classes[i]
		edition = source[id] ~ /^GB2013/ ? "GB2013" : "LOCAL"
		text = zh(name[id])
		gsub(/ /, "", text)
		row(id ", " sql(edition) ", " substr(id, 1, 1) ", " sql(substr(id, 2, 2)) ", " sql(substr(id, 4, 2)) ", " \
		    sql(text) ", " sql(en(name[id])) ", " urgent[id] ", " hazard[id] + 0 ", " public[id] + 0 ", " sql(source[id]) ", " \
		    private[id] + 0 ", " sql(group[id]) ", " (radius[id] == "" ? 60 : radius[id]) ", " (days[id] == "" ? 14 : days[id]))
	}
	keep("name_zh")

	insert("class_condition (id, class_id, seq, cond_zh, cond_en, close_zh, close_en, urgent)")
	for (i = 1; i <= n_conditions; i++)
		row(conditions[i] ", " cond[conditions[i]])
	keep("cond_zh")

	insert("condition_step (condition_id, step, amount, unit)")
	for (i = 1; i <= n_conditions; i++)
		row(conditions[i] ", " step[conditions[i]])
	keep("amount")
}
