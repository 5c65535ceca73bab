extension DockerCommand {
    /// Lists a workspace's containers, running or not: name, tenant, slug and the folder that
    /// Compose made each in.
    package func containerObjects(ofWorkspace workspace: String) -> Command {
        listing(
            ["ps", "--all"], workspace, "{{.Names}}",
            and: "com.docker.compose.project.working_dir")
    }

    /// Lists a workspace's networks: name, tenant and slug.
    package func networkObjects(ofWorkspace workspace: String) -> Command {
        listing(["network", "ls"], workspace, "{{.Name}}", and: nil)
    }

    /// Lists a workspace's volumes: name, tenant, slug and the count of a mark.
    package func volumeObjects(ofWorkspace workspace: String) -> Command {
        listing(["volume", "ls"], workspace, "{{.Name}}", and: StackIdentity.Label.mark)
    }

    private func listing(
        _ words: [String], _ workspace: String, _ name: String, and last: String?
    ) -> Command {
        let labels = [StackIdentity.Label.tenant, StackIdentity.Label.slug, last].compactMap { $0 }
        let columns = [name] + labels.map { "{{.Label \"\($0)\"}}" }
        return Command(
            program,
            words + [
                "--filter", "label=\(StackIdentity.Label.workspace)=\(workspace)",
                "--format", columns.joined(separator: "\t"),
            ], patience: DockerCommand.quick)
    }

    /// Makes the volume that says how many jobs of a workspace have changed the engine. It stays
    /// empty: its labels cannot change, so each count has a volume of its own.
    package func makeMark(_ mark: EngineMark) -> Command {
        Command(
            program,
            [
                "volume", "create",
                "--label", "\(StackIdentity.Label.workspace)=\(mark.workspace)",
                "--label", "\(StackIdentity.Label.mark)=\(mark.count)", mark.name,
            ], patience: DockerCommand.quick)
    }

    /// Removes marks of lower counts. It takes only `EngineMark`s, so no volume of a client.
    package func removeMarks(_ marks: [EngineMark]) -> Command {
        Command(
            program, ["volume", "rm"] + marks.map(\.name), patience: DockerCommand.quick)
    }
}
