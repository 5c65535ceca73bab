#!/bin/bash
set -euo pipefail

# Process 1 does not see signals it has no trap for, and a first start can outlast the engine's patience.
trap 'exit 130' INT TERM

case ${1-} in '' | -*) set -- postgres "$@" ;; esac
if [ "$1" != postgres ]; then exec "$@"; fi

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA"
    # Only what is not his: a large database is not walked through with a write for every file.
    find "$PGDATA" /var/run/postgresql \! -user postgres -exec chown postgres:postgres {} +
    chmod 0700 "$PGDATA" || true # the folder may be his already, and we without the right
    exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
fi

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
new=$PGDATA/.initialising

# A first start can be killed at any point. The cluster is made in a sub-folder; `.complete` in it says that it is whole; then its
# entries move up, PG_VERSION last. So PG_VERSION at the top means a whole cluster, and anything else is continued or begun anew.
initialise() {
    rm -rf "$new"
    # `initdb` reads the password from a file; it is the secret itself, or a private one for the variable.
    local password=${POSTGRES_PASSWORD_FILE:-}
    if [ -z "$password" ]; then
        if [ -z "${POSTGRES_PASSWORD:-}" ]; then
            echo 'Set POSTGRES_PASSWORD_FILE or POSTGRES_PASSWORD.' >&2
            exit 1
        fi
        exec 3< <(printf '%s\n' "$POSTGRES_PASSWORD")
        password=/dev/fd/3
    fi
    # Local connections are inside the container, where the files could be read just as well (as in the official image).
    initdb --pgdata "$new" --username "$user" --pwfile "$password" --auth-local trust --auth-host scram-sha-256 \
        --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
    printf 'host all all all scram-sha-256\n' >>"$new/pg_hba.conf"
    if [ "$database" != postgres ]; then
        # Single-user mode: no server that could be mistaken for the real one by a health check.
        printf 'CREATE DATABASE "%s"\n' "${database//\"/\"\"}" |
            postgres --single -D "$new" -c fsync=off -c log_checkpoints=off postgres >/dev/null
    fi
    # Everything is written to disk once, here, and not by each step.
    initdb --sync-only --pgdata "$new" >/dev/null 2>&1
    touch "$new/.complete"
    sync "$new/.complete" "$new"
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    [ -e "$new/.complete" ] || initialise
    find "$new" -mindepth 1 -maxdepth 1 \! -name PG_VERSION \! -name .complete -exec mv -t "$PGDATA" {} +
    sync "$PGDATA"
    mv "$new/PG_VERSION" "$PGDATA/PG_VERSION"
    sync "$PGDATA"
fi
rm -rf "$new"
unset POSTGRES_PASSWORD
exec "$@"
