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
            if refusal.status != 408 { leaveQuietly() }
        } catch {
            log("\(error)")
            output.write(Answer(Refusal(503).response, to: request, files: "", by: .here))
        }
    }

    /// A server that is still handing a body on to a program that has gone may lose the answer with
    /// it (Apache does): some of what was not asked for is taken, and thrown away.
    private static func leaveQuietly() {
        // The answer is whole: nobody has to wait for the rest of this.
        shutdown(STDOUT_FILENO, CInt(SHUT_WR))
        close(STDOUT_FILENO)
        let end = ContinuousClock.now + .milliseconds(500)
        var (rest, buffer) = (1 << 20, [UInt8](repeating: 0, count: 16_384))
        while rest > 0, .now < end {
            var input = pollfd(fd: STDIN_FILENO, events: CShort(POLLIN), revents: 0)
            guard poll(&input, 1, 100) > 0 else { return }
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            guard count > 0 else { return }
            rest -= count
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
