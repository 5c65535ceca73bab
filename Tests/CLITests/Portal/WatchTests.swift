import Foundation
import Testing

/// Tests `watch` with real editors' ways of saving, and with a second `puerto`.
@Suite struct WatchTests {
    private static let page = "portal/clients/acme.html"

    /// A workspace in one language with the clients acme and zeta, watched since its first build.
    private static func watch(
        through program: [String] = [], _ body: (Scratch, Running) async throws -> Void
    ) async throws {
        let scratch = try Scratch.workspace()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(
            yaml.replacingOccurrences(of: "languages: [es, en]", with: "languages: [es]"),
            to: "w/puerto.yaml")
        for slug in ["acme", "zeta"] {
            try scratch.puerto("tenant", "add", slug, "--name", slug, "--workspace", "w")
        }
        let running = try Running(scratch, ["watch", "--json"], through: program)
        defer { running.end() }
        try await running.wait { try running.out.contains("\n") }
        try await body(scratch, running)
    }

    /// Changes zeta's notes and waits until they are built; returns the number of rebuilds so far.
    /// The file is moved into place, since a file that is still being written may be two changes.
    private static func rebuildsUntilSentinel(_ scratch: Scratch, _ running: Running) async throws
        -> Int
    {
        try scratch.write("Centinela.\n", to: "w/sentinel")
        let notes = scratch.path("w/content/tenants/zeta.md")
        #expect(rename(scratch.path("w/sentinel"), notes) == 0)
        return try await running.rebuilds(untilWritten: "portal/clients/zeta.html")
    }

    @Test(arguments: ["in place", "by a file moved over it", "by an editor's backup", "by a link"])
    func aSavedDocumentIsOneRebuildOfItsPages(way: String) async throws {
        try await Self.watch { scratch, running in
            let notes = "w/content/tenants/acme.md"
            switch way {
            case "in place": try scratch.write("Nueva.\n", to: notes)
            case "by a file moved over it":
                try scratch.write("Nueva.\n", to: "w/content/tenants/acme.md.new")
                #expect(rename(scratch.path("\(notes).new"), scratch.path(notes)) == 0)
            case "by an editor's backup":
                for name in ["4913", ".acme.md.swp", "acme.md~"] {
                    try scratch.write("x", to: "w/content/tenants/\(name)")
                }
                try scratch.write("Nueva.\n", to: notes)
                try FileManager.default.removeItem(atPath: scratch.path("w/content/tenants/4913"))
            default:
                try scratch.write("Nueva.\n", to: "w/elsewhere.md")
                #expect(link(scratch.path("w/elsewhere.md"), scratch.path(notes)) == 0)
            }
            try await running.rebuilds(untilWritten: Self.page)
            #expect(try scratch.text(of: "w/public/\(Self.page)").contains("Nueva."))
            _ = try await Self.rebuildsUntilSentinel(scratch, running)
            let written = try running.rebuilds.dropFirst().map(\.written).filter { !$0.isEmpty }
            #expect(written == [[Self.page], ["portal/clients/zeta.html"]])
        }
    }

    @Test func aDocumentThatIsRemovedLeavesItsPage() async throws {
        try await Self.watch { scratch, running in
            let runbook = "w/content/runbooks/aparte.md"
            let text = """
                ---
                title: Aparte
                locale: es
                audience: operator
                scope: fleet
                order: 90
                ---

                Texto.

                """
            try scratch.write(text, to: runbook)
            try await running.rebuilds(untilWritten: "portal/runbooks/aparte.html")
            try FileManager.default.removeItem(atPath: scratch.path(runbook))
            try await running.wait {
                try running.rebuilds.contains { $0.removed == ["portal/runbooks/aparte.html"] }
            }
        }
    }

    @Test func foldersMayAppearVanishAndBeReplacedLater() async throws {
        try await Self.watch { scratch, running in
            let files = FileManager.default
            let (folder, aside) = (scratch.path("w/content/tenants"), scratch.path("w/aside"))
            func text() throws -> String { try scratch.text(of: "w/public/\(Self.page)") }
            for number in 1...3 {
                if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
                try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
                try scratch.write("Vez \(number).\n", to: "w/content/tenants/acme.md")
                try await running.wait { try text().contains("Vez \(number).") }
            }
            try files.createDirectory(atPath: aside, withIntermediateDirectories: false)
            try scratch.write("Otra.\n", to: "w/aside/acme.md")
            try files.removeItem(atPath: folder)
            try files.moveItem(atPath: aside, toPath: folder)
            try await running.wait { try text().contains("Otra.") }
            try files.moveItem(atPath: scratch.path("w/content"), toPath: aside)
            try await running.wait { try !text().contains("Otra.") }
            try files.moveItem(atPath: aside, toPath: scratch.path("w/content"))
            try await running.wait { try text().contains("Otra.") }
            try scratch.write("Última.\n", to: "w/content/tenants/acme.md")
            try await running.wait { try text().contains("Última.") }
        }
    }

    @Test func fiveHundredFilesAtOnceAreAFewRebuilds() async throws {
        try await Self.watch { scratch, running in
            for number in 1...500 {
                try scratch.write("Nota \(number).\n", to: "w/content/tenants/n\(number).md")
            }
            let count = try await Self.rebuildsUntilSentinel(scratch, running)
            #expect(count < 40)
            #expect(try running.rebuilds.last?.warnings.count == 500)
        }
    }

    @Test func whatEditorsLeaveBesideADocumentIsNoChange() async throws {
        try await Self.watch { scratch, running in
            for name in ["4913", ".acme.md.swp", "acme.md~", "#acme.md#", "sedX7yZ12"] {
                try scratch.write("x", to: "w/content/tenants/\(name)")
            }
            try FileManager.default.createSymbolicLink(
                atPath: scratch.path("w/content/tenants/.#acme.md"),
                withDestinationPath: "me@here.1")
            try scratch.write("x", to: "w/notes.txt")
            #expect(try await Self.rebuildsUntilSentinel(scratch, running) == 2)
        }
    }

    @Test func aRecordThatAnotherProcessChangesIsOneRebuild() async throws {
        try await Self.watch { scratch, running in
            try scratch.puerto("tenant", "list", "--workspace", "w")
            try scratch.puerto("tenant", "edit", "acme", "--name", "Faro", "--workspace", "w")
            try await running.rebuilds(untilWritten: Self.page)
            #expect(try scratch.text(of: "w/public/\(Self.page)").contains("<title>Faro "))
            #expect(try await Self.rebuildsUntilSentinel(scratch, running) == 3)
        }
    }

    @Test func pricesThatAreChangedInTheConfigurationAreRecordedOnce() async throws {
        try await Self.watch { scratch, running in
            let yaml = try scratch.text(of: "w/puerto.yaml")
            let dearer = yaml.replacingOccurrences(of: "price: 49.00", with: "price: 59.00")
            try #require(dearer != yaml)
            try scratch.write(dearer, to: "w/puerto.yaml.new")
            #expect(rename(scratch.path("w/puerto.yaml.new"), scratch.path("w/puerto.yaml")) == 0)
            try await running.rebuilds(untilWritten: "portal/activity.html")
            #expect(try await Self.rebuildsUntilSentinel(scratch, running) == 3)
        }
    }

    @Test func aBrokenConfigurationIsToldAndNothingIsBuiltUntilItIsMended() async throws {
        try await Self.watch { scratch, running in
            let yaml = try scratch.text(of: "w/puerto.yaml")
            try scratch.write("agency: [", to: "w/puerto.yaml")
            try await running.wait { try running.err.contains("puerto.yaml") }
            try scratch.write("Nueva.\n", to: "w/content/tenants/acme.md")
            try scratch.write(yaml, to: "w/puerto.yaml")
            try await running.rebuilds(untilWritten: Self.page)
            #expect(try running.err.split(separator: "\n").count == 1)
        }
    }

    @Test func aBrokenDocumentIsToldOnceAndLeavesThePortalUntilItIsMended() async throws {
        try await Self.watch { scratch, running in
            try scratch.write("{{app.prot}}\n", to: "w/content/tenants/acme.md")
            try await running.wait { try running.err.contains("\n") }
            try scratch.write("Bien.\n", to: "w/content/tenants/zeta.md")
            try scratch.write("{{app.port}}\n", to: "w/content/tenants/acme.md")
            try await running.rebuilds(untilWritten: Self.page)
            let place = "puerto: error: content/tenants/acme.md:1: "
            let said = "unknown placeholder {{app.prot}} (did you mean 'app.port'?)\n"
            #expect(try running.err == place + said)
        }
    }

    /// The configuration of the watched workspace.
    private static func template() throws -> String {
        try Scratch.workspace().text(of: "w/puerto.yaml")
            .replacingOccurrences(of: "languages: [es, en]", with: "languages: [es]")
    }

    @Test(arguments: [SIGINT, SIGTERM]) func aSignalEndsItCleanly(signal: Int32) async throws {
        try await Self.watch { (_, running) async throws in
            #expect(running.stop(signal) == 0)
            #expect(try running.err == "")
            #expect(try running.rebuilds.count == 1)
        }
    }

    @Test func aSignalLetsTheBuildInHandFinish() async throws {
        try await Self.watch { scratch, running in
            let lock = try Self.lock(scratch)
            try scratch.write("Aún.\n", to: "w/content/tenants/acme.md")
            try await running.wait {
                try running.err == "puerto: waiting for another build\n"
            }
            running.send(SIGTERM)
            close(lock)
            try await running.wait { running.code != nil }
            #expect(running.code == 0)
            #expect(try scratch.text(of: "w/public/\(Self.page)").contains("Aún."))
        }
    }

    @Test func asSoonAsASecondSignalComesItEndsWithoutTheBuild() async throws {
        try await Self.watch { scratch, running in
            let lock = try Self.lock(scratch)
            defer { close(lock) }
            try scratch.write("Aún.\n", to: "w/content/tenants/acme.md")
            try await running.wait { try running.err.contains("waiting") }
            var code: Int32?
            try await running.wait {
                running.send(SIGINT)
                code = running.code
                return code != nil
            }
            #expect(code == 128 + SIGINT)
        }
    }

    /// Takes the build lock of a workspace, until the descriptor is closed.
    private static func lock(_ scratch: Scratch) throws -> Int32 {
        let file = open(scratch.path("w/.puerto/lock"), O_RDWR | O_CLOEXEC)
        try #require(flock(file, LOCK_EX) == 0)
        return file
    }

    @Test func theFolderItIsStartedInMayBeTheWorkspace() async throws {
        let scratch = try Scratch.workspace()
        let running = try Running(
            scratch, ["watch", "--json"], workspace: ".", through: ["/usr/bin/env", "-C", "w"])
        defer { running.end() }
        try await running.wait { try running.out.contains("\n") }
        for name in ["base.md", "base.en.md"] {
            try scratch.write("Aquí.\n", to: "w/content/tenants/\(name)")
        }
        try await running.rebuilds(untilWritten: "portal/clients/base.html")
        try scratch.write(
            try scratch.text(of: "w/puerto.yaml")
                .replacingOccurrences(of: "name: My agency", with: "name: Faro"),
            to: "w/puerto.yaml")
        try await running.rebuilds(untilWritten: "portal/ports.html")
    }

    @Test func eventsThatTheKernelHadToDropAreOneRebuild() async throws {
        try await Self.watch { scratch, running in
            let limit = "/proc/sys/fs/inotify/max_queued_events"
            let count = try #require(Int(scratch.text(of: limit).dropLast()))
            try #require(count < 100_000, "a queue that long would take long to fill")
            running.send(SIGSTOP)
            // Two by turns, since a repeated event is reported once.
            for _ in 0...(count / 2) {
                for name in [".one", ".two"] {
                    let file = open(
                        scratch.path("w/content/tenants/\(name)"), O_WRONLY | O_CREAT, 0o600)
                    #expect(file >= 0)
                    close(file)
                }
            }
            try scratch.write("Perdida.\n", to: "w/content/tenants/acme.md")
            running.send(SIGCONT)
            #expect(try await running.rebuilds(untilWritten: Self.page) == 2)
            let rebuilds = try await Self.rebuildsUntilSentinel(scratch, running)
            let told = try running.out
            #expect(rebuilds == 3, "\(told)")
        }
    }

    /// A user of its own, which can be given a limit of its own.
    private static func limited(_ limit: String, _ count: Int) -> [String] {
        let script = "echo \(count) > /proc/sys/user/\(limit) && exec \"$0\" \"$@\""
        return ["/usr/bin/unshare", "--user", "--map-root-user", "/bin/sh", "-c", script]
    }

    private static let canLimit: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        let command = limited("max_inotify_instances", 0).dropFirst() + ["true"]
        process.arguments = Array(command)
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(
        .enabled(if: canLimit),
        arguments: [("max_inotify_instances", 0), ("max_inotify_watches", 2)])
    func withoutInotifyItLooksAtTheFilesAndSaysSo(limit: String, count: Int) async throws {
        try await Self.watch(through: Self.limited(limit, count)) { scratch, running in
            try scratch.write("Una.\n", to: "w/content/tenants/acme.md")
            try await running.rebuilds(untilWritten: Self.page)
            try scratch.puerto("tenant", "edit", "acme", "--name", "Faro", "--workspace", "w")
            try await running.wait {
                try scratch.text(of: "w/public/\(Self.page)").contains("<title>Faro ")
            }
            let built = try running.rebuilds.count
            try scratch.write(try Self.template() + "# nada\n", to: "w/puerto.yaml")
            try await running.wait { try running.rebuilds.count > built }
            let said =
                "puerto: looking for changes twice a second: the limit of inotify is reached; "
            #expect(try running.err == said + "sysctl fs.inotify shows it\n")
            #expect(running.stop() == 0)
        }
    }

    @Test func aPersonIsToldTheFirstPathsOfALargeRebuild() async throws {
        let scratch = try Scratch.workspace()
        let running = try Running(scratch, ["watch"])
        defer { running.end() }
        try await running.wait { try running.out.contains("\n") }
        let count = try #require(try Int(running.out.prefix { $0.isNumber }))
        #expect(try running.out.hasSuffix(" and \(count - 3) more\n"))
        #expect(try running.out.contains(": \(count) written, 0 removed, 0 unchanged, in "))
    }
}
