import GRDB
import PuertoCore
import TestSupport
import Testing

@testable import PuertoStore

@Suite struct VolumeMarkTests {
    private static let marks: [ServiceKind: VolumeMark] = [
        .postgres: VolumeMark(
            name: "p_postgres", system: "7301", major: 16, isSeen: true, filledAt: 1_700_000_000),
        .redis: VolumeMark(name: "p_redis", isSeen: true, filledAt: 1_700_000_000),
    ]

    private func claimed(_ workshop: Workshop) throws -> (Store, Lease) {
        let store = try workshop.make(clients: "a")
        try store.ask(.restart, "a")
        return (store, try #require(try store.claim(by: "one")))
    }

    private func marks(_ store: Store) throws -> [ServiceKind: VolumeMark] {
        try store.stack(of: Slug("a")).volumes
    }

    @Test func aMarkStaysAsItWasFirstWritten() throws {
        let (store, lease) = try claimed(try Workshop())
        #expect(try marks(store).isEmpty)
        try store.markFilled(Self.marks, lease)
        #expect(try marks(store) == Self.marks)
        let other = VolumeMark(
            name: "p_postgres", system: "9", major: 17, isSeen: false, filledAt: 1_800_000_000)
        try store.markFilled([.postgres: other], lease)
        try store.markFilled([.postgres: other], of: Slug("a"))
        #expect(try marks(store) == Self.marks)
        #expect(try store.history(1) == ["done job.add a"])
    }

    @Test func anotherDatabaseIsRecordedOnlyByDecision() throws {
        let (store, lease) = try claimed(try Workshop())
        try store.markFilled(Self.marks, lease)
        let other = VolumeMark(
            name: "p_postgres", system: "9", major: 16, isSeen: true, filledAt: 1_800_000_000)
        try store.markFilled([.postgres: other], replacing: true, lease)
        #expect(try marks(store)[.postgres] == other)
        #expect(try store.history(1) == ["done volume.replace a"])
        #expect(try store.auditEntries(1)[0].detail == "volume: p_postgres\nsystem: 7301 → 9")
    }

    @Test func dataAreGivenUpOnceAndTheNextOnesAreMarkedAgain() throws {
        let (store, lease) = try claimed(try Workshop())
        try store.markFilled([.postgres: Self.marks[.postgres]].compactMapValues { $0 }, lease)
        try store.holdVolumes(lease)
        #expect(try marks(store)[.postgres]?.isHeld == true)
        for _ in 0..<2 {
            try store.giveUpVolumes([.postgres: "p_postgres", .redis: "p_redis"], lease)
        }
        #expect(try marks(store).values.allSatisfy { $0.isGivenUp && !$0.isHeld })
        #expect(
            try store.history(3) == [
                "done job.add a", "done volume.give-up a", "done volume.give-up a",
            ])
        #expect(
            try store.auditEntries(2).last?.detail
                == "volume: p_postgres\nservice: postgres\nfilled: 2023-11-14")
        // What nobody wants is not held.
        try store.holdVolumes(lease)
        #expect(try marks(store).values.allSatisfy { !$0.isHeld })
        try store.markFilled(Self.marks, lease)
        #expect(try marks(store) == Self.marks)
    }

    @Test func aProbeMarksOnlyWhatNoJobWorksOn() throws {
        let (store, lease) = try claimed(try Workshop())
        try store.markFilled(Self.marks, of: Slug("a"))
        #expect(try marks(store).isEmpty)
        try store.setApplied(String(repeating: "0a", count: 32), lease)
        #expect(try store.unmarkedClients().map(\.text) == ["a"])
        try store.finish(lease)
        try store.markFilled(Self.marks, of: Slug("a"))
        #expect(try marks(store) == Self.marks)
        #expect(try store.unmarkedClients().isEmpty)
    }

    @Test func theImagesOfAHealthyStackAreRecorded() throws {
        let (store, lease) = try claimed(try Workshop())
        let (old, new) = (try ImageReference("redis:7.4.4"), try ImageReference("redis:7.4.5"))
        try store.setRunningImages([.redis: old, .worker: old], lease)
        #expect(try store.stack(of: Slug("a")).images == [.redis: old])
        try store.setRunningImages([.redis: new], lease)
        #expect(try store.stack(of: Slug("a")).images == [.redis: new])
        // One that puerto.yaml names too is no override.
        try store.setImages([.redis: old], lease)
        try store.setImages([.redis: new], usual: [.redis: new], lease)
        #expect(try store.tenant(Slug("a")).stack.images.isEmpty)
    }

    @Test func dataAreGivenUpAtTheCommandLineOnly() throws {
        let store = try Workshop().make(clients: "a")
        let parameters = JobParameters(newData: true)
        for actor in [Actor.web(try Slug("ana")), .hook(try Slug("program")), .worker] {
            #expect(
                code { try store.ask(.provision, "a", by: actor, parameters: parameters) }
                    == .protected)
        }
        #expect(code { try store.ask(.restart, "a", parameters: parameters) } == .invalid)
        #expect(try store.jobs().isEmpty)
        let job = try store.ask(.provision, "a", parameters: parameters)
        #expect(job.parameters.newData)
        #expect(try store.auditEntries(1)[0].detail.contains("new-data: yes"))
        // Nor by trying again what the command line asked for.
        let lease = try #require(try store.claim(by: "one"))
        _ = try store.fail(lease, "x", retryAfter: nil)
        #expect(code { try store.retry(job.id, by: .web(Slug("ana"))) } == .protected)
    }

    @Test func anImageOfAnotherMajorVersionIsNotRecordedForFilledData() throws {
        let (store, lease) = try claimed(try Workshop())
        let (newer, same) = (
            try ImageReference("postgres:17.2"), try ImageReference("postgres:16.10")
        )
        try store.markFilled(Self.marks, lease)
        try store.finish(lease)
        let error = message { try store.edit("a") { $0.stack.images[.postgres] = newer } }
        #expect(
            error == "the image 'postgres:17.2' is PostgreSQL 17, and the data of 'a' are of "
                + "PostgreSQL 16, which 17 does not open (stay with an image of PostgreSQL 16; a "
                + "dump and its restore move the data: content/runbooks/restaurar-cliente.md)")
        _ = try store.edit("a") { $0.stack.images[.postgres] = same }
        #expect(try store.tenant(Slug("a")).stack.images == [.postgres: same])
    }

    @Test(arguments: [
        "INSERT INTO volume (tenant, service, name, is_seen, filled_at) VALUES (0, 'redis', 'x', 1, 1)",
        "INSERT INTO volume (tenant, service, name, is_seen, filled_at) VALUES (1, 'logs', 'x', 1, 1)",
        "INSERT INTO stack_image VALUES (0, 'redis', 'redis:7.4.4')",
    ])
    func theBaseSystemHasNoMarks(sql: String) throws {
        let workshop = try Workshop()
        _ = try workshop.make(clients: "a")
        #expect(throws: (any Error).self) {
            try workshop.raw().write { try $0.execute(sql: sql) }
        }
    }

    /// Stacks of an older version had no marks. What a login tells of them is added later.
    @Test func theStacksOfAnOlderVersionAreMarkedAtTheMigration() throws {
        try DatabaseQueue().write { db in
            for index in 0..<5 {
                try db.execute(sql: Migrations.all[index])
                if let rows = Migrations.contents[index] { try db.execute(sql: rows) }
            }
            let digest = String(repeating: "a", count: 64)
            let clients = [
                (1, "ready", "", digest), (2, "suspended", "profile=small redis=off", digest),
                (3, "archived", "", digest), (4, "provisioning", "", digest),
                (5, "ready", "", nil), (6, "draft", "", nil),
            ]
            for (id, status, options, applied) in clients {
                try db.execute(
                    sql: """
                        INSERT INTO tenant (id, slug, name, kind, language, status, dashboards, tags,
                            welcome_token) VALUES (?, ?, 'X', 'client', 'es', ?, '', '', ?)
                        """,
                    arguments: [id, "c\(id)", status, String(repeating: "\(id)", count: 32)])
                try db.execute(
                    sql: """
                        INSERT INTO stack (tenant, options, applied, state_since)
                        VALUES (?, ?, ?, 1700000000)
                        """, arguments: [id, options, applied])
            }
            let workspace = try String.fetchOne(db, sql: "SELECT id FROM workspace") ?? ""
            try db.execute(sql: Migrations.all[5] + (Migrations.contents[5] ?? ""))
            let rows = VolumeRows(db: db)
            let found = try (1...6).map { id in
                try rows.marks(id).keys.map(\.rawValue).sorted().joined(separator: " ")
            }
            #expect(found == ["postgres redis", "postgres", "postgres redis", "", "", ""])
            let name = "puerto-\(workspace.prefix(8))-1_postgres"
            #expect(
                try rows.marks(1)[.postgres]
                    == VolumeMark(name: name, isSeen: false, filledAt: 1_700_000_000))
            let known = VolumeMark(
                name: name, system: "73", major: 15, isSeen: true, filledAt: 1_800_000_000)
            try rows.complete(known, of: .postgres, 1)
            #expect(
                try rows.marks(1)[.postgres]
                    == VolumeMark(
                        name: name, system: "73", major: 15, isSeen: true, filledAt: 1_700_000_000))
        }
    }
}
