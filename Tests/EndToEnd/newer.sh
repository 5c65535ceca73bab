#!/bin/bash
# Runs a command beside a newer Docker with Compose 2: packages of Debian 13, laid over /usr.
#
#   newer.sh COMMAND [ARGUMENT…]
#
# It has a network, mounts and a daemon of its own, so the machine's daemon and firewall stay as they are. Needs root, and the
# images of `docker.sh images`.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${PUERTO_NEWER:-$here/../../.build/newer-docker}
# The archive that this machine has its packages from; the one of security updates has only some.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | sed -n '/security/!p' | sed -n 1p)
mirror=${mirror%/}/pool/main
packages=(
    c/containerd/containerd_1.7.24~ds1-6+deb13u1_amd64.deb
    d/docker.io/docker-cli_26.1.5+dfsg1-9+deb13u1+b1_amd64.deb
    d/docker.io/docker.io_26.1.5+dfsg1-9+deb13u1+b1_amd64.deb
    d/docker-compose/docker-compose_2.26.1-4_amd64.deb
)
digests=(
    ed708deb96fe476a3bce4efa5c0538dfbcf717ab9a7c7944ba7260342c25899c
    596647bc4ffaaaf2e2321116b8a10f6a6086ada797c17a7117798cb391a72776
    53ae1a99f15113f0a0d2226808ec0d24ee31b3b87b87ab8ec35be09a1a2ee13b
    47681197cb2b1ab88206b42a1a92fc75f50d9530a6322d03494a473eed0408ea
)
images=(puerto-e2e/postgres:15 puerto-e2e/redis:7 puerto-e2e/windmill-standin:{1,2,agpl,recorded,broken})

say() { printf 'newer.sh: %s\n' "$*" >&2; }

fetch() {
    local index file
    mkdir -p "$folder/packages" "$folder/root" "$folder/data"
    for index in "${!packages[@]}"; do
        file=$folder/packages/$(basename "${packages[index]}")
        if [ ! -e "$file" ]; then
            say "fetching $(basename "$file")"
            curl --silent --show-error --fail --output "$file.new" "$mirror/${packages[index]}"
            mv "$file.new" "$file"
        fi
        echo "${digests[index]}  $file" | sha256sum --check --quiet
        dpkg-deb --extract "$file" "$folder/root"
    done
    # One program for each verb: the older Compose must not stand in for the plugin.
    ln -sf /bin/false "$folder/root/usr/bin/docker-compose"
}

inside() {
    mount -t overlay overlay -o "lowerdir=$folder/root/usr:/usr" /usr
    mount -t tmpfs tmpfs /run
    mkdir -p /tmp/puerto-e2e-places
    mount -t tmpfs tmpfs /tmp/puerto-e2e-places
    ip link set lo up
    setsid dockerd --data-root "$folder/data" >"$folder/dockerd.log" 2>&1 </dev/null &
    local daemon=$! waited status=0
    for ((waited = 0; waited < 120; waited++)); do
        if /usr/bin/docker info >/dev/null 2>&1; then break; fi
        kill -0 "$daemon" 2>/dev/null || { tail -n 30 "$folder/dockerd.log" >&2; return 1; }
        sleep 0.5
    done
    say "Docker $(/usr/bin/docker version --format '{{.Server.Version}}'), $(/usr/bin/docker compose version)"
    /usr/bin/docker load --quiet --input "$folder/images.tar" >&2
    "$@" || status=$?
    kill "$daemon" && wait "$daemon" || true
    return "$status"
}

if [ "${PUERTO_NEWER_INSIDE-}" = yes ]; then
    unset PUERTO_NEWER_INSIDE
    inside "$@"
else
    [ $# -gt 0 ] || { say 'usage: newer.sh COMMAND [ARGUMENT…]'; exit 2; }
    fetch
    folder=$(realpath "$folder")
    /usr/bin/docker --host unix:///var/run/docker.sock save --output "$folder/images.tar" "${images[@]}"
    PUERTO_NEWER=$folder PUERTO_NEWER_INSIDE=yes exec unshare --mount --net --pid --fork --kill-child --mount-proc "$0" "$@"
fi
