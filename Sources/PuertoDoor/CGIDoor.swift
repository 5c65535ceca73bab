internal import Glibc
package import PuertoHook

/// Serves one request of a web server: environment and standard input in, standard output out
/// (RFC 3875).
package enum CGIDoor {
    /// `hook` makes the hook of a workspace's folder, before the request is read. An error that it
    /// throws goes to the web server's log, and the answer is a 503.
    package static func run(_ hook: (String) throws -> Hook) {
        signal(SIGPIPE, SIG_IGN)
        holdDescriptors()
        let (environment, output) = (Environment.taken(), CGIOutput(STDOUT_FILENO))
        var request: Request?
        var made: Hook?
        do {
            let workspace = environment.folder("PUERTO_WORKSPACE")
            // A refusal is a page for a person, and the hook has the portal's frame.
            made = try workspace.map(hook)
            let head = try RequestHead(environment)
            request = head.request
            let way = try Sendfile(environment)
            guard let workspace, let made else { throw Refusal(500) }
            let whole = head.with(body: try BodyReader(STDIN_FILENO).read(head.bodyLength))
            let response = made.answer(whole)
            output.write(Answer(response, to: whole, files: workspace + "/public", by: way))
        } catch let refusal as Refusal {
            report(refusal, environment)
            let asking = RequestHead.asking(environment)
            let response = refusal.response(to: asking, by: made)
            output.write(Answer(response, to: request ?? asking, files: "", by: .here))
            if refusal.status != 408 { drainInput() }
        } catch {
            log("\(error)")
            let response = Refusal(503).response(to: RequestHead.asking(environment), by: nil)
            output.write(Answer(response, to: request, files: "", by: .here))
        }
    }

    /// Reads and drops some of a refused body. A web server that still sends the body to a process
    /// that has ended may lose the answer with it (Apache does).
    private static func drainInput() {
        // The answer is complete: the web server need not wait for the rest.
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

    /// Logs what the web server's settings lack. Requests are not logged.
    private static func report(_ refusal: Refusal, _ environment: Environment) {
        guard refusal.status == 500 else { return }
        let missing = ["REQUEST_METHOD", "SERVER_NAME", "REMOTE_ADDR", "PUERTO_WORKSPACE"]
            .filter { environment.value($0)?.isEmpty ?? true }
        let text =
            missing.isEmpty
            ? "the web server's settings are not those that 'puerto config' prints"
            : "the web server does not set: \(missing.joined(separator: ", "))"
        log(text)
    }

    private static func log(_ text: String) {
        let line = Array("puerto-cgi: error: \(text)\n".utf8)
        _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Opens `/dev/null` in the place of a standard stream that is closed. Otherwise the database
    /// would get the stream's descriptor, and the answer would be written into it.
    private static func holdDescriptors() {
        for (descriptor, mode) in [
            (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
        ] where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", mode)
        }
    }
}
