# Shared by the scripts of this folder: a line of CSV into f[1..n], SQL texts.
function csv(line, f,	n, c, i, quoted, text)
{
	n = 1
	text = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (quoted && c == "\"" && substr(line, i + 1, 1) == "\"") {
			text = text c
			i++
		} else if (c == "\"")
			quoted = !quoted
		else if (c == "," && !quoted) {
			f[n++] = text
			text = ""
		} else
			text = text c
	}
	f[n] = text
	return n
}

function sql(text)
{
	gsub(/'/, "''", text)
	return "'" text "'"
}

# "中文 (english)": the part before the first blank and bracket, and the one inside.
function zh(text)
{
	sub(/ \(.*/, "", text)
	return text
}

function en(text)
{
	if (!sub(/^[^(]* \(/, "", text))
		return text
	sub(/\)$/, "", text)
	return text
}

# Rows of one INSERT, the comma between them.
function row(text)
{
	printf "%s  (%s)", (rows++ ? ",\n" : ""), text
}

function insert(into)
{
	rows = 0
	print "INSERT INTO " into " VALUES"
}

# End of the INSERT: a row that is there already stays as the office has it.
function keep(column)
{
	print "\nON DUPLICATE KEY UPDATE " column " = " column ";\n"
}
