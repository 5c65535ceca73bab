#!/bin/bash
# The Docker daemon and the images of the end-to-end tests.
#
#   docker.sh start    start dockerd when none answers
#   docker.sh images   build the images when missing or when their sources changed
#   docker.sh clean    remove the tenants' containers, networks and volumes (label puerto.tenant)
#
# Every verb can be run again at any time, also by two processes at once.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
images=$here/images
log=/var/log/puerto-dockerd.log

# The distribution's client and this machine's own socket, by name: another client may come first in PATH, and DOCKER_HOST or a
# context may point at somebody's server, where `clean` must never reach.
unset DOCKER_HOST DOCKER_CONTEXT
docker=(/usr/bin/docker --host unix:///var/run/docker.sock)

say() { printf 'docker.sh: %s\n' "$*" >&2; }
answers() { timeout 10 "${docker[@]}" info >/dev/null 2>&1; }

# One process at a time: the lock is on the folder itself, so there is no lock file to be left behind.
lock() { exec 9<"$images"; flock 9; }

start() {
    if answers; then return; fi
    lock
    if answers; then return; fi
    setsid nohup dockerd --host unix:///var/run/docker.sock >>"$log" 2>&1 </dev/null 9<&- &
    local process=$! waited
    for ((waited = 0; waited < 120; waited++)); do
        if answers; then return; fi
        kill -0 "$process" 2>/dev/null || break
        sleep 0.5
    done
    say "dockerd does not answer; the end of $log:"
    tail -n 30 "$log" >&2
    return 1
}

# What an image was made from: names, modes and bytes of the files.
digest() {
    (cd "$images" && find "$@" -name __pycache__ -prune -o -type f -printf '%m %p\n' -exec sha256sum {} \; | LC_ALL=C sort | sha256sum | cut -c1-64)
}

id_of() { "${docker[@]}" image inspect --format '{{.Id}}' "$1" 2>/dev/null || true; }

# The image that lost its tag to a new one; it stays while a container is made from it.
drop() { # former id, tag
    if [ -n "$1" ] && [ "$1" != "$(id_of "$2")" ]; then "${docker[@]}" image rm "$1" >/dev/null 2>&1 || true; fi
}

is_current() { # image, digest
    [ "$("${docker[@]}" image inspect --format '{{index .Config.Labels "puerto.e2e"}}' "$1" 2>/dev/null)" = "$2" ]
}

# What the images are built from: their sources, and the Python packages for the scripts of the stand-in's worker.
staged=
context() {
    if [ ! -e "$staged/jobs" ]; then
        cp -r "$images/." "$staged"
        find "$staged" -name __pycache__ -prune -exec rm -r {} +
        "$here/../../.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-compile \
            --target "$staged/jobs" --requirement "$images/jobs.txt" >&2
        rm -rf "$staged/jobs/bin"
    fi
    printf %s "$staged"
}

build() { # tag, Dockerfile, other arguments of docker build
    local tag=$1 file=$2
    shift 2
    if is_current "$tag" "$all"; then return; fi
    say "building $tag"
    local former from
    former=$(id_of "$tag")
    from=$(context)
    # The classic builder: BuildKit asks a registry about FROM, even when the image is here.
    DOCKER_BUILDKIT=0 "${docker[@]}" build --quiet --label "puerto.e2e=$all" --tag "$tag" --file "$images/$file" "$@" \
        "$from" >/dev/null
    drop "$former" "$tag"
}

images() {
    answers || { say 'no daemon answers; run: docker.sh start'; return 1; }
    lock
    local base all former
    staged=$(mktemp -d)
    trap 'rm -rf "$staged"' EXIT
    base=$(digest rootfs.sh)
    all=$(digest .)
    if ! is_current puerto-e2e/rootfs:1 "$base"; then
        say 'building puerto-e2e/rootfs:1 (a minute or two)'
        former=$(id_of puerto-e2e/rootfs:1)
        "$images/rootfs.sh" |
            "${docker[@]}" import --change "LABEL puerto.e2e=$base" - puerto-e2e/rootfs:1 >/dev/null
    fi
    build puerto-e2e/postgres:15 Dockerfile.postgres
    build puerto-e2e/redis:7 Dockerfile.redis
    build puerto-e2e/windmill-standin:1 Dockerfile.standin --build-arg VERSION=v1.743.0-standin --build-arg MIGRATION=1
    build puerto-e2e/windmill-standin:2 Dockerfile.standin --build-arg VERSION=v1.744.0-standin --build-arg MIGRATION=2
    build puerto-e2e/windmill-standin:agpl Dockerfile.standin --build-arg VERSION=v1.743.0-standin --build-arg MIGRATION=1 \
        --build-arg BUILD=agpl
    build puerto-e2e/windmill-standin:recorded Dockerfile.standin --build-arg VERSION=v1.743.0-standin \
        --build-arg MIGRATION=1 --build-arg RECORD=1
    # The harsh kind of broken: it migrates the database and then never becomes healthy.
    build puerto-e2e/windmill-standin:broken Dockerfile.standin --build-arg VERSION=v1.745.0-standin \
        --build-arg MIGRATION=3 --build-arg BROKEN=1
    # Last, when no image is built on it any more.
    drop "${former-}" puerto-e2e/rootfs:1
}

clean() {
    answers || { say 'no daemon answers; nothing to clean'; return 0; }
    local containers networks volumes id
    local labelled=(--filter label=puerto.tenant)
    mapfile -t containers < <("${docker[@]}" container ls --all --quiet --no-trunc "${labelled[@]}")
    # A tenant that runs other images than the tests' is a real one. Its networks and volumes carry the same label, so nothing at
    # all is removed on such a machine.
    for id in "${containers[@]}"; do
        if [ -z "$("${docker[@]}" container inspect --format '{{index .Config.Labels "puerto.e2e"}}' "$id")" ]; then
            say "container $id is a tenant's but not of the tests' images; nothing removed"
            return 1
        fi
    done
    if ((${#containers[@]})); then "${docker[@]}" container rm --force --volumes "${containers[@]}" >/dev/null; fi
    mapfile -t networks < <("${docker[@]}" network ls --quiet --no-trunc "${labelled[@]}")
    if ((${#networks[@]})); then "${docker[@]}" network rm "${networks[@]}" >/dev/null; fi
    mapfile -t volumes < <("${docker[@]}" volume ls --quiet "${labelled[@]}")
    if ((${#volumes[@]})); then "${docker[@]}" volume rm "${volumes[@]}" >/dev/null; fi
}

case ${1-} in
    start | images | clean) "$1" ;;
    *) say 'usage: docker.sh start|images|clean'; exit 2 ;;
esac
