import Foundation
import GRDB
import TestSupport
import Testing

@Suite struct JobVerbTests {
    /// Queues a job with `--detach`; returns the beginning of its id.
    private func queue(_ engine: FakeEngine, _ arguments: String...) throws -> String {
        let result = try engine.puerto(arguments + ["--detach"])
        let absent =
            "puerto: the job waits: no worker has (ever )?run.* \\(start it with puerto work\\)\n"
        #expect(result.code == 0, "\(result.err)")
        #expect(try result.notes.wholeMatch(of: Regex(absent)) != nil, "\(result.err)")
        let match = try #require(result.out.wholeMatch(of: /queued: job ([0-9a-f]{8})\n/))
        return String(match.1)
    }

    @Test func aQueuedJobIsListedShownAndCancelled() throws {
        let engine = try FakeEngine()
        let job = try queue(engine, "suspend", "acme", "--reason", "no pagó")
        let list = try engine.puerto("job", "list").out.split(separator: "\n")
        #expect(list.count == 2 && list[0].hasPrefix("JOB"))
        #expect(list[1].hasPrefix("\(job)  suspend  acme    queued  cli:"))
        let shown = try engine.puerto("job", "show", job).out
        #expect(shown.hasPrefix("job      \(job)"))
        #expect(shown.contains("\nwith     reason: no pagó\n"))
        #expect(shown.contains("\nattempt  0 of 3\n"))
        #expect(try engine.puerto("job", "log", job).out == "")
        let cancelled = try engine.puerto("job", "cancel", job)
        #expect(cancelled.code == 0 && cancelled.out == "job \(job): cancelled\n")
        #expect(try engine.history(2) == ["done job.cancel acme", "done job.add acme"])
        #expect(try engine.asked() == [])
        let again = try engine.puerto("job", "cancel", job)
        #expect(again.code == 1)
        #expect(
            again.err
                == "puerto: error: job \(job) is cancelled (there is nothing to cancel)\n")
    }

    @Test func aWorkerForgetsFinishedJobsAfterTheTimeThatTheConfigurationSays() throws {
        let engine = try FakeEngine()
        let job = try queue(engine, "restart", "acme")
        #expect(try engine.puerto("job", "cancel", job).code == 0)
        let raw = try DatabaseQueue(patient: engine.scratch.path("w/puerto.db"))
        let week = 7 * 86400
        try raw.write { try $0.execute(sql: "UPDATE job SET ended_at = ended_at - \(week)") }
        try raw.close()
        #expect(try engine.puerto("work", "--once").code == 0)
        #expect(try engine.puerto("job", "show", job).code == 0)
        let configuration = try engine.scratch.text(of: "w/puerto.yaml")
        try engine.scratch.write(configuration + "\njobs: {keep_days: 6}\n", to: "w/puerto.yaml")
        #expect(try engine.puerto("work", "--once").code == 0)
        #expect(try engine.puerto("job", "show", job).code == 1)
    }

    @Test func aSecondRequestMeetsTheFirstUnlessItHasItsKey() throws {
        let engine = try FakeEngine()
        let job = try queue(engine, "restart", "acme", "--idempotency-key", "k")
        #expect(try queue(engine, "restart", "acme", "--idempotency-key", "k") == job)
        let busy = try engine.puerto("restart", "acme", "--detach")
        #expect(busy.code == 1)
        #expect(busy.err.hasPrefix("puerto: error: 'acme' is busy: job \(job) (restart, by cli:"))
        let other = try engine.puerto("resume", "acme", "--detach", "--idempotency-key", "k")
        #expect(other.code == 1)
        #expect(
            other.err == "puerto: error: the idempotency key was used for another job, \(job) "
                + "(a new request needs a new key)\n")
    }

    @Test func aWorkerDoesWhatWasQueuedAndTheLogTellsOfIt() throws {
        let engine = try FakeEngine()
        let job = try queue(engine, "suspend", "acme", "--reason", "no pagó")
        let work = try engine.puerto("work", "--once")
        #expect(work.code == 0, "\(work.err)")
        let tenant = try engine.puerto("tenant", "show", "acme").out
        #expect(tenant.contains("\nstatus      suspended\n"))
        let log = try engine.puerto("job", "log", job).out.split(separator: "\n").map {
            String($0.drop { $0 != "Z" }.dropFirst(3))
        }
        #expect(log.first == "refusal: stopped; ports 28001, 25433, 26380 refuse")
        #expect(log.last?.wholeMatch(of: /pages: \d+ written, 0 removed/) != nil, "\(log)")
        let shown = try engine.puerto("job", "show", job, "--json").out
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any])
        let view = try #require(json["job"] as? [String: Any])
        #expect(view["state"] as? String == "done" && view["attempt"] as? Int == 1)
        let steps = (json["steps"] as? [[String: Any]])?.map {
            "\($0["name"] ?? ""): \($0["state"] ?? "")"
        }
        #expect(steps == ["stop: done", "refusal: done", "record: done"])
        #expect(
            try engine.history(2) == ["done job.suspend acme", "done tenant.state acme"])
        // The engine is only asked questions, and only about this workspace and this client.
        #expect(
            try engine.asked().allSatisfy {
                $0.hasPrefix("docker version") || $0.contains("label=puerto.tenant=1")
                    || $0.contains(" ls --filter label=puerto.workspace=")
                    || $0.contains(" ps --all --filter label=puerto.workspace=")
            })
        #expect(try engine.puerto("work", "--once").code == 0)
    }

    @Test func aFailureHasItsLogAndIsAskedForAgain() throws {
        let engine = try FakeEngine([
            "ps": "case \"$*\" in *--filter*) ;; *) echo abc ;; esac",
            "inspect": """
            echo '{"id":"abc","name":"/acme_redis","status":"exited","exitCode":0,\
            "restarts":0,"image":"x","imageID":"y","labels":null,"bindings":null,\
            "networks":null}'
            """,
        ])
        let failed = try engine.puerto("provision", "acme")
        #expect(failed.code == 1 && failed.out == "")
        let message =
            "provision acme: a container named 'acme_redis' already exists and is not Puerto's (rename "
            + "or remove it by hand, or give this client's another name: puerto tenant edit acme "
            + "--container KIND=NAME)"
        #expect(failed.err.contains("puerto: error: \(message) (puerto job log "), "\(failed.err)")
        let list = try engine.puerto("job", "list", "--state", "failed", "--tenant", "acme").out
        let job = String(try #require(list.split(separator: "\n").last).prefix(8))
        #expect(try engine.puerto("job", "log", job).out.contains("preflight: a container named"))
        let again = try engine.puerto("job", "retry", job, "--detach")
        #expect(again.code == 0 && again.out.hasPrefix("queued: job "))
        #expect(!again.out.contains(job))
        let twice = try engine.puerto("job", "retry", job, "--detach")
        #expect(twice.code == 1 && twice.err.hasPrefix("puerto: error: 'acme' is busy: job "))
        #expect(try engine.asked().allSatisfy { !$0.contains(" up ") && !$0.contains(" rm") })
    }

    static let missing: [([String], Int32, String)] = [
        (["job", "show", "feed"], 1, "there is no job 'feed' (puerto job list shows them)"),
        (["job", "log", "*"], 1, "there is no job '*' (puerto job list shows them)"),
        (["job", "cancel", ""], 1, "there is no job '' (puerto job list shows them)"),
        (["job", "retry", "0"], 1, "there is no job '0' (puerto job list shows them)"),
        (
            ["job", "list", "--state", "over"], 1,
            "there is no state 'over' (queued, running, done, failed, cancelled)"
        ),
        (
            ["job", "list", "--tenant", "acne"], 1,
            "there is no tenant 'acne' (did you mean 'acme'?)"
        ),
        (["job", "show"], 2, "missing expected argument '<job>'"),
        (["work", "--jobs", "0"], 2, "--jobs is from 1 to 32"),
    ]

    @Test(arguments: missing)
    func whatIsNotThereIsNamed(verb: [String], code: Int32, start: String) throws {
        let result = try FakeEngine().puerto(verb)
        #expect(result.code == code && result.out == "")
        #expect(result.err.hasPrefix("puerto: error: " + start), "\(result.err)")
    }
}
