# Sourced by conf/demo: a MariaDB of our own below DIR, reached by its socket only.

ACCOUNTS="public desk api batch_read batch_work owner"

# As the server's root: the account that started it, known by the socket.
database_root()
{
	mariadb --no-defaults --socket="$SOCKETS/db.sock" --user="$(id -un)" --batch --skip-column-names "$@"
}

database_make()
{
	local log=$LOGS/mariadb-install.log

	[ -e "$DIR/done/database" ] && return 0
	rm -rf "$DIR/db"
	mkdir -p "$DIR/db"
	# the script cannot take a blank in the path: give it a name without
	ln -sfn "$DIR/db" "$SOCKETS/data"
	# Its own folder for temporary tables: in /tmp another server's start sweeps them away.
	TMPDIR=$SOCKETS PATH=$PATH:/usr/sbin mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$SOCKETS/data" \
	    --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" \
	    --skip-test-db --skip-name-resolve --force --innodb-log-file-size=32M >"$log" 2>&1 ||
		die "MariaDB could not make its database ($(last_words "$log")); all of it is in $log"
	rm -f "$SOCKETS/data"
	touch "$DIR/done/database"
}

database_start()
{
	process_start mariadb "$LOGS/mariadb.log" env PATH="$PATH:/usr/sbin" mariadbd --no-defaults \
	    --user="$(id -un)" --datadir="$DIR/db" --socket="$SOCKETS/db.sock" --pid-file="$SOCKETS/db.pid" \
	    --tmpdir="$DIR/tmp" --skip-networking --skip-log-bin --default-time-zone=+00:00 \
	    --character-set-server=utf8mb4 --collation-server=utf8mb4_bin \
	    --max-connections=80 --innodb-buffer-pool-size="${ANJUAN_DEMO_POOL:-256M}" \
	    --innodb-log-file-size=32M --innodb-flush-log-at-trx-commit=1
}

database_wait()
{
	local tries=600

	until database_root -e 'SELECT 1' >/dev/null 2>&1; do
		process_alive mariadb ||
			die "MariaDB did not start ($(last_words "$LOGS/mariadb.log")); all of it is in $LOGS/mariadb.log"
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || die "MariaDB does not answer after a minute; see $LOGS/mariadb.log"
		sleep 0.1
	done
}

# Random passwords, and the accounts as conf/accounts.sql.sample says.
database_accounts()
{
	local account text

	[ -e "$DIR/done/accounts" ] && return 0
	text=$(<"$TREE/conf/accounts.sql.sample")
	for account in $ACCOUNTS; do
		[ -s "$DIR/secret/$account" ] ||
			(umask 077; od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$DIR/secret/$account")
		text=${text//CHANGE-$account/$(<"$DIR/secret/$account")}
	done
	database_root <<<"$text" || die "MariaDB refused the accounts of conf/accounts.sql.sample"
	touch "$DIR/done/accounts"
}
