package import PuertoCore
internal import PuertoEngine
internal import PuertoStore
internal import PuertoVault

/// Compares records, stack files and the engine, and changes none of them.
package struct Comparison: Sendable {
    let world: JobWorld
    let engine: ContainerEngine
    let containers: [ContainerState]
    let networks: [NetworkState]
    /// The names of this workspace's volumes.
    let volumes: Set<String>
    /// The sockets of this machine that waited for connections before and after the engine told of
    /// its containers, with which those of Docker's own come and go.
    let listeners: [Listener]
    /// True when it looks into the data too, and logs in: questions for each client.
    let isThorough: Bool
    /// True when it also tells differences that only a verb of their own mends, as an upgrade.
    let tellsNotices: Bool
    /// True when the workspace is a copy, whose clients have no stacks here.
    let isCopy: Bool
    let images: ImageIDs

    /// The clients' present slugs by their numbers, as labels have them.
    private let slugs: [String: Slug]

    /// Reads all containers and networks of the engine once, and the volumes of the workspace.
    package init(_ world: JobWorld, isThorough: Bool = false, tellsNotices: Bool = false)
        async throws
    {
        self.world = try world.knowingAllStacks()
        self.isThorough = isThorough
        self.tellsNotices = tellsNotices
        engine = try await world.engine()
        isCopy = try world.store.recordedPlace()?.copyID != nil
        slugs = Dictionary(
            try world.store.tenantNumbers().map { (String($0.value), $0.key) }
        ) { first, _ in first }
        images = ImageIDs(engine)
        let before = Set(world.machine.listeners)
        containers = try await engine.allContainers()
        listeners = world.machine.listeners.filter(before.contains)
        networks = try await engine.allNetworks()
        volumes = try await engine.volumes(ofWorkspace: world.store.workspaceID())
    }
}

extension Comparison {
    /// Returns the present slug of the client with this number; a label may have a former one.
    func slug(ofNumber number: String?) -> Slug? { number.flatMap { slugs[$0] } }

    /// Finds the differences between a client's record and its stack. A stack that cannot be seen
    /// from here is a finding too.
    package func drift(of slug: Slug) async throws -> [Drift] {
        let tenant = try world.tenant(slug)
        if tenant.isObserved, tenant.kind == .client, tenant.host == world.home {
            return observedDrift(of: try world.facts(slug))
        }
        if let unseen = unseen(tenant) { return [unseen] }
        let stack = try world.stack(slug)
        let own = containers.filter { stack.identity.owns($0.labels) }
        var drift = rotationDrift(stack)
        if tenant.status != .draft { drift += try await dataDrift(stack) + notices(of: stack) }
        switch tenant.status {
        case .draft:
            if !own.isEmpty { drift.append(unexpected(own, stack, mend: "provision")) }
        case .suspended, .archived:
            let running = own.filter(\.isRunning)
            if !running.isEmpty { drift.append(unexpected(running, stack, mend: "reconcile")) }
            if tenant.status == .suspended { drift += foreignPorts(stack, own) }
        case .provisioning:
            drift.append(
                Drift(
                    .state, subject: "provisioning", found: "no job has made it ready yet",
                    mend: "puerto provision \(slug)"))
        case .ready, .degraded:
            guard stack.facts.applied != nil || !own.isEmpty else { return [neverMade(stack)] }
            drift += try await running(stack)
        }
        return drift
    }

    /// Finds this workspace's containers and stack folders that belong to no record.
    package func strays() throws -> [Drift] {
        let tenants = try world.store.tenantNumbers()
        let (ids, slugs) = (Set(tenants.values.map(String.init)), Set(tenants.keys.map(\.text)))
        let workspace = try world.store.workspaceID()
        // A number that no record has is a client's: `identityDrift` tells of it.
        let lost = containers.filter {
            let number = $0.labels[StackIdentity.Label.tenant] ?? ""
            return $0.labels[StackIdentity.Label.workspace] == workspace
                && !ids.contains(number) && Int(number).map { $0 < 1 } ?? true
        }
        let folders = StackFolder.all(in: world.stacks).filter { !slugs.contains($0) }
        return lost.map {
            Drift(
                .stray, subject: $0.name, found: "belongs to no recorded client, \($0.status)",
                mend: "docker rm \($0.name)")
        }
            + folders.map {
                Drift(
                    .stray, subject: "stacks/\($0)", found: "no client has this name",
                    mend:
                        "puerto tenant recover N, where the engine knows its client; else move it "
                        + "away and keep it: it holds the secrets of a stack")
            }
    }
}

extension Comparison {
    private func rotationDrift(_ stack: Stack) -> [Drift] {
        stack.facts.next.keys.sorted { $0.rawValue < $1.rawValue }.map { field in
            Drift(
                .state, subject: field.rawValue, found: "its rotation did not come to its end",
                mend: "puerto rotate \(stack.slug) \(field.rawValue)")
        }
    }

    func fileDrift(_ stack: Stack) async throws -> [Drift] {
        let mend = "puerto reconcile \(stack.slug)"
        let name = "stacks/\(stack.slug)/compose.yaml"
        var drift: [Drift] = []
        if let found = try stack.folder.composeFile() {
            if found != Array(stack.compose.utf8), !stack.isRotating {
                let edited = Digest.sha256(found) != stack.facts.applied
                drift.append(
                    Drift(
                        .stackFile, subject: name,
                        found: edited ? "edited by hand" : "not what the record comes to by now",
                        mend: mend))
            }
        } else {
            drift.append(Drift(.stackFile, subject: name, found: "missing", mend: mend))
        }
        guard stack.unrecorded.isEmpty else {
            return try drift
                + stack.unrecorded.map { field in
                    Drift(
                        .secretFile, subject: "credential \(field.rawValue)",
                        found: "not recorded", mend: try stack.wayToRecord(field))
                }
        }
        let lost = stack.isRotating ? [:] : try await lostPasswords(of: stack)
        drift += lost.keys.sorted { $0.rawValue < $1.rawValue }.compactMap { lost[$0] }
        let explained = lost.keys.flatMap(\.files)
        for secret in try stack.secretFiles() where !stack.isRotating {
            guard !stack.folder.isFolder(secret.name) else {
                drift.append(
                    Drift(
                        .secretFile,
                        subject: "stacks/\(stack.slug)/secrets/\(secret.name.rawValue)",
                        found: "a folder, which the engine made in the place of a missing file",
                        mend: mend))
                continue
            }
            let found = try stack.folder.secret(secret.name)
            guard found != secret.bytes, !explained.contains(secret.name) else { continue }
            // Stacks that are older than this file run without it.
            if found == nil, secret.name == .redisPassword { continue }
            drift.append(
                Drift(
                    .secretFile, subject: "stacks/\(stack.slug)/secrets/\(secret.name.rawValue)",
                    found: found == nil ? "missing" : "not what is recorded", mend: mend))
        }
        return drift
    }

    /// The drift of a stack that Puerto never made. It runs by other means or not at all, so
    /// nothing can be compared.
    private func neverMade(_ stack: Stack) -> Drift {
        Drift(
            .state, subject: stack.slug.text,
            found: "recorded as \(stack.tenant.status.rawValue), but Puerto never made its stack",
            mend: "puerto provision \(stack.slug)")
    }

    private func unexpected(_ containers: [ContainerState], _ stack: Stack, mend: String) -> Drift {
        Drift(
            .state, subject: containers.map(\.name).joined(separator: ", "),
            found: "\(containers.contains(where: \.isRunning) ? "running" : "there"), recorded is "
                + stack.tenant.status.rawValue, mend: "puerto \(mend) \(stack.slug)")
    }
}

/// A cache of image ids, so that the engine is asked once for each image.
actor ImageIDs {
    private let engine: ContainerEngine
    private var known: [ImageReference: String?] = [:]

    init(_ engine: ContainerEngine) { self.engine = engine }

    func id(of image: ImageReference) async throws -> String? {
        if let id = known[image] { return id }
        let id = try await engine.imageID(image)
        known[image] = .some(id)
        return id
    }
}
