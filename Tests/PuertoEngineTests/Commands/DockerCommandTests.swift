import PuertoCore
import Testing

@testable import PuertoEngine

@Suite struct DockerCommandTests {
    private static let docker = DockerCommand()
    private static let filters = [
        "--filter", "label=puerto.workspace=0123456789abcdef0123456789abcdef",
        "--filter", "label=puerto.tenant=7",
    ]

    private func docker(_ arguments: [String], patience: Int = 30) -> Command {
        Command("docker", arguments, patience: patience)
    }

    @Test func questionsAboutTheEngine() throws {
        #expect(Self.docker.version == docker(["version", "--format", "{{.Server.Version}}"]))
        #expect(
            Self.docker.members(ofProject: "puerto-01234567-7")
                == docker([
                    "ps", "--all", "--filter",
                    "label=com.docker.compose.project=puerto-01234567-7", "--format",
                    "{{.Names}}\t{{.Label \"puerto.workspace\"}}\t{{.Label \"puerto.tenant\"}}\t"
                        + "{{.Label \"puerto.slug\"}}",
                ]))
    }

    @Test func questionsAboutTheWholeFleet() throws {
        let workspace = "0123456789abcdef0123456789abcdef"
        #expect(
            Self.docker.services(ofWorkspace: workspace)
                == docker([
                    "ps", "--all", "--filter", "label=puerto.workspace=\(workspace)", "--format",
                    "{{.State}}\t{{.Label \"puerto.tenant\"}}\t{{.Label \"puerto.service\"}}",
                ]))
        #expect(
            Self.docker.liveRestore
                == docker([
                    "info", "--format", "{{.LiveRestoreEnabled}}\t{{.Swarm.LocalNodeState}}",
                ]))
        #expect(
            Self.docker.capacity == docker(["info", "--format", "{{.NCPU}}\t{{.MemTotal}}"]))
        #expect(
            Self.docker.lastLines(of: try .make("acme_redis", id: "c0ffee"))
                == docker(["logs", "--tail", "20", "c0ffee"]))
    }

    @Test func containersAreListedByBothLabels() throws {
        #expect(
            Self.docker.containers(of: try .make())
                == docker(["ps", "--all", "--quiet", "--no-trunc"] + Self.filters))
        #expect(Self.docker.allContainers == docker(["ps", "--all", "--quiet", "--no-trunc"]))
        #expect(
            Self.docker.inspect(["aa", "bb"])
                == docker([
                    "inspect", "--type", "container", "--format",
                    "{\"id\":{{json .Id}},\"name\":{{json .Name}},"
                        + "\"status\":{{json .State.Status}},"
                        + "\"exitCode\":{{json .State.ExitCode}},"
                        + "\"restarts\":{{json .RestartCount}},\"image\":{{json .Config.Image}},"
                        + "\"imageID\":{{json .Image}},\"labels\":{{json .Config.Labels}},"
                        + "\"bindings\":{{json .HostConfig.PortBindings}},"
                        + "\"bound\":{{json .NetworkSettings.Ports}},"
                        + "\"networks\":{{json .NetworkSettings.Networks}},\"setup\":"
                        + "{\"memory\":{{json .HostConfig.Memory}},"
                        + "\"cpus\":{{json .HostConfig.NanoCpus}},"
                        + "\"quota\":{{json .HostConfig.CpuQuota}},"
                        + "\"period\":{{json .HostConfig.CpuPeriod}},"
                        + "\"processes\":{{json .HostConfig.PidsLimit}},"
                        + "\"restart\":{{json .HostConfig.RestartPolicy.Name}},"
                        + "\"security\":{{json .HostConfig.SecurityOpt}},"
                        + "\"privileged\":{{json .HostConfig.Privileged}},"
                        + "\"capabilities\":{{json .HostConfig.CapAdd}},"
                        + "\"dropped\":{{json .HostConfig.CapDrop}},"
                        + "\"mounts\":{{json .Mounts}},\"command\":{{json .Config.Cmd}},"
                        + "\"process\":{{json .State.Pid}},"
                        + "\"started\":{{json .State.StartedAt}},"
                        + "\"outOfMemory\":{{json .State.OOMKilled}},"
                        + "\"health\":{{with index .State \"Health\"}}{{json .Status}}"
                        + "{{else}}null{{end}}}}",
                    "aa", "bb",
                ]))
    }

    @Test func networksAreListedByBothLabels() throws {
        let list = ["network", "ls", "--quiet", "--no-trunc"]
        #expect(Self.docker.networks() == docker(list))
        #expect(Self.docker.networks(of: try .make()) == docker(list + Self.filters))
        #expect(
            Self.docker.inspectNetworks(["aa"])
                == docker([
                    "network", "inspect", "--format",
                    "{\"id\":{{json .Id}},\"name\":{{json .Name}},\"labels\":{{json .Labels}},"
                        + "\"config\":{{json .IPAM.Config}},"
                        + "\"setup\":{\"isInternal\":{{json .Internal}},"
                        + "\"options\":{{json .Options}}}}", "aa",
                ]))
    }

    @Test func volumesAreListedByNameWithTheirLabels() {
        #expect(
            Self.docker.volumes(named: "puerto-01234567-7")
                == docker([
                    "volume", "ls", "--filter", "name=puerto-01234567-7_", "--format",
                    "{{.Name}}\t{{.Label \"puerto.workspace\"}}\t{{.Label \"puerto.tenant\"}}\t"
                        + "{{.Label \"puerto.slug\"}}",
                ]))
    }

    @Test func imagesAreLookedAtAndPulledOneByOne() throws {
        let image = try ImageReference("postgres:16.9")
        #expect(
            Self.docker.image(image)
                == docker(["image", "inspect", "--format", "{{.Id}}", "postgres:16.9"]))
        var pull = docker(["pull", "postgres:16.9"], patience: 6 * 3600)
        pull.silence = 90
        pull.hasTerminal = true
        #expect(Self.docker.pull(image, silence: 90) == pull)
        #expect(
            Self.docker.imageDigests(image)
                == docker(["image", "inspect", "--format", "{{json .RepoDigests}}", image.text]))
    }

    @Test func whatChangesAnythingNamesIdsOnlyAndForcesNothing() throws {
        let identity = try StackIdentity.make()
        let containers = try OwnContainers(
            [
                .make("b", id: "bb", labels: identity.labelled),
                .make("a", id: "aa", labels: identity.labelled),
            ], of: identity)
        let networks = try OwnNetworks(
            [.make("n", id: "cc", labels: identity.labelled)], of: identity)
        #expect(
            Self.docker.stop(containers, grace: 120)
                == docker(["stop", "--time", "120", "bb", "aa"], patience: 180))
        #expect(
            Self.docker.restart(containers, grace: 60)
                == docker(["restart", "--time", "60", "bb", "aa"], patience: 150))
        #expect(Self.docker.remove(containers) == docker(["rm", "bb", "aa"], patience: 120))
        #expect(
            Self.docker.removeNetworks(networks)
                == docker(["network", "rm", "cc"], patience: 60))
    }
}
