import pytest

from world import World


@pytest.fixture(scope="session")
def worlds(tmp_path_factory):
    """Makes workspaces, and leaves none of their containers behind."""
    made = []

    def make(**more):
        made.append(World(tmp_path_factory.mktemp("world"), **more))
        return made[-1]

    yield make
    for world in made:
        world.close()


@pytest.fixture(scope="session")
def world(worlds):
    """One that tests share: each has clients of its own."""
    return worlds()
