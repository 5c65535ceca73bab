"""A stand-in for Windmill, for tests where its image cannot be had.

It keeps users, tokens, workspaces, scripts, variables, resources, schedules and jobs in its own
PostgreSQL, answers the calls with the statuses of the real server, and its worker really runs
`bash`, `python3` and `postgresql`. Every answer says `X-Puerto-Standin: true`.
"""
