#!/bin/bash
# Writes a Debian root file system with everything the images need, as tar, to standard output.
set -euo pipefail

# The packages come from where this machine takes its own, so that no host is named here.
sources=${PUERTO_E2E_SOURCES:-/etc/apt/sources.list.d/debian.sources}
[ -r "$sources" ] || sources=/etc/apt/sources.list

# LLVM (with Z3) is 130 MiB for a just-in-time compiler no test needs. The plug-in goes too: PostgreSQL then does without.
# busybox gives the small clients for health checks and network probes (`nc -w 1 host port </dev/null`; it knows no -z).
exec mmdebstrap --variant=minbase --quiet --format=tar \
    --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include=postgresql-15,redis-server,python3-minimal,python3-argon2,python3-psycopg2,busybox-static \
    --essential-hook='mkdir -p "$1/etc/postgresql-common"; echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.conf"' \
    --customize-hook='rm -rf "$1"/usr/lib/*/libLLVM-* "$1"/usr/lib/llvm-* "$1"/usr/lib/*/libz3.so.* "$1"/usr/lib/postgresql/15/lib/llvmjit.so "$1"/usr/lib/postgresql/15/lib/bitcode "$1"/usr/share/i18n/locales' \
    --customize-hook='for name in wget nc ping; do [ -e "$1/bin/$name" ] || ln -s /bin/busybox "$1/usr/local/bin/$name"; done' \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/* "$1"/var/log/*' \
    bookworm - "$sources"
