"""All calls of the API: importing this registers them."""

from . import (  # noqa: F401
    apps,
    completed,
    config,
    flows,
    folders,
    jobs,
    members,
    resources,
    schedules,
    scripts,
    sessions,
    tokens,
    users,
    variables,
    workspaces,
)
