"""What docker and docker-compose do with their arguments: exactly those that Puerto gives them, and no others.

An argument that is not known here is no refusal but a failure of the stand-in (`Unknown`), so that a question
that Puerto asks anew is answered as Docker does before a history may pass.
"""

import functools
import hashlib
import json
import re
from pathlib import Path

import yaml

import argv
from engine import Failed, Refused, Unknown, inside

COMPOSE = "1.29.2"
LABEL = "com.docker.compose"


@functools.lru_cache(64)
def read(text):
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def run(engine, program, folder, words):
    """The text that the program prints. Throws `Refused` with what it prints when it fails.

    What the program reads from its input follows its arguments, after a line break.
    """
    if not argv.is_known(program, [word for word in words if not word.startswith("\nstdin:")]):
        raise Unknown(f"{program} {' '.join(words)}")
    if program == "docker-compose":
        return Compose(engine, folder).run(words)
    if engine.is_away:
        raise Refused(
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
        )
    return Docker(engine).run(list(words))


class Docker:
    def __init__(self, engine):
        self.engine = engine

    def run(self, words):
        verb = words.pop(0)
        if verb in ("network", "volume", "image", "system"):
            verb = f"{verb} {words.pop(0)}"
        method = getattr(self, {"run": "run_"}.get(verb, verb.replace(" ", "_")), None)
        if method is None or verb.startswith("_") or verb in ("engine", "each", "head", "leading"):
            raise Unknown(f"docker {verb} {' '.join(words)}")
        return method(words)

    # Looking

    def version(self, words):
        options = Options(words, "--format")
        return template(options.format, {"Server": {"Version": self.engine.version, "Os": "linux"}})

    def info(self, words):
        return template(
            Options(words, "--format").format,
            {
                "ServerVersion": self.engine.version,
                "Swarm": {"LocalNodeState": "inactive"},
                "LiveRestoreEnabled": True,
                "DockerRootDir": "/var/lib/docker",
                "ID": "STAN:DIN0",
                "NCPU": 64,
                "MemTotal": 1 << 40,
            },
        )

    def ps(self, words):
        options = Options(words, "--format", "--filter*", all="--all", quiet="--quiet")
        found = [
            one
            for one in self.engine.containers.values()
            if (options.all or one.is_running)
            and options.matches(one.labels, one.name, status=one.status)
        ]
        return options.listed(
            (one.id, {"ID": one.id, "Names": one.name, "State": one.status, "labels": one.labels})
            for one in found
        )

    def inspect(self, words):
        options = Options(words, "--type", "--format")
        kinds = {"container": self.engine.named, "network": self.engine.network_named}
        if options.type not in kinds:
            raise Unknown(f"docker inspect --type {options.type}")
        found = [(name, kinds[options.type](name)) for name in options.rest]
        missing = [name for name, one in found if not one]
        if missing:
            raise Refused(f"Error: No such {options.type}: {missing[0]}")
        return "\n".join(template(options.format, described(self.engine, o)) for _, o in found)

    def image_inspect(self, words):
        options = Options(words, "--format")
        for name in options.rest:
            if name not in self.engine.images and name not in self.engine.images.values():
                raise Refused(f"Error: No such image: {name}")
        return "\n".join(
            template(
                options.format,
                {
                    "Id": self.engine.images.get(name, name),
                    "RepoDigests": [],
                    "RepoTags": [name],
                    "Config": {"Env": environment(name), "Labels": {}},
                },
            )
            for name in options.rest
        )

    def pull(self, words):
        options = Options(words, quiet="--quiet")
        raise Refused(f"pull access denied for {options.rest[0]}")

    def network_ls(self, words):
        options = Options(words, "--format", "--filter*", quiet="--quiet")
        return options.listed(
            (one.id, {"ID": one.id, "Name": one.name, "labels": one.labels})
            for one in self.engine.networks.values()
            if options.matches(one.labels, one.name)
        )

    def network_inspect(self, words):
        options = Options(words, "--format")
        found = [(name, self.engine.network_named(name)) for name in options.rest]
        for name, one in found:
            if not one:
                raise Refused(f"Error: No such network: {name}")
        return "\n".join(template(options.format, described(self.engine, o)) for _, o in found)

    def volume_ls(self, words):
        options = Options(words, "--format", "--filter*", quiet="--quiet")
        return options.listed(
            (name, {"Name": name, "Driver": "local", "labels": one.labels})
            for name, one in sorted(self.engine.volumes.items())
            if options.matches(one.labels, name)
        )

    def stats(self, words):
        return "\n".join(
            template(
                "{{.ID}}\t{{.CPUPerc}}\t{{.MemUsage}}",
                {"ID": one.id, "CPUPerc": "0.10%", "MemUsage": "12MiB / 256MiB"},
            )
            for one in self.containers(Options(words, "--format", none="--no-stream").rest)
        )

    def system_df(self, words):
        volumes = [
            {
                "Name": one.name,
                "Labels": ",".join(f"{key}={value}" for key, value in one.labels.items()),
                "Size": "7.2MB",
            }
            for one in self.engine.volumes.values()
        ]
        return json.dumps({"Images": [], "Containers": [], "Volumes": volumes, "BuildCache": []})

    # Changing

    def stop(self, words):
        return self.each(Options(words, "--time").rest, self.engine.stop)

    def restart(self, words):
        def again(one):
            self.engine.stop(one)
            self.engine.start(one)

        return self.each(Options(words, "--time").rest, again)

    def rm(self, words):
        return self.each(Options(words).rest, self.engine.remove)

    def unpause(self, words):
        return self.each(words, self.engine.unpause)

    def kill(self, words):
        options = Options(words, "--signal")
        if options.signal != "CONT":
            raise Unknown(f"docker kill --signal {options.signal}")
        return self.each(options.rest, lambda one: None)

    def rename(self, words):
        id, name = Options(words).rest
        (one,) = self.containers([id])
        other = self.engine.named(name)
        if other:
            raise Refused(f'Conflict. The container name "/{name}" is already in use')
        self.engine.before_change(f"rename {one.name}")
        one.name = name
        return ""

    def tag(self, words):
        id, name = words
        if id not in self.engine.images.values():
            raise Refused(f"No such image: {id}")
        self.engine.images[name] = id
        return ""

    def logs(self, words):
        options = Options(words, "--tail", "--since", timestamps="--timestamps")
        self.containers(options.rest)
        return ""

    def network_disconnect(self, words):
        network, *ids = Options(words, force="--force").rest
        for one in self.containers(ids):
            if network not in one.networks:
                raise Refused(f"container {one.id} is not connected to the network {network}")
            self.engine.before_change(f"disconnect {one.name} from {network}")
            del one.networks[network]
            self.engine.changed()
        return ""

    def exec(self, words):
        """A question about files, or statements for PostgreSQL on the standard input."""
        options, words = self.leading(words, interactive="--interactive", tty="--tty")
        (one,), words = self.containers(words[:1]), words[1:]
        if not one.is_running:
            raise Refused(f"Container {one.id} is not running")
        if words[:3] == ["head", "-v", "-c"]:
            return self.head(words[4:], one.volumes)
        if words[:1] == ["psql"] and "--file" in words and one.service == "postgres":
            text = words.pop().removeprefix("\nstdin:")
            found = re.fullmatch(
                r"\s*ALTER ROLE postgres PASSWORD '(SCRAM-SHA-256\$[^']*)';?\s*", text
            )
            if found:
                self.engine.before_change(f"ALTER ROLE in {one.name}")
                self.engine.volumes[one.volumes[0][0]].data["password"] = found[1]
                return ""
        raise Unknown(f"docker exec … {' '.join(words)}")

    def run_(self, words):
        """A container that only looks into volumes, and is removed when it ends."""
        options, words = self.leading(words, rm="--rm", read_only="--read-only")
        if words[0] not in self.engine.images:
            raise Refused(f"No such image: {words[0]}")
        mounts = [mount.split(":") for mount in options.volume]
        for name, _, _ in mounts:
            # As the engine does: a volume that is not there is made, without labels.
            self.engine.create_volume(name, {})
        return self.head(words[4:], [(name, path) for name, path, _ in mounts])

    @staticmethod
    def leading(words, **flags):
        """The options of `exec` and `run`, which end at the first word that is none."""
        valued = [
            *(
                "--user",
                "--env*",
                "--pull",
                "--network",
                "--cap-drop",
                "--cap-add",
                "--security-opt",
            ),
            *("--memory", "--pids-limit", "--log-driver", "--volume*", "--entrypoint", "--label*"),
        ]
        names = {name.rstrip("*") for name in valued}
        count = 0
        while count < len(words) and words[count].startswith("-"):
            count += 2 if words[count] in names else 1
        return Options(words[:count], *valued, **flags), words[count:]

    def head(self, paths, mounts):
        """What `head -v` prints of files of volumes."""
        said, errors = [], []
        for path in paths:
            name = next((name for name, at in mounts if path.startswith(at + "/")), None)
            data = self.engine.volumes[name].data if name else {}
            file = path.rsplit("/", 1)[1]
            if data.get("kind") == "postgres" and file == "PG_VERSION":
                said.append(f"==> {path} <==\n{data['version']}")
            elif data.get("kind") == "redis" and file == "appendonly.aof.manifest":
                said.append(f"==> {path} <==\nfile app")
            elif file in ("PG_VERSION", "appendonly.aof.manifest", "appendonly.aof"):
                errors.append(f"head: cannot open '{path}' for reading: No such file or directory")
            else:
                raise Unknown(f"head {path}")
        if errors:
            raise Failed("\n".join(said), "\n".join(errors))
        return "\n".join(said)

    def containers(self, names):
        for name in names:
            if not self.engine.named(name):
                raise Refused(f"No such container: {name}")
        return [self.engine.named(name) for name in names]

    def each(self, names, act):
        for name in names:
            one = self.engine.named(name)
            if not one:
                raise Refused(f"Error: No such container: {name}")
            act(one)
        return "\n".join(names)

    def network_rm(self, words):
        for name in Options(words).rest:
            one = self.engine.network_named(name)
            if not one:
                raise Refused(f"Error: No such network: {name}")
            self.engine.remove_network(one)
        return "\n".join(words)

    def volume_create(self, words):
        options = Options(words, "--label*", "--driver")
        labels = dict(label.split("=", 1) for label in options.label)
        self.engine.create_volume(options.rest[0], labels)
        return options.rest[0]

    def volume_rm(self, words):
        for name in Options(words).rest:
            self.engine.remove_volume(name)
        return "\n".join(words)


class Options:
    """The options that a verb may have: with a value, with a value and repeated (`*`), or none."""

    def __init__(self, words, *valued, **flags):
        many = {name[:-1] for name in valued if name.endswith("*")}
        valued = {name.rstrip("*") for name in valued}
        self.rest, self.filter = [], []
        for name in valued:
            setattr(self, name.strip("-"), [] if name in many else None)
        for name in flags:
            setattr(self, name, False)
        short = {"-a": "--all", "-q": "--quiet", "-f": "--format"}
        words = list(words)
        while words:
            word, equals, value = words.pop(0).partition("=")
            if not word.startswith("-"):
                self.rest.append(word + equals + value)
                continue
            word = short.get(word, word)
            if word in valued:
                value = value if equals else words.pop(0)
                if word in many:
                    getattr(self, word.strip("-")).append(value)
                else:
                    setattr(self, word.strip("-"), value)
            elif word in flags.values():
                setattr(self, next(name for name in flags if flags[name] == word), True)
            elif word != "--no-trunc":
                raise Unknown(f"docker … {word}")

    def matches(self, labels, name, status=None):
        for one in self.filter:
            kind, _, value = one.partition("=")
            if kind == "label":
                key, equals, wanted = value.partition("=")
                if key not in labels or (equals and labels[key] != wanted):
                    return False
            elif kind == "name":
                if value not in name:
                    return False
            elif kind == "status" and status:
                if status != value:
                    return False
            else:
                raise Unknown(f"docker … --filter {one}")
        return True

    def listed(self, found):
        if self.quiet if hasattr(self, "quiet") else False:
            return "\n".join(id for id, _ in found)
        if not self.format:
            raise Unknown("a table without --format")
        return "\n".join(template(self.format, values) for _, values in found)


def described(engine, one):
    """What `inspect` tells of a container or a network, with the engine's own keys."""
    if hasattr(one, "subnets"):
        return {
            "Id": one.id,
            "Name": one.name,
            "Labels": one.labels,
            "Driver": "bridge",
            "Scope": "local",
            "Internal": one.internal,
            "IPAM": {"Config": [{"Subnet": subnet} for subnet in one.subnets]},
            "Containers": {
                c.id: {"Name": c.name}
                for c in engine.containers.values()
                if c.is_running and one.name in c.networks
            },
            "Options": one.options,
        }
    wanted = {
        key: [{"HostIp": address, "HostPort": str(port)}]
        for key, (address, port) in one.ports.items()
    }
    return {
        "Id": one.id,
        "Name": f"/{one.name}",
        "Image": one.image_id,
        "Created": f"2026-11-28T12:00:00.{one.starts:09}Z",
        "RestartCount": one.restarts,
        "State": {
            "Status": one.status,
            "Running": one.is_running or one.status == "paused",
            "Paused": one.status == "paused",
            "Restarting": False,
            "OOMKilled": False,
            **({"Health": {"Status": "healthy"}} if one.is_checked and one.is_running else {}),
            "Dead": False,
            "ExitCode": one.exit_code,
            "Error": "",
            # Puerto knocks at others from inside a process's network, and no process is here.
            "Pid": 0,
            "StartedAt": f"2026-11-28T12:00:00.{one.starts:09}Z",
            "FinishedAt": "0001-01-01T00:00:00Z",
        },
        "Config": {"Image": one.image, "Labels": one.labels, "Env": [], "Cmd": one.command},
        "HostConfig": {
            **{"Memory": 0, "NanoCpus": 0, "CpuQuota": 0, "CpuPeriod": 0},
            **{"PidsLimit": None, "SecurityOpt": None},
            **{"CapAdd": None, "CapDrop": None},
            "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
            **one.limits,
            "PortBindings": wanted,
            "Binds": [f"{source}:{target}:ro" for source, target in one.binds]
            + [f"{name}:{path}:rw" for name, path in one.volumes],
            "NetworkMode": next(iter(one.networks), "default"),
            "Privileged": False,
        },
        "Mounts": [
            {
                "Type": "volume",
                "Name": name,
                "Source": f"/var/lib/docker/volumes/{name}/_data",
                "Destination": path,
                "RW": True,
                "Driver": "local",
            }
            for name, path in one.volumes
        ]
        + [
            {"Type": "bind", "Source": source, "Destination": target, "RW": False}
            for source, target in one.binds
        ],
        "NetworkSettings": {
            "Networks": {
                name: {
                    "IPAddress": address and inside(address),
                    "IPPrefixLen": 8,
                    "NetworkID": net.id if net else "",
                }
                for name, address in one.networks.items()
                for net in [engine.network_named(name)]
            },
            "Ports": wanted if one.holds_ports else {},
        },
    }


def environment(image):
    """What an image says of itself: PostgreSQL's name their major version."""
    name, _, version = image.partition(":")
    return [f"PG_MAJOR={version}"] if name.endswith("postgres") else []


def template(text, values):
    """Fills in a Go template (https://pkg.go.dev/text/template) of fields, labels and `json`."""

    def filled(match):
        words = match[1].split(" ", 1)
        if words[0] == ".Label":
            return values["labels"].get(words[1].strip('"'), "")
        if words[0] == "json":
            return json.dumps(field(words[1], values))
        index = re.fullmatch(r'index (\.[A-Za-z.]+) "([^"]*)"', match[1])
        if index:
            return (field(index[1], values) or {}).get(index[2], "")
        value = field(match[1], values)
        return str(value).lower() if isinstance(value, bool) else str(value)

    if text is None:
        raise Unknown("an inspection without --format")
    text = re.sub(
        r"\{\{with index (\.[A-Za-z.]+) \"([A-Za-z]+)\"\}\}(.*?)\{\{else\}\}(.*?)\{\{end\}\}",
        lambda match: (
            template(match[3], field(match[1], values)[match[2]])
            if field(match[1], values).get(match[2])
            else match[4]
        ),
        text,
    )
    return re.sub(r"\{\{\s*(.*?)\s*\}\}", filled, text)


def field(path, values):
    if not re.fullmatch(r"\.|(\.[A-Za-z]+)+", path):
        raise Unknown(f"a template of {path}")
    for name in path.split(".")[1:]:
        if name and (not isinstance(values, dict) or name not in values):
            raise Unknown(f"a template of {path}: {name} is not in the stand-in's answers")
        values = values[name] if name else values
    return values


class Compose:
    """docker-compose 1.29 with a file that Puerto has written."""

    def __init__(self, engine, folder):
        self.engine, self.folder = engine, Path(folder)

    def run(self, words):
        words = list(words)
        if words[:1] in (["version"], ["--version"]):
            return COMPOSE if "--short" in words else f"docker-compose version {COMPOSE}"
        if self.engine.is_away:
            raise Refused("Couldn't connect to Docker daemon at http+docker://localhost")
        options = {}
        while words and words[0] in ("--project-name", "--file"):
            name = words.pop(0)
            options[name] = words.pop(0)
        if words[:2] != ["up", "--detach"]:
            raise Unknown(f"docker-compose {' '.join(words)}")
        words = words[2:]
        is_forced = "--force-recreate" in words
        services = [word for word in words if not word.startswith("-")]
        known = {"--force-recreate", "--no-deps"}
        if set(words) - set(services) - known:
            raise Unknown(f"docker-compose up {' '.join(words)}")
        self.project = options["--project-name"]
        self.file = self.folder / options.get("--file", "docker-compose.yml")
        self.spec = read(self.file.read_text())
        return self.up(services, is_forced, "--no-deps" in words)

    def up(self, named, is_forced, is_alone):
        self.said = []
        services = self.spec["services"]
        order = self.order(named or list(services), is_alone)
        for role, network in self.spec["networks"].items():
            self.network(role, network)
        for volume in self.spec.get("volumes", {}).values():
            if volume.get("external"):
                if volume["name"] not in self.engine.volumes:
                    raise Refused(
                        f"Volume {volume['name']} declared as external, but could not be found. "
                        f"Please create the volume manually using `docker volume create "
                        f"--name={volume['name']}` and try again."
                    )
                continue
            self.engine.create_volume(
                volume["name"],
                {**volume.get("labels", {}), f"{LABEL}.project": self.project},
            )
        for name in order:
            self.service(name, services[name], is_forced and (not named or name in named))
        return "\n".join(self.said)

    def order(self, names, is_alone):
        found = []

        def add(name):
            if name in found:
                return
            if not is_alone:
                for other in self.spec["services"][name].get("depends_on", []):
                    add(other)
            found.append(name)

        for name in names:
            if name not in self.spec["services"]:
                raise Refused(f"No such service: {name}")
            add(name)
        return found

    def network(self, role, wanted):
        subnets = [one["subnet"] for one in wanted.get("ipam", {}).get("config", [])]
        found = self.engine.network_named(wanted["name"])
        if found and found.subnets != subnets:
            raise Refused(
                f'Network "{wanted["name"]}" needs to be recreated - IPAM config has changed'
            )
        if not found:
            self.engine.create_network(
                wanted["name"],
                {**wanted.get("labels", {}), f"{LABEL}.project": self.project},
                subnets,
                wanted.get("internal", False),
                wanted.get("driver_opts", {}),
            )

    def service(self, name, wanted, is_forced):
        image = wanted["image"]
        if image not in self.engine.images:
            raise Refused(f"pull access denied for {image}")
        secrets = [
            (
                str(self.folder / self.spec["secrets"][secret]["file"]),
                f"/run/secrets/{secret}",
            )
            for secret in wanted.get("secrets", [])
        ]
        text = json.dumps([wanted, self.engine.images[image], secrets, self.project])
        print_ = hashlib.sha256(text.encode()).hexdigest()
        mine = [
            one
            for one in self.engine.containers.values()
            if one.labels.get(f"{LABEL}.project") == self.project
            and one.labels.get(f"{LABEL}.service") == name
        ]
        if mine and not is_forced and mine[0].labels.get(f"{LABEL}.config-hash") == print_:
            if not mine[0].is_running:
                self.engine.start(mine[0])
                self.said.append(f"Starting {mine[0].name} ... done")
            else:
                self.said.append(f"{mine[0].name} is up-to-date")
            return
        former = mine[0] if mine else None
        if former:
            self.engine.stop(former)
            self.engine.before_change(f"rename {former.name}")
            former.name = f"{former.id[:12]}_{wanted['container_name']}"
        one = self.engine.create(
            wanted["container_name"],
            image,
            {
                **wanted.get("labels", {}),
                f"{LABEL}.project": self.project,
                f"{LABEL}.service": name,
                f"{LABEL}.config-hash": print_,
                f"{LABEL}.version": COMPOSE,
                f"{LABEL}.container-number": "1",
                f"{LABEL}.oneoff": "False",
                f"{LABEL}.project.working_dir": str(self.folder),
                f"{LABEL}.project.config_files": "compose.yaml",
            },
        )
        one.limits = limits(wanted)
        one.command = wanted.get("command", [])
        one.is_checked = "healthcheck" in wanted
        one.binds = secrets
        one.networks = {
            self.spec["networks"][role]["name"]: "" for role in wanted.get("networks", [])
        }
        for mount in wanted.get("volumes", []):
            role, path = mount.split(":")
            one.volumes.append((self.spec["volumes"][role]["name"], path))
        for port in wanted.get("ports", []):
            address, outside, inside = port.split(":")
            one.ports[f"{inside}/tcp"] = (address, int(outside))
        self.engine.start(one)
        if former:
            self.engine.remove(former)
        self.said.append(f"{'Recreating' if former else 'Creating'} {one.name} ... done")


def limits(wanted):
    """`HostConfig` of a service."""
    return {
        "Memory": int(wanted["mem_limit"].rstrip("m")) << 20,
        "MemoryReservation": int(wanted["mem_reservation"].rstrip("m")) << 20,
        "CpuPeriod": wanted.get("cpu_period", 0),
        "CpuQuota": wanted.get("cpu_quota", 0),
        "PidsLimit": wanted["pids_limit"],
        "SecurityOpt": wanted["security_opt"],
        "CapAdd": wanted.get("cap_add"),
        "CapDrop": wanted["cap_drop"],
        "RestartPolicy": {"Name": wanted["restart"], "MaximumRetryCount": 0},
        "LogConfig": {
            "Type": wanted["logging"]["driver"],
            "Config": wanted["logging"]["options"],
        },
    }
