"""How long `probe` and `doctor` take by the number of records, and what an idle worker costs.

    rounds.py --puerto .build/release/puerto [--records 100 300 600] [--seconds 60]

The engine is a script without containers, and nothing listens at the clients' ports: the times are those of
reading records, of the logins that are refused, and of the comparison. The worker makes a round each second.
"""

import argparse
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

PORTS = "ports: {app: 41000, postgres: 42000, redis: 43000}\n"
ENGINE = """#!/bin/sh
case "$1" in
version) echo 20.10.24 ;;
image) echo sha256:aa ;;
*) : ;;
esac
"""


class Workspace:
    def __init__(self, puerto, folder, records, interval):
        self.puerto, self.folder = puerto, folder / "w"
        for name in ("bin/docker", "home/.docker/cli-plugins/docker-compose"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(ENGINE)
            path.chmod(0o755)
        self.environment = {
            "PATH": f"{folder}/bin",
            "HOME": f"{folder}/home",
            "PUERTO_IGNORE_PORTS": "1",
            "PUERTO_LANGUAGE": "en",
        }
        self.run("init", self.folder, here=False)
        for path in self.folder.glob("puerto.db*"):
            path.unlink()
        agency = "agency: {name: Faro, locale: es, currency: USD}\n"
        rounds = f"engine: {{probe_interval_s: {interval}}}\n" if interval else ""
        (self.folder / "puerto.yaml").write_text(agency + PORTS + rounds)
        lines = "".join(
            f"  - {{slug: c{n}, name: c{n}, kind: client, status: ready}}\n"
            for n in range(1, records + 1)
        )
        (self.folder / "fleet.yaml").write_text(f"tenants:\n{lines}")
        self.run("import", self.folder / "fleet.yaml")
        self.run("build")

    def arguments(self, *arguments, here=True):
        where = ["--workspace", str(self.folder)] if here else []
        return [self.puerto, *map(str, arguments), *where]

    def run(self, *arguments, here=True):
        begin = time.monotonic()
        done = subprocess.run(
            self.arguments(*arguments, here=here),
            env=self.environment,
            capture_output=True,
            text=True,
        )
        # Nothing answers, so looking ends with 1.
        assert arguments[0] in ("probe", "doctor") or done.returncode == 0, done.stderr
        return time.monotonic() - begin

    def worker_share(self, seconds):
        """The share of a processor of a worker and its programs, over some time after its first rounds."""
        worker = subprocess.Popen(
            self.arguments("work"), env=self.environment, stderr=subprocess.DEVNULL
        )
        time.sleep(15)
        before = ticks(worker.pid)
        time.sleep(seconds)
        used = ticks(worker.pid) - before
        worker.send_signal(signal.SIGTERM)
        worker.wait()
        return used / os.sysconf("SC_CLK_TCK") / seconds


def ticks(process):
    """User and system time of a process and of the children that it has waited for (proc(5))."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--puerto", default=".build/release/puerto")
    parser.add_argument("--records", type=int, nargs="*", default=[100, 300, 600])
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--interval", type=int, default=0)
    options = parser.parse_args()
    puerto = str(Path(options.puerto).resolve())
    for records in options.records:
        with tempfile.TemporaryDirectory() as folder:
            space = Workspace(puerto, Path(folder), records, options.interval)
            probe, doctor = space.run("probe"), space.run("doctor", "--skip-pages")
            line = f"{records} records: probe {probe:.2f} s, doctor {doctor:.2f} s"
            if options.seconds:
                share = space.worker_share(options.seconds)
                line += f", worker {share:.2%} of a processor"
            print(line, flush=True)


main()
