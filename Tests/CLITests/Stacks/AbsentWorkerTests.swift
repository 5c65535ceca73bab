import Foundation
import PuertoCore
import PuertoJobs
import PuertoStore
import Testing

/// What verbs say while no worker runs, and how pages follow changes.
@Suite struct AbsentWorkerTests {
    @Test func aQueueWithoutAWorkerIsSaid() throws {
        let engine = try FakeEngine()
        let queued = try engine.puerto("restart", "acme", "--detach")
        #expect(
            queued.notes
                == "puerto: the job waits: no worker has ever run (start it with puerto work)\n")
        let list = try engine.puerto("job", "list")
        #expect(
            list.code == 0
                && list.err
                    == "puerto: 1 job waits: no worker has ever run (start it with puerto work)\n"
        )
        let id = try #require(queued.out.firstMatch(of: /job ([0-9a-f]{8})/)).1
        let json = try engine.puerto("job", "show", String(id), "--json")
        #expect(json.out.contains("\"state\" : \"never\""), "\(json.out)")
        let doctor = try engine.puerto("doctor", "--skip-pages")
        #expect(doctor.code == 1)
        #expect(doctor.out.contains("1 job waits since "), "\(doctor.out)")
        #expect(doctor.out.contains("no worker has ever run"), "\(doctor.out)")
    }

    @Test func aWorkerThatHasEndedIsNamedByItsTime() throws {
        let engine = try FakeEngine()
        try #require(try engine.puerto("work", "--once").code == 0)
        let absent =
            /no worker has run since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(start it with puerto work\)/
        for verb in [["tenant", "list"], ["stack", "show", "acme"], ["stack", "status", "acme"]] {
            let said = try engine.puerto(verb)
            #expect(said.code == 0 && said.err.contains(absent), "\(verb): \(said.err)")
        }
        for verb in [["probe"], ["doctor", "--skip-pages"]] {
            #expect(try engine.puerto(verb).err.contains(absent), "\(verb)")
        }
    }

    @Test func pagesFollowAChangeWhileAWorkerRuns() async throws {
        let engine = try FakeEngine(status: "draft")
        try #require(try engine.puerto("build").code == 0)
        let without = try engine.puerto("tenant", "edit", "acme", "--name", "Acme Dos")
        #expect(
            without.notes == "puerto: the pages are as before: puerto build makes them again\n")
        let worker = try Running(engine.scratch, ["work"])
        defer { worker.end() }
        let records = engine.scratch.path("w/puerto.db")
        try await worker.wait { try Store.openForReading(records).workerSight().isRunning }
        let with = try engine.puerto("tenant", "edit", "acme", "--name", "Acme Tres")
        #expect(with.code == 0 && with.notes == "", "\(with.err)")
        try await worker.wait {
            try engine.scratch.text(of: "w/public/portal/clients/acme.html").contains("Acme Tres")
        }
    }

    @Test func jobsThatAVerbWorksOffAreNotUnattended() throws {
        let engine = try FakeEngine()
        try engine.puerto("tenant", "add", "norte", "--name", "Norte", "--status", "draft")
        try engine.puerto("tenant", "edit", "norte", "--status", "ready")
        for slug in ["acme", "norte"] { try engine.puerto("restart", slug, "--detach") }
        let store = try Store.open(engine.scratch.path("w/puerto.db"))
        let first = try #require(try store.jobs(states: [.queued], limit: 9).first)
        let lease = try store.claim(
            first.id, for: ProcessIdentity.own, watch: ProcessIdentity.watch)
        let held = try #require(lease)
        #expect(try engine.puerto("job", "list").err == "")
        let doctor = try engine.puerto("doctor", "--skip-pages")
        #expect(!doctor.out.contains("1 job waits"), "\(doctor.out)")
        try store.pause(held)
        #expect(try engine.puerto("job", "list").err.contains("2 jobs wait: no worker"))
    }

    @Test func aProbeThatFindsTheSameSaysNothingOfPages() throws {
        let engine = try FakeEngine()
        #expect(try engine.puerto("probe").err.contains("puerto build makes"))
        #expect(try !engine.puerto("probe").err.contains("puerto build makes"))
    }

    @Test func withoutRoundsTheProbeIsNamed() throws {
        let engine = try FakeEngine()
        let settings = try engine.scratch.text(of: "w/puerto.yaml")
        try engine.scratch.write(
            settings.replacing("engine: {", with: "engine: {probe_interval_s: 0, "),
            to: "w/puerto.yaml")
        let said = try engine.puerto("tenant", "list")
        #expect(
            said.err
                == "puerto: 1 client is to run here unwatched: with engine.probe_interval_s: 0 "
                + "no worker probes (puerto probe does it once)\n")
    }

    @Test func anUnchangedRecordSaysNothingOfPages() throws {
        let engine = try FakeEngine(status: "draft")
        #expect(try engine.puerto("tenant", "edit", "acme", "--name", "Acme").err == "")
    }
}
