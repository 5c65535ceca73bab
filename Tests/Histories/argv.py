"""Every argv that Puerto gives docker and docker-compose: what is not here fails a history.

A word in `<…>` stands for a value, and the last one may be repeated where `…` follows. `FORMAT` is a template,
of which `commands.py` knows each field. They follow `Sources/PuertoEngine/Commands`.
"""

import re

VALUES = {
    "ws": "[0-9a-f]{32}",
    "ws8": "[0-9a-f]{8}",
    "id": "[0-9a-f]{64}",
    "n": "[0-9]+",
    "name": "[A-Za-z0-9][A-Za-z0-9_.-]*",
    "project": "puerto-[0-9a-f]{8}-[0-9]+",
    "image": "[a-z0-9][a-z0-9_./:@-]*",
    "image-id": "sha256:[0-9a-f]{64}",
    "path": "/[A-Za-z0-9_./-]+",
    "template": "[^\\0]+",
    "service": "windmill|worker|postgres|redis",
}
OWN = "--filter label=puerto.workspace=<ws> --filter label=puerto.tenant=<n>"
LOOK = (
    "run --rm --pull never --network none --read-only --user 0 --cap-drop ALL --cap-add DAC_OVERRIDE"
    " --security-opt no-new-privileges --memory 64m --pids-limit 16 --log-driver none --env LC_ALL=C"
)
PSQL = (
    "psql --username postgres --dbname postgres --no-psqlrc --quiet --no-password --set ON_ERROR_STOP=1"
    " --file -"
)
DOCKER = f"""
version FORMAT
info FORMAT
ps --all --quiet --no-trunc
ps --all --quiet --no-trunc {OWN}
ps --all --filter label=puerto.workspace=<ws> FORMAT
ps --all --filter label=com.docker.compose.project=<project> FORMAT
inspect --type container FORMAT <id>…
image inspect FORMAT <image>
pull <image>
tag <image-id> <image>
network ls --quiet --no-trunc
network ls --quiet --no-trunc {OWN}
network ls --filter label=puerto.workspace=<ws> FORMAT
network inspect FORMAT <id>…
network disconnect <name> <id>
network rm <id>…
volume ls --filter name=<project>_ FORMAT
volume ls --filter label=puerto.workspace=<ws> FORMAT
volume create --label puerto.workspace=<ws> --label puerto.mark=<n> puerto-<ws8>-mark-<n>
volume rm puerto-<ws8>-mark-<n>…
stop --time <n> <id>…
restart --time <n> <id>…
rm <id>…
unpause <id>…
rename <id> <name>
kill --signal CONT <id>…
logs --tail 20 <id>
stats --no-stream --no-trunc FORMAT <id>…
system df --verbose FORMAT
exec --interactive --user postgres <id> {PSQL}
exec --user 0 --env LC_ALL=C <id> head -v -c 8 <path>…
{LOOK} --volume <name>:<path>:ro --entrypoint head <image> -v -c 8 <path>…
"""
COMPOSE = """
version --short
--project-name <project> --file compose.yaml up --detach
--project-name <project> --file compose.yaml up --detach <service>…
--project-name <project> --file compose.yaml up --detach --no-deps --force-recreate <service>…
"""


def pattern(line):
    """The regular expression of words that each end with a zero byte."""
    words = []
    for word in line.replace("FORMAT", "--format <template>").split():
        parts = re.split("<([a-z0-9-]+)>", word.removesuffix("…"))
        text = "".join(
            f"(?:{VALUES[part]})" if index % 2 else re.escape(part)
            for index, part in enumerate(parts)
        )
        words.append(f"(?:{text}\0){'+' if word.endswith('…') else ''}")
    return "".join(words)


def patterns(text):
    return re.compile("|".join(f"(?:{pattern(line)})" for line in text.strip().splitlines()))


KNOWN = {"docker": patterns(DOCKER), "docker-compose": patterns(COMPOSE)}


def is_known(program, words):
    return KNOWN[program].fullmatch("".join(f"{word}\0" for word in words)) is not None
