internal import Glibc
package import PuertoHook

/// One request of a web server: environment and standard input in, standard output out (RFC 3875).
package enum CGIDoor {
    /// `hook` is given the workspace's folder; it is made once there is a request for it.
    package static func run(_ hook: (String) -> Hook) {
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
            let response = hook(workspace).answer(whole)
            output.write(Answer(response, to: whole, files: workspace + "/public", by: way))
        } catch let refusal as Refusal {
            say(refusal, environment)
            output.write(Answer(refusal.response, to: request, files: "", by: .here))
        } catch {
            output.write(Answer(Refusal(500).response, to: request, files: "", by: .here))
        }
    }

    /// What the server's settings lack stands in its log; of requests nothing does.
    private static func say(_ refusal: Refusal, _ environment: Environment) {
        guard refusal.status == 500 else { return }
        let missing = ["REQUEST_METHOD", "SERVER_NAME", "REMOTE_ADDR", "PUERTO_WORKSPACE"]
            .filter { environment.value($0)?.isEmpty ?? true }
        let text =
            missing.isEmpty
            ? "puerto-cgi: error: the server's settings are not what puerto config prints\n"
            : "puerto-cgi: error: not set by the server: \(missing.joined(separator: ", "))\n"
        _ = text.withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
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
