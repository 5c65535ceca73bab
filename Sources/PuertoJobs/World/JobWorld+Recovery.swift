package import PuertoCore
package import PuertoEngine
internal import PuertoStore
package import PuertoVault

/// Holds what the engine and the stack's folder say of a client that the records lack.
package struct Recovery: Sendable {
    package var draft: TenantDraft
    /// The slugs that it had before, which some of its objects keep.
    package let former: Set<Slug>
    /// SHA-256, in hex, of its stack file; `nil` without one.
    package let applied: String?
    /// True when the stack file has no worker: the stock password was not seen gone.
    package let isClosed: Bool
    /// The passwords of its files that have opened PostgreSQL and Redis. Where the server is
    /// stopped, the file's has not been tried.
    package let passwords: [CredentialField: Secret]
    /// Tells the operator what is left to do by hand.
    package let left: [String]
}

extension JobWorld {
    /// Reads a client's record from its containers and its folder, and changes nothing. Throws
    /// `notFound` for a number that the engine does not know, and `conflict` for one whose slugs
    /// the records have, and for the folder of another stack.
    package func recovery(of number: Int) async throws -> Recovery {
        let workspace = try store.workspaceID()
        let engine = try await engine()
        let objects = try await engine.objects(of: workspace)
        let known = try store.tenantNames()[number] ?? []
        guard let names = try objects.names(of: number, besides: known) else {
            let isThere = objects.all.contains { $0.tenant == number }
            throw PuertoError(
                isThere ? .conflict : .notFound,
                isThere
                    ? "client \(number) is recorded as '\(known.first ?? "")'"
                    : "the engine knows no client \(number) of this workspace",
                hint: "puerto doctor shows the numbers that only the engine knows"
            ).spanish(
                isThere
                    ? "el cliente \(number) está registrado como '\(known.first ?? "")'"
                    : "el motor no conoce ningún cliente \(number) de este espacio de trabajo",
                hint: "puerto doctor muestra los números que solo conoce el motor")
        }
        let slug = names.slug
        let identity = StackIdentity(
            workspace: workspace, tenant: number, slug: slug, former: names.former)
        let containers = try await engine.containers(of: identity)
        let folder = StackFolder(root: stacks, slug: slug)
        try folder.checkOwner(environment: "COMPOSE_PROJECT_NAME=\(identity.project)\n")
        var (draft, left) = (TenantDraft(slug: slug, name: slug.text), [String]())
        draft.host = home
        draft.status =
            containers.isEmpty
            ? .archived
            : containers.running().isEmpty
                ? .suspended : .ready
        try fill(&draft, from: containers, folder)
        var passwords: [CredentialField: Secret] = [:]
        for field in [CredentialField.postgres, .redis]
        where field == .postgres || draft.stack.hasRedis {
            if let password = try await password(field, of: containers, identity, in: folder) {
                passwords[field] = password
            } else {
                left.append(
                    "no password file of '\(slug)' opens its \(field.server): puerto credential "
                        + "set \(slug) \(field.rawValue) < FILE records the one that does")
            }
        }
        let file = try folder.composeFile()
        let made = ComposeFile.images(in: String(decoding: file ?? [], as: UTF8.self))
        return Recovery(
            draft: draft, former: names.former, applied: file.map(Digest.sha256),
            isClosed: made[.windmill] != nil && made[.worker] == nil, passwords: passwords,
            left: left)
    }

    /// Fills in what the containers tell. A service of the stack file whose container is gone is
    /// missing, and no choice of the client's.
    private func fill(
        _ draft: inout TenantDraft, from containers: OwnContainers, _ folder: StackFolder
    ) throws {
        guard !containers.isEmpty else { return }
        let file = String(decoding: try folder.composeFile() ?? [], as: UTF8.self)
        let made = ComposeFile.images(in: file)
        func port(_ kind: ServiceKind) -> Int? {
            containers[kind]?.published.first.flatMap { text in
                text.lastIndex(of: ":").flatMap { Int(text[$0...].dropFirst()) }
            }
        }
        // The application of a closed stack is not published.
        if let base = try store.fleet().tenants.first(where: { $0.kind == .base })?.ports {
            let slot =
                port(.windmill).map { $0 - base.app }
                ?? port(.postgres).map { $0 - base.postgres }
            draft.slot = try slot.map { try Slot($0) }
        }
        draft.containers.windmill = containers[.windmill]?.name
        draft.containers.postgres = containers[.postgres]?.name
        draft.containers.redis = containers[.redis]?.name
        draft.stack.hasRedis = containers[.redis] != nil || made[.redis] != nil
        let exposure: StackOptions.Exposure = port(.postgres) == nil ? .none : .loopback
        if containers[.postgres] != nil, exposure != settings.exposure {
            draft.stack.exposure = exposure
        }
        for kind in ServiceKind.pictured {
            guard let image = containers[kind]?.image, image != settings.images[kind]?.text else {
                continue
            }
            draft.stack.images[kind] = try ImageReference(image)
        }
    }

    /// Reads a server's password from its file and logs in with it. Without a server that runs it
    /// cannot be tried, and is taken as it is.
    private func password(
        _ field: CredentialField, of containers: OwnContainers, _ identity: StackIdentity,
        in folder: StackFolder
    ) async throws -> Secret? {
        guard let kind = field.service, let file = field.files.last,
            let bytes = try folder.secret(file), !bytes.isEmpty
        else { return nil }
        guard containers.running()[kind] != nil else { return Secret(bytes) }
        let network = "\(identity.project)_\(NetworkSpec.Role.data.rawValue)"
        let peer = try? ServicePeer(kind, named: nil, in: containers, on: network)
        guard let peer, await peer.login(field, bytes) == .accepted else { return nil }
        return Secret(bytes)
    }
}

extension JobWorld {
    /// The words for each client that only the engine knows, by number.
    package func lost(_ objects: WorkspaceObjects) throws -> [String] {
        let numbers = Set(try store.tenantNumbers().values)
        return objects.all.filter { !numbers.contains($0.tenant) }
            .sorted { $0.tenant < $1.tenant }
            .reduce(into: []) { words, object in
                let text = "\(object.lost) (puerto tenant recover \(object.tenant))"
                if words.last != text { words.append(text) }
            }
    }

    /// The clients without a stack file here whose numbers the engine's objects carry. A copy has
    /// recorded them while the first workspace made others by the same numbers.
    package func withoutStackHere(_ objects: WorkspaceObjects) throws -> [Slug] {
        let taken = Set(objects.all.map(\.tenant))
        return try store.tenantNumbers().filter { taken.contains($0.value) }.keys
            .filter { try StackFolder(root: stacks, slug: $0).composeFile() == nil }
            .sorted { $0.text < $1.text }
    }

    /// The clients that should run and whose containers were made in another folder.
    package func movedClients(_ objects: WorkspaceObjects) throws -> [Slug] {
        let moved = Set(
            objects.all.filter { object in
                !object.folder.isEmpty && !StackFolder.isBelow(stacks, object.folder)
            }.map(\.tenant))
        return try store.tenantNumbers().filter { moved.contains($0.value) }.keys
            .filter { slug in
                let tenant = try store.tenant(slug)
                return tenant.status == .ready || tenant.status == .degraded
            }
            .sorted { $0.text < $1.text }
    }
}
