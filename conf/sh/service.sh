# Sourced by conf/demo: what runs, in the order it starts.
# The programs, worker pools behind one socket each, and nginx in front.

SERVICES="mariadb photo public desk api nginx"

# pool_start NAME WORKERS: a socket, and multiwatch over the workers.  A dead
# worker is replaced at once, however often (multiwatch gives up after -r).
pool_start()
{
	process_start "$1" "$LOGS/$1.log" spawn-fcgi -n -s "$SOCKETS/$1.sock" -M 0600 -b 1024 -- \
	    "$(command -v multiwatch)" -f "$2" -r 1000000 -s TERM -- \
	    "$PROGRAMS/anjuan-$1.fcgi" -c "$DIR/conf/anjuan-$1.conf"
}

service_start()
{
	local pool=2

	[ "$(nproc)" -gt 2 ] && pool=$(nproc)
	[ "$pool" -gt 4 ] && pool=4
	case $1 in
	mariadb) database_start ;;
	photo)
		rm -f "$SOCKETS/photo.sock"
		process_start photo "$LOGS/photo.log" "$PROGRAMS/anjuan-photo" -c "$DIR/conf/anjuan-photo.conf"
		;;
	public|desk) pool_start "$1" "$pool" ;;
	api) pool_start api 1 ;;
	nginx)
		process_start nginx "$LOGS/nginx.log" env PATH="$PATH:/usr/sbin" nginx -p "$DIR/nginx/" \
		    -e "$LOGS/nginx.log" -c "$DIR/nginx/nginx.conf" -g 'daemon off;'
		;;
	esac
}

# nginx first: it takes no new request and finishes those it has.  Then the
# pools, idle by now, and the database last.
service_stop_all()
{
	process_stop tick TERM 60
	process_stop nginx QUIT 60
	for name in api desk public; do
		process_stop "$name" TERM 20
	done
	process_stop photo TERM 10
	process_stop mariadb TERM 60
	if [ -n "${SOCKETS:-}" ] && [ -e "$SOCKETS/.anjuan-sockets" ]; then
		rm -rf "$SOCKETS"
	fi
	rm -f "$RUN/sockets" "$RUN/port"
}

# Starts again what died, once a second at most; the timer each minute.
service_keep()
{
	local name minute=0 now

	while :; do
		for name in $SERVICES; do
			process_alive "$name" && continue
			printf '%s %s is gone, starting it again\n' "$(date -u +%FT%TZ)" "$name" >>"$LOGS/demo.log"
			process_sweep "$name"
			service_start "$name"
		done
		now=$((SECONDS / 60))
		if [ "$now" -gt "$minute" ] && ! process_alive tick; then
			minute=$now
			process_start tick "$LOGS/tick.log" "$PROGRAMS/batch/anjuan" -c "$DIR/conf/anjuan-work.conf" tick
		fi
		sleep 1 &
		wait $!
	done
}

# http_status PATH: the status code our nginx answers.
http_status()
{
	local line

	exec 3<>"/dev/tcp/127.0.0.1/$PORT" || return 1
	printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$1" >&3
	read -r -t 10 _ line _ <&3
	exec 3>&-
	echo "${line:-none}"
} 2>/dev/null

# Waits until path answers 200 through nginx.
service_wait()
{
	local name=$1 path=$2 tries=150

	until [ "$(http_status "$path")" = 200 ]; do
		if ! process_alive nginx; then
			grep -q 'Address already in use' "$LOGS/nginx.log" &&
				die "port $PORT is in use by another program; choose another with --port"
			grep -q 'bind.*Permission denied' "$LOGS/nginx.log" &&
				die "only root may use port $PORT; choose one above 1023 with --port"
			die "nginx did not start ($(last_words "$LOGS/nginx.log")); all of it is in $LOGS/nginx.log"
		fi
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] ||
			die "$name does not answer ($(tail -n 1 "$LOGS/$name.log" 2>/dev/null | cut -c1-300)); see $LOGS/$name.log"
		sleep 0.1
	done
}
