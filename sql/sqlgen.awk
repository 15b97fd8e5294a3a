# Named statements -> sql/statements.h.
#
#	awk -f sql/sqlgen.awk sql/query/a.sql sql/query/b.sql > sql/statements.h
#
# "-- name: NAME" starts a statement; it ends at the next name or the end of
# the file.  Lines that are only a comment and the semicolon at the end are
# dropped, line ends stay.  Each statement becomes one line X(NAME, "text").
# A name that is used twice, a badly formed name, an empty statement, two
# statements under one name and text outside of a statement stop the build.

function complain(file, line, what)
{
	printf "%s:%d: %s\n", file, line, what > "/dev/stderr"
	bad = 1
}

function finish(		n, s)
{
	if (name == "")
		return
	sub(/[ \t\n]*;?[ \t\n]*$/, "", text)
	if (text == "")
		complain(at_file, at_line, name " has no text")
	if (text ~ /;[ \t]*\n/)
		complain(at_file, at_line, name " holds two statements")
	gsub(/\\/, "&&", text)
	gsub(/"/, "\\\"", text)
	gsub(/\t/, "\\t", text)
	gsub(/\n/, "\\n", text)
	out[++count] = "X(" name ", \"" text "\")"
	name = text = ""
}

FNR == 1 { finish() }

{ sub(/\r$/, "") }

/^[ \t]*--[ \t]*name:/ {
	finish()
	name = $0
	sub(/^[ \t]*--[ \t]*name:[ \t]*/, "", name)
	sub(/[ \t]+$/, "", name)
	at_file = FILENAME
	at_line = FNR
	if (name !~ /^[A-Z][A-Z0-9_]*$/)
		complain(FILENAME, FNR, "bad statement name \"" name "\"")
	else if (name == "MAX")
		complain(FILENAME, FNR, "MAX is the end of the list")
	else if (name in seen)
		complain(FILENAME, FNR, name " was defined before, at " seen[name])
	else
		seen[name] = FILENAME ":" FNR
	next
}

/^[ \t]*(--([ \t].*)?)?$/ { next }	# blank or only a comment

name == "" {
	complain(FILENAME, FNR, "text before the first \"-- name:\"")
	next
}

{ text = text (text == "" ? "" : "\n") $0 }

END {
	finish()
	if (bad)
		exit 1
	print "/* Made by sql/sqlgen.awk from sql/query; do not edit. */"
	for (i = 1; i <= count; i++)
		print out[i]
}
