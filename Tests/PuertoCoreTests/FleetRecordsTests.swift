import PuertoCore
import TestSupport
import Testing

@Suite struct FleetRecordsTests {
    @Test func everythingComesBackFromTheBytes() throws {
        let fleet = try Fleet.sample()
        let records = FleetRecords(fleet, historyLimit: 7)
        for block in [records, try #require(FleetRecords(bytes: records.bytes))] {
            #expect(block == records)
            #expect(block.hosts == fleet.hosts && block.plans == fleet.plans)
            #expect(block.quarantine == fleet.quarantine)
            #expect(block.observedPorts == fleet.observedPorts)
            #expect(block.diskRooms == fleet.diskRooms)
            #expect(block.isDemo == fleet.isDemo && block.fleet.isDemo == fleet.isDemo)
            #expect(block.fleet.observedPorts == fleet.observedPorts)
            #expect(block.fleet.diskRooms == fleet.diskRooms)
            #expect(block.history == Array(fleet.audit.prefix(7)))
            #expect(block.fleet.tenants == fleet.tenants)
            for (index, tenant) in fleet.tenants.enumerated() {
                #expect(block.line(index) == TenantLine(tenant))
                #expect(block.slug(index) == tenant.slug)
                #expect(block.custody(index) == fleet.custody[tenant.slug] ?? Custody())
                let known = fleet.operations[tenant.slug] ?? Operations()
                #expect(block.operations(index) == known)
                #expect(block.operationsLine(index) == OperationsLine(known))
                #expect(block.index(of: tenant.slug) == index)
                #expect(
                    block.changes(index)
                        == Array(fleet.audit.filter { $0.object == tenant.slug.text }.prefix(5)))
            }
            #expect(block.index(of: try Slug("nobody")) == nil)
        }
    }

    @Test func theAccessIsThatOfTheCustody() throws {
        var random = SystemRandomNumberGenerator()
        var fleet = try Fleet.sample()
        let full = try #require(fleet.custody[Slug("a")])
        for round in 0..<200 {
            for tenant in fleet.tenants.dropFirst() {
                fleet.custody[tenant.slug] = Custody(
                    credentials: full.credentials.filter { _ in Bool.random(using: &random) },
                    handoff: Bool.random(using: &random) ? full.handoff : nil,
                    past: full.past.filter { _ in Bool.random(using: &random) },
                    linkedAt: Bool.random(using: &random) ? 1_700_000_000 : nil)
            }
            fleet.tenants[1].contact.email = round % 2 == 0 ? nil : "a@example.com"
            let records = FleetRecords(fleet)
            for (index, tenant) in fleet.tenants.enumerated() {
                let custody = fleet.custody[tenant.slug] ?? Custody()
                #expect(records.access(index) == HandoffFacts(tenant, custody), "\(custody)")
            }
        }
    }

    @Test func anEmptyFleetComesBack() throws {
        let records = FleetRecords(Fleet(hosts: [], plans: [], tenants: []))
        #expect(records.count == 0)
        #expect(FleetRecords(bytes: records.bytes) == records)
    }

    @Test func noDamagedByteIsAccepted() throws {
        let bytes = FleetRecords(try Fleet.sample()).bytes
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= UInt8(1 << (place % 8))
            #expect(FleetRecords(bytes: damaged) == nil, "byte \(place)")
        }
    }

    @Test func nothingCutOffOrAddedIsAccepted() throws {
        let bytes = FleetRecords(try Fleet.sample()).bytes
        for count in 0..<bytes.count {
            #expect(FleetRecords(bytes: Array(bytes.prefix(count))) == nil)
        }
        #expect(FleetRecords(bytes: bytes + [0]) == nil)
        #expect(FleetRecords(bytes: bytes + bytes) == nil)
    }

    /// Forged bytes carry a seal that fits them.
    @Test func aRightSealOnNonsenseIsNoHarm() throws {
        let bytes = FleetRecords(try Fleet.sample()).bytes
        let content = bytes.count - 8
        for place in bytes.indices.prefix(content) {
            var forged = bytes
            forged[place] = 0xFF
            let seal = Fingerprint(Array(forged[..<content])).value
            withUnsafeBytes(of: seal) { forged.replaceSubrange(content..., with: $0) }
            guard let records = FleetRecords(bytes: forged) else { continue }
            for index in 0..<records.count {
                _ = (records.tenant(index), records.line(index), records.changes(index))
                _ = records.custody(index)
                _ = (records.operations(index), records.operationsLine(index))
            }
        }
    }

    @Test func aFingerprintIsOfWhatItNames() throws {
        var fleet = try Fleet.sample()
        let before = FleetRecords(fleet)
        fleet.tenants[1].tags = ["new"]
        fleet.tenants[2].status = .suspended
        fleet.audit.removeFirst()
        let third = try Slug("third")
        fleet.custody[third] = nil
        fleet.operations[try Slug("base")] = Operations(comparedAt: 2)
        let after = FleetRecords(fleet)
        let all = 0..<before.count
        let differing = all.filter { before.fingerprint($0) != after.fingerprint($0) }
        #expect(differing == [1, 2])
        #expect(all.filter { before.lineFingerprint($0) != after.lineFingerprint($0) } == [2])
        #expect(all.filter { before.changesFingerprint($0) != after.changesFingerprint($0) } == [1])
        #expect(
            all.filter { before.custodyFingerprint($0) != after.custodyFingerprint($0) } == [3])
        #expect(
            all.filter { before.operationsFingerprint($0) != after.operationsFingerprint($0) }
                == [0])
        #expect(
            all.map(before.operationsFingerprint).map { $0 != 0 } == [true, true, false, false])
        #expect(all.map(before.pageFingerprint).map { $0 != 0 } == [false, true, false, false])
        #expect(Set(all.map(before.fingerprint)).count == before.count)
    }

    /// Blocks are kept in files: a failure here asks for another `Layout.version`.
    @Test func theLayoutIsThatOfItsVersion() throws {
        let bytes = FleetRecords(try Fleet.sample()).bytes
        #expect(Fingerprint(bytes).hex == "25d3bd9f407c689b")
    }
}

extension Fleet {
    /// A small fleet with every kind of text.
    static func sample() throws -> Fleet {
        let hosts = [
            Host(name: try Slug("local"), address: "localhost"),
            Host(name: try Slug("second"), address: "10.0.0.2"),
        ]
        let limits = PricingPlan.Limits(cpus: 0.5, memoryMB: 512, users: 0)
        let plans = [
            PricingPlan(id: "basic", name: "Básico", monthly: 4900, limits: limits),
            PricingPlan(id: "pro", name: "", monthly: 0),
        ]
        let tenants = [
            try Tenant.sample("base", kind: .base, name: "Faro"),
            try Tenant.sample("a", name: "<b>&\"'</b>"),
            try Tenant.sample("b-2", name: "e\u{301}\0\n"),
            try Tenant.sample("third", host: hosts[1].name, name: "👩‍👩‍👧 \u{202e}"),
        ]
        let quarantine = [
            QuarantinedSlot(
                host: hosts[1].name, slot: try Slot(946), formerTenant: "gone", until: 7)
        ]
        let objects = ["a", "", "third", "gone", "a", "local", "a", "a", "a", "a", "base", "a"]
        let audit = objects.enumerated().map { index, object in
            AuditEntry(
                seq: 100 - index, at: 1_700_000_000 - index, actor: "cli:ana",
                action: "tenant.edit",
                object: object, outcome: [.done, .refused, .failed][index % 3],
                detail: index == 0 ? "" : "name: x → \(index)\nslot: 1 → 2",
                side: HistorySide.allCases[index / 3 % 3])
        }
        return Fleet(
            hosts: hosts, plans: plans, tenants: tenants, quarantine: quarantine, audit: audit,
            custody: try custody(), operations: try operations(),
            observedPorts: [
                ObservedPorts(host: hosts[0].name, at: 1_700_000_000, ports: [8003, 5435, 65535]),
                ObservedPorts(host: hosts[1].name, at: 0, ports: []),
            ],
            diskRooms: [
                DiskRoom(host: hosts[0].name, at: 7, free: 400, reserve: 5120, state: .stuck),
                DiskRoom(
                    host: hosts[1].name, at: 8, free: 9000, reserve: 5120, state: .enough,
                    memory: MemoryRoom(total: 16_000, sold: 17_000)),
            ], isDemo: true, nextExpiry: 1_700_000_009)
    }
}

extension Fleet {
    /// One tenant has every kind of fact, another one nearly none.
    private static func custody() throws -> [Slug: Custody] {
        let facts = CredentialField.allCases.map { field in
            CredentialFact(
                field: field, fingerprint: "7QX2-MV0C", setAt: 1_700_000_000, version: 3,
                isGenerated: field == .redis)
        }
        let page = SealedPage(header: "puerto.page.v1;x=1", commitment: "k", ciphertext: "c-_")
        let handoff = Handoff(
            issuedAt: 1, sealedAt: 2, fingerprint: "0000-0000", hasChosenPassphrase: true,
            page: page)
        let past = PastHandoff(issuedAt: 0, endedAt: 1, fingerprint: "ZZZZ-ZZZZ")
        let withdrawn = PastHandoff(
            issuedAt: 2, endedAt: 3, fingerprint: "ZZZZ-0000", ending: .withdrawn,
            endedBy: "cli:añá")
        return [
            try Slug("a"): Custody(credentials: facts, handoff: handoff, past: [withdrawn, past]),
            try Slug("third"): Custody(credentials: [facts[1]]),
        ]
    }
}

extension Tenant {
    /// The base system without optional fields, or a client with all of them.
    static func sample(
        _ slug: String, kind: Kind = .client, host: Slug? = nil, name: String
    ) throws -> Tenant {
        let isBase = kind == .base
        return try .make(
            slug, name: name, kind: kind, slot: isBase ? 0 : 7, host: host?.text ?? "local",
            ports: Ports(app: 8007, postgres: 5439, redis: 1 << 40),
            contact: isBase ? Contact() : Contact(name: "", email: "ana@example.com"),
            locale: isBase ? .es : .en, plan: isBase ? nil : "pro",
            status: isBase ? .ready : .degraded, since: isBase ? nil : "2024-02-29",
            dashboards: isBase
                ? []
                : [Dashboard(title: "", path: "/"), Dashboard(title: " \u{301}x", path: "/b")],
            tags: isBase ? [] : ["vip", "", "x y"],
            onboardingToken: String(repeating: "0f", count: 16))
    }
}
