package import PuertoCore
package import PuertoEngine
internal import PuertoStore

extension JobWorld {
    /// The workspace's folder, which has `stacks/` and `content/`.
    var folder: String {
        stacks.lastIndex(of: "/").map { $0 == stacks.startIndex ? "/" : String(stacks[..<$0]) }
            ?? "."
    }

    /// Where the workspace is now.
    package func place() throws -> WorkspacePlace { try Machine.place(of: folder) }

    /// Judges whether the workspace may change what the engine has of it.
    package func verdict(_ objects: WorkspaceObjects) throws -> PlaceVerdict {
        // The engine was asked before: a worker that counts a change now is not ahead of its record.
        PlaceVerdict(
            try (live ?? store).recordedPlace(), here: try place(), mark: objects.changes,
            disagreements: try disagreements(objects))
    }

    /// Why jobs that change stacks are refused; `nil` where the workspace commands them.
    package func refusal() async throws -> PuertoError? {
        try verdict(await engine().objects(of: store.workspaceID())).refusal
    }

    private func disagreements(_ objects: WorkspaceObjects) throws -> [String] {
        let numbers = Set(try (live ?? store).tenantNumbers().values)
        let unknown = objects.all.filter { !numbers.contains($0.tenant) }.map(\.lost)
        let elsewhere = objects.all.filter { object in
            !object.folder.isEmpty && !StackFolder.isBelow(stacks, object.folder)
        }.map { "the container '\($0.name)' was made in '\($0.folder)'" }
        return unknown + elsewhere
    }

    /// Gives new clients numbers above those that the engine has seen. Without an engine that
    /// answers, or with a database that is busy, the next look does it.
    package func lookAtNumbers() async {
        guard let objects = try? await engine().objects(of: store.workspaceID()) else { return }
        try? store.raiseNumbers(above: objects.highest)
    }
}

extension WorkspaceObjects.Object {
    /// The words for a client that the records lack.
    var lost: String {
        "the world knows client \(tenant) ('\(slug)'), the records do not: an older database?"
    }
}

extension WorkspaceObjects {
    /// Throws `conflict` for an object that has the client's number and another client's slug.
    func check(_ identity: StackIdentity) throws {
        guard let other = stranger(to: identity) else { return }
        throw PuertoError(
            .conflict,
            "the \(other.kind.rawValue) '\(other.name)' is of client \(other.tenant), "
                + "'\(other.slug)'; the records call client \(other.tenant) '\(identity.slug)': an "
                + "older database?",
            hint: "puerto tenant recover \(other.tenant) records '\(other.slug)' again; puerto "
                + "doctor shows more"
        ).spanish(
            "\(other.kind.spanish) '\(other.name)' es del cliente \(other.tenant), '\(other.slug)'; "
                + "los registros llaman '\(identity.slug)' al cliente \(other.tenant): ¿una base de "
                + "datos anterior?",
            hint: "puerto tenant recover \(other.tenant) vuelve a registrar '\(other.slug)'; "
                + "puerto doctor muestra más")
    }
}
