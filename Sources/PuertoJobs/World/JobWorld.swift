package import PuertoCore
package import PuertoEngine
package import PuertoStore
package import PuertoVault

/// The dependencies of jobs, wired in one place.
package struct JobWorld: Sendable {
    package let store: Store
    package let vault: Vault
    package let settings: EngineSettings
    /// The host that is this machine. Stacks of other hosts are not made here.
    package let home: Slug
    /// Makes a tenant's URL.
    package let url: @Sendable (Tenant) -> String
    /// The folder `stacks/`.
    package let stacks: String
    /// Finds the container engine. It is called anew each time, since an engine may come and go.
    package let engine: @Sendable () async throws -> ContainerEngine
    package let machine: Machine
    /// Tells whether workers record which ports of this machine are in use.
    package let looksAtPorts: Bool
    /// Builds the portal's pages and returns a summary.
    package let rebuild: @Sendable () async throws -> String
    /// Tells readers of the portal that a round has confirmed what the pages show, when stacks were
    /// last compared with their records, and when the disk was last measured.
    package var confirm: @Sendable (Heartbeat, _ compared: Int?, _ measured: Int?) throws -> Void =
        {
            _, _, _ in
        }
    /// Waits until the records may have changed, but no longer than it is told.
    package var pause: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    /// Reads the mark of a packet filter.
    package var firewall: @Sendable (FirewallRules) -> FirewallMark? = {
        FirewallMark.read(FirewallMark.path(of: $0))
    }
    /// The records as they are now, where `store` is a copy: the engine may be asked minutes after
    /// the copy was made, and other verbs change both meanwhile.
    package var live: Store?
    /// The stacks of all tenants as one look has read them; `nil` to read each one when asked for.
    var known: [Slug: Result<StackFacts, PuertoError>]?

    package init(
        store: Store, vault: Vault, settings: EngineSettings, home: Slug,
        url: @escaping @Sendable (Tenant) -> String, stacks: String,
        engine: @escaping @Sendable () async throws -> ContainerEngine, machine: Machine = .live,
        looksAtPorts: Bool = false,
        rebuild: @escaping @Sendable () async throws -> String
    ) {
        self.store = store
        self.vault = vault
        self.settings = settings
        self.home = home
        self.url = url
        self.stacks = stacks
        self.engine = engine
        self.machine = machine
        self.looksAtPorts = looksAtPorts
        self.rebuild = rebuild
    }
}

extension JobWorld {
    /// Reads everything that a start depends on, and changes nothing.
    func preflight(_ stack: Stack, _ engine: ContainerEngine) async throws -> Preflight {
        try checkImages(of: stack)
        var preflight = Preflight(spec: stack.whole, settings: settings)
        preflight.containers = try await engine.allContainers()
        preflight.networks = try await engine.allNetworks()
        let volumes = try await engine.volumes(of: stack.identity)
        preflight.foreignVolumes = volumes.filter { !$0.isOwn }.map(\.name)
        preflight.ownVolumes = Set(volumes.filter(\.isOwn).map(\.name))
        preflight.listening = machine.listening
        preflight.routes = machine.routes
        preflight.memory = machine.memory
        preflight.disk = Machine.freeDisk(at: stacks)
        preflight.engineDisk = await engine.freeDisk()
        preflight.engineVersion = engine.version
        preflight.capacity = await engine.capacity()
        preflight.sold = try soldMemory(with: stack)
        preflight.firewall = try firewallState()
        for image in stack.spec.images where try await engine.imageID(image) == nil {
            let user = preflight.containers.first {
                stack.identity.owns($0.labels) && $0.image == image.text
            }
            // A digest cannot be given to an image by hand.
            if let user, !image.text.contains("@") {
                preflight.unnamedImages[image] = user.imageID
            } else {
                preflight.missingImages.append(image)
            }
        }
        return preflight
    }

    /// Makes a client's stack from its record. `isSwitched` says that PostgreSQL already takes the
    /// next password. Throws `protected` for the base system and for a stack that is only observed, and `unsupported` for a client on
    /// another machine.
    package func stack(
        _ slug: Slug, images: [ServiceKind: ImageReference] = [:], isSwitched: Bool = false
    ) throws -> Stack {
        let facts = try facts(slug)
        try facts.tenant.checkMade()
        guard facts.tenant.host == home else {
            throw PuertoError(
                .unsupported, "'\(slug)' is on '\(facts.tenant.host)', which is another machine",
                hint: "puerto tenant edit \(slug) --host \(home) brings it to this one, while it "
                    + "has no stack; the other machine needs a workspace of its own: puerto init DIR"
            ).spanish(
                "'\(slug)' está en '\(facts.tenant.host)', que es otra máquina",
                hint: "puerto tenant edit \(slug) --host \(home) lo trae a esta, mientras no tenga "
                    + "sistema; la otra máquina necesita su propio espacio de trabajo: "
                    + "puerto init DIR")
        }
        var tenant = facts.tenant
        tenant.stack.images.merge(images) { $1 }
        let version = (isSwitched ? facts.next : facts.credentials)[.postgres]?.place.version
        let identity = StackIdentity(
            workspace: facts.workspace, tenant: facts.number, slug: tenant.slug,
            former: facts.former)
        let folder = StackFolder(root: stacks, slug: tenant.slug)
        // A new stack has puerto.yaml's images; one that ran keeps its own until an upgrade.
        var settings = settings
        settings.images.merge(try facts.ranImages(folder)) { $1 }
        let held = facts.volumes.filter { $1.isHeld && !$1.isGivenUp }.keys
        let whole = try StackSpec(
            tenant, identity: identity, plan: facts.plan, subnet: facts.subnet, url: url(tenant),
            databaseVersion: version ?? 0, settings: settings, held: Set(held))
        let marked = facts.marking(whole.volumes, by: folder)
        return Stack(
            facts: marked, spec: marked.isOpen ? whole : whole.closed, whole: whole,
            folder: folder, isSwitched: isSwitched, vault: vault)
    }
}
