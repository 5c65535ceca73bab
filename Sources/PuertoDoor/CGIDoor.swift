internal import Glibc
package import PuertoHook

/// One request of a web server: environment and standard input in, standard output out (RFC 3875).
package enum CGIDoor {
    /// `hook` is given the workspace's folder; it is made once there is a request for it. What it
    /// throws goes into the server's log, and the answer is 503.
    package static func run(_ hook: (String) throws -> Hook) {
        signal(SIGPIPE, SIG_IGN)
        holdPlaces()
        let (environment, output) = (Environment.taken(), CGIOutput(STDOUT_FILENO))
        var request: Request?
        do {
            let head = try RequestHead(environment)
            request = head.request
            let way = try Sendfile(environment)
            guard let workspace = environment.folder("PUERTO_WORKSPACE") else { throw Refusal(500) }
            let whole = head.with(body: try BodyReader(STDIN_FILENO).read(head.bodyLength))
            let response = try hook(workspace).answer(whole)
            output.write(Answer(response, to: whole, files: workspace + "/public", by: way))
        } catch let refusal as Refusal {
            say(refusal, environment)
            output.write(Answer(refusal.response, to: request, files: "", by: .here))
        } catch {
            log("\(error)")
            output.write(Answer(Refusal(503).response, to: request, files: "", by: .here))
        }
    }

    /// What the server's settings lack stands in its log; of requests nothing does.
    private static func say(_ refusal: Refusal, _ environment: Environment) {
        guard refusal.status == 500 else { return }
        let missing = ["REQUEST_METHOD", "SERVER_NAME", "REMOTE_ADDR", "PUERTO_WORKSPACE"]
            .filter { environment.value($0)?.isEmpty ?? true }
        let text =
            missing.isEmpty
            ? "the server's settings are not what puerto config prints"
            : "not set by the server: \(missing.joined(separator: ", "))"
        log(text)
    }

    private static func log(_ text: String) {
        let line = Array("puerto-cgi: error: \(text)\n".utf8)
        _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Where a stream was closed, something takes its number that can be used for nothing: else
    /// the database would get it, and be written the answer.
    private static func holdPlaces() {
        for (descriptor, mode) in [
            (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
        ] where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", mode)
        }
    }
}
