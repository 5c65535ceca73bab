import Foundation
import FoundationNetworking
import Testing

/// Tests what `serve` adds to pages, and what it sends to browsers with an open page.
@Suite struct ServeTests {
    private static func serve(
        _ more: String..., web: String = "", built: Bool = false,
        _ body: (Scratch, Running, URL) async throws -> Void
    ) async throws {
        let scratch = try Scratch.workspace()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(yaml + web, to: "w/puerto.yaml")
        if built {
            for verb in [["tenant", "add", "acme", "--name", "Acme"], ["build"]] {
                #expect(try scratch.puerto(verb + ["--workspace", "w"]).code == 0)
            }
        }
        let broker = more.contains("--guarded") ? try await broker(scratch) : nil
        defer { broker?.end() }
        let running = try Running(scratch, ["serve", "--port", "0"] + more)
        defer { running.end() }
        try await running.wait { try running.out.contains("http://") }
        let lines = try running.out.split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("http") })
        let printed = try #require(URL(string: String(line)))
        #expect(printed.host() == (more.contains("--guarded") ? "127.0.0.1" : "puerto.localhost"))
        // Programs connect to the address, and resolve no name.
        let address = "http://127.0.0.1:\(try #require(printed.port))/"
        try await body(scratch, running, try #require(URL(string: address)))
    }

    /// The broker of a workspace, which listens.
    private static func broker(_ scratch: Scratch) async throws -> Running {
        let broker = try Running(scratch, ["broker"])
        try await broker.wait { try broker.out.hasSuffix("puerto.sock\n") }
        return broker
    }

    private static func get(
        _ address: URL, _ path: String, method: String = "GET", _ headers: [String: String] = [:]
    ) async throws -> (response: HTTPURLResponse, text: String) {
        let session = URLSession(
            configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        var request = URLRequest(
            url: address.appending(path: path), cachePolicy: .reloadIgnoringLocalCacheData)
        request.httpMethod = method
        request.setValue("close", forHTTPHeaderField: "Connection")
        request.setValue(
            "puerto.localhost:\(address.port ?? 0)", forHTTPHeaderField: "Host")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await session.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return (answer, String(decoding: data, as: UTF8.self))
    }

    @Test func aPageIsSentWithTheScriptAndItsTagAndStaysOnDiskAsItWasBuilt() async throws {
        try await Self.serve { scratch, _, address in
            let page = "portal/clients/base.html"
            let (response, text) = try await Self.get(address, page)
            let tag = try #require(response.value(forHTTPHeaderField: "ETag"))
            let script = "<script src=\"/.puerto/reload.js\" data-tag=\(tag) defer></script>\n"
            #expect(text.contains(script + "</body>"))
            let built = try scratch.text(of: "w/public/\(page)")
            #expect(text.replacingOccurrences(of: script, with: "") == built)
            let head = try await Self.get(address, page, method: "HEAD")
            #expect(head.response.value(forHTTPHeaderField: "ETag") == tag)
            #expect(
                head.response.value(forHTTPHeaderField: "Content-Length") == String(text.utf8.count)
            )
            let again = try await Self.get(address, page, ["If-None-Match": tag])
            #expect(again.response.statusCode == 304)
            for file in ["reload.js", "worker.js", "reload.css"] {
                #expect(try await Self.get(address, ".puerto/\(file)").response.statusCode == 200)
            }
            #expect(try await Self.get(address, ".puerto/other.js").response.statusCode == 404)
        }
    }

    private static let web = "\nweb: {url: \"https://portal.example.com\"}\n"

    @Test func theHookAnswersWhereItIsMountedAndNowhereElse() async throws {
        try await Self.serve(web: Self.web) { _, _, address in
            let (response, text) = try await Self.get(address, "hook/health")
            #expect(text == #"{"status":"ok"}"#)
            #expect(response.value(forHTTPHeaderField: "Cache-Control") == "no-store")
            for path in ["hooks/health", "health", "hook/nothing"] {
                #expect(try await Self.get(address, path).response.statusCode == 404)
            }
            let chunks = ["Transfer-Encoding": "chunked"]
            let post = try await Self.get(address, "hook/health", method: "POST", chunks)
            #expect(post.response.statusCode == 411)
            let page = try await Self.get(address, "portal/index.html")
            #expect(page.response.statusCode == 200)
        }
    }

    @Test func withoutWebThereIsNoHookAndNothingIsGuardedByIt() async throws {
        try await Self.serve { scratch, _, address in
            #expect(try await Self.get(address, "hook/health").response.statusCode == 404)
            let broker = try await Self.broker(scratch)
            defer { broker.end() }
            let guarded = try scratch.puerto("serve", "--guarded", "--workspace", "w")
            #expect(guarded.code == 1)
            #expect(
                guarded.err.contains("'web' is missing in puerto.yaml (add it, then run puerto"))
        }
    }

    private static let proxied = ["Host": "portal.example.com"]

    @Test func whatIsGuardedIsClosedAndTheRestIsWithoutLiveReload() async throws {
        try await Self.serve("--guarded", web: Self.web, built: true) { scratch, _, address in
            for path in ["portal/index.html", ".puerto/changes", ".puerto/reload.js", "other"] {
                let (response, _) = try await Self.get(address, path, Self.proxied)
                // A request without a session is redirected to the login.
                #expect(response.statusCode == 302, "\(path)")
                let place = response.value(forHTTPHeaderField: "Location")
                #expect(place?.hasPrefix("/hook/login?next=") == true)
            }
            let files = try scratch.files().keys
            let name = try #require(files.first { $0.hasPrefix("w/public/welcome/") })
            let path = String(name.dropFirst("w/public/".count))
            let (response, text) = try await Self.get(address, path, Self.proxied)
            #expect(response.statusCode == 200)
            #expect(try text == scratch.text(of: name))
            let fields = [
                "Strict-Transport-Security": "max-age=31536000",
                "Cross-Origin-Opener-Policy": "same-origin",
            ]
            for (name, value) in fields {
                #expect(response.value(forHTTPHeaderField: name) == value, "\(name)")
            }
            for host in ["portal.example.org", "puerto.localhost", "acme.localhost"] {
                let answer = try await Self.get(address, path, ["Host": host]).response
                #expect(answer.statusCode == 421, "\(host)")
            }
        }
    }

    @Test func whatIsGuardedBuildsNothingAndOpensNoKey() async throws {
        let scratch = try Scratch.workspace()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(yaml + Self.web, to: "w/puerto.yaml")
        #expect(try scratch.puerto("build", "--workspace", "w").code == 0)
        // The broker has opened the one key that it needs, and the database.
        let broker = try await Self.broker(scratch)
        defer { broker.end() }
        for file in ["puerto.yaml", "keys/master.key", "keys/signing.key", "content", ".puerto"] {
            try FileManager.default.removeItem(atPath: scratch.path("w/\(file)"))
        }
        func files() throws -> [String: Data] {
            try scratch.files().filter { !$0.key.hasPrefix("w/puerto.") }
        }
        let before = try files()
        let running = try Running(scratch, ["serve", "--port", "0", "--guarded"])
        defer { running.end() }
        try await running.wait { try running.out.hasPrefix("http://") }
        let address = try #require(URL(string: String(try running.out.split(separator: "\n")[0])))
        let health = try await Self.get(address, "hook/health", Self.proxied)
        #expect(health.text == #"{"status":"ok"}"#)
        let page = try await Self.get(address, "hook/login", Self.proxied)
        #expect(page.text.contains("name=\"password\""))
        #expect(running.stop() == 0)
        #expect(try running.err == "")
        let ended = [running.name + ".out", running.name + ".err"]
        #expect(try files().filter { !ended.contains($0.key) } == before)
    }

    @Test func anAddressThatServersShareLeadsToThePortalsOwn() async throws {
        try await Self.serve(web: Self.web) { _, _, address in
            let port = try #require(address.port)
            for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.1"] {
                for path in ["", "portal/index.html", "x/", "hook/login", ".puerto/changes"] {
                    let answer = try await Self.get(
                        address, path, ["Host": "\(host):\(port)"]
                    ).response
                    #expect(answer.statusCode == 302, "\(host) \(path)")
                    #expect(
                        answer.value(forHTTPHeaderField: "Location")
                            == "http://puerto.localhost:\(port)/\(path)")
                }
                let machine = ["Host": "\(host):\(port)", "Accept-Language": "es"]
                for path in ["hook/session", "hook/claim", "hook/build", "portal/"] {
                    let (answer, text) = try await Self.get(address, path, method: "POST", machine)
                    #expect(answer.statusCode == 421, "\(path)")
                    #expect(text.contains("el portal está en http://puerto.localhost:\(port)"))
                    #expect(answer.value(forHTTPHeaderField: "Set-Cookie") == nil)
                }
                // Programs have no cookies.
                #expect(
                    try await Self.get(address, "hook/health", machine).response.statusCode == 200)
                let call = try await Self.get(address, "hook/calls", method: "POST", machine)
                #expect(call.response.statusCode == 401)
            }
            for host in ["acme.localhost", "evil.example", "puerto.localhost.evil.example"] {
                let answer = try await Self.get(address, "", ["Host": "\(host):\(port)"]).response
                #expect(answer.statusCode == 421, "\(host)")
            }
        }
    }

    @Test func anAddressWithoutAPageSaysSoInTheReadersLanguageAndWaitsForOne() async throws {
        try await Self.serve { _, _, address in
            for (language, words) in [
                "es-ES,en": "Aquí no hay ninguna", "fr": "There is no page here",
            ] {
                let (response, text) = try await Self.get(
                    address, "portal/clients/none.html", ["Accept-Language": language])
                #expect(response.statusCode == 404)
                #expect(text.contains(words))
                #expect(text.contains("<script src=\"/.puerto/reload.js\" data-tag=\"\" defer>"))
            }
        }
    }

    @Test func anOpenPageHearsOfWhatIsWrongAndOfItsMendingUntilTheServerEnds() async throws {
        try await Self.serve { scratch, running, address in
            let port = try #require(address.port)
            let stream = try EventStream(port: port)
            #expect(try stream.next() == #"{"errors":[],"more":0}"#)
            let notes = ["w/content/tenants/base.md", "w/content/tenants/base.en.md"]
            for file in notes { try scratch.write("{{<b>}} {{nothing}}\n", to: file) }
            var news = try stream.next()
            while !news.contains("base.en.md") { news = try stream.next() }
            #expect(news.contains("unknown placeholder {{nothing}}"))
            for file in notes { try scratch.write("Bien.\n", to: file) }
            while news.contains("unknown") { news = try stream.next() }
            #expect(news.contains(#""more":0"#))
            #expect(running.stop(SIGINT) == 0)
            #expect(throws: EventStream.Ended.self) { while true { _ = try stream.next() } }
        }
    }

    @Test func itStartsWithABrokenDocumentAndServesThePortalOnceThatIsMended() async throws {
        let scratch = try Scratch.workspace()
        for file in ["base.md", "base.en.md"] {
            try scratch.write("{{nothing}}\n", to: "w/content/tenants/\(file)")
        }
        let running = try Running(scratch, ["serve", "--port", "0"])
        defer { running.end() }
        try await running.wait { try running.out.hasPrefix("http://") }
        #expect(try running.err.contains("unknown placeholder {{nothing}}"))
        for file in ["base.md", "base.en.md"] {
            try scratch.write("Bien.\n", to: "w/content/tenants/\(file)")
        }
        try await running.wait { try running.out.contains(" written, ") }
        #expect(running.stop() == 0)
    }

    @Test func aPortThatIsTakenEndsItWithTheFix() async throws {
        try await Self.serve { scratch, _, address in
            let port = String(try #require(address.port))
            let second = try scratch.puerto("serve", "--port", port, "--workspace", "w")
            #expect(second.code == 1)
            #expect(
                second.err.hasPrefix("puerto: error: port \(port) is taken (puerto serve --port"))
        }
    }
}

/// Leaves redirects to the test.
private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
}

/// Server-sent events over a plain socket, one at a time.
private final class EventStream {
    private let file: Int32
    private var unread = ""

    struct Ended: Error {}

    init(port: Int) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Ended() }
        let request =
            "GET /.puerto/changes HTTP/1.1\r\nHost: puerto.localhost:\(port)\r\n\r\n"
        guard write(file, request, request.utf8.count) > 0 else { throw Ended() }
    }

    deinit { close(file) }

    /// The data of the next event; waits for it.
    func next() throws -> String {
        while true {
            if let start = unread.range(of: "data: "),
                let end = unread.range(of: "\n\n", range: start.upperBound..<unread.endIndex)
            {
                let data = String(unread[start.upperBound..<end.lowerBound])
                unread = String(unread[end.upperBound...])
                return data
            }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = read(file, &bytes, bytes.count)
            guard count > 0 else { throw Ended() }
            unread += String(decoding: bytes[..<count], as: UTF8.self)
        }
    }
}
