"""Images of the stand-in with variables of their own: Puerto gives its containers no others."""

import subprocess
import tempfile
from pathlib import Path

from world import HUNG, STANDIN, docker


def variant(name, base="1", **environment):
    """Builds `STANDIN:name`, for instance with accidents from its first call on; answers its name.

    It lasts until `forget`.
    """
    lines = [
        f"FROM {STANDIN}:{base}",
        *(f'ENV {key}="{value}"' for key, value in environment.items()),
    ]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "Dockerfile").write_text("\n".join(lines) + "\n")
        subprocess.run(
            ["/usr/bin/docker", "build", "--quiet", "--tag", f"{STANDIN}:{name}", folder],
            # The classic builder: BuildKit asks a registry about FROM, even when the image is here.
            **{
                "env": {"DOCKER_BUILDKIT": "0"},
                "check": True,
                "capture_output": True,
                "timeout": HUNG,
            },
        )
    return f"{STANDIN}:{name}"


def forget(name):
    docker("image", "rm", f"{STANDIN}:{name}", check=False)
