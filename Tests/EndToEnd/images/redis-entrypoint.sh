#!/bin/sh
set -eu

# Process 1 does not see signals it has no trap for.
trap 'exit 143' INT TERM

case ${1-} in
    '' | -* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis:redis {} +
    exec setpriv --reuid redis --regid redis --init-groups "$0" "$@"
fi

# What the server writes is for itself only.
umask 0077
exec "$@"
