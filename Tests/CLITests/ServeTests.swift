import Foundation
import FoundationNetworking
import Testing

/// Tests what `serve` adds to pages, and what it sends to browsers with an open page.
@Suite struct ServeTests {
    private static func serve(
        _ more: String..., web: String = "",
        _ body: (Scratch, Running, URL) async throws -> Void
    ) async throws {
        let scratch = try Scratch.workspace()
        let yaml = try scratch.text(of: "w/puerto.yaml")
        try scratch.write(yaml + web, to: "w/puerto.yaml")
        let running = try Running(scratch, ["serve", "--port", "0"] + more)
        defer { running.end() }
        try await running.wait { try running.out.contains("http://") }
        let lines = try running.out.split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("http") })
        try await body(scratch, running, try #require(URL(string: String(line))))
    }

    private static func get(
        _ address: URL, _ path: String, method: String = "GET", _ headers: [String: String] = [:]
    ) async throws -> (response: HTTPURLResponse, text: String) {
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        var request = URLRequest(
            url: address.appending(path: path), cachePolicy: .reloadIgnoringLocalCacheData)
        request.httpMethod = method
        request.setValue("close", forHTTPHeaderField: "Connection")
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
            let guarded = try scratch.puerto("serve", "--guarded", "--workspace", "w")
            #expect(guarded.code == 1)
            #expect(guarded.err.contains("no 'web' in puerto.yaml"))
        }
    }

    @Test func whatIsGuardedIsClosedAndTheRestIsWithoutLiveReload() async throws {
        try await Self.serve("--guarded", web: Self.web) { scratch, running, address in
            for path in ["portal/index.html", ".puerto/changes", ".puerto/reload.js", "other"] {
                let (response, text) = try await Self.get(address, path)
                // A request without a session is redirected to the login.
                let isLogin =
                    response.url?.path == "/hook/login" && text.contains("name=\"password\"")
                #expect(isLogin || response.statusCode != 200, "\(path)")
                #expect(isLogin || !text.contains("<main"))
            }
            let add = ["tenant", "add", "acme", "--name", "Acme", "--workspace", "w"]
            #expect(try scratch.puerto(add).code == 0)
            var name = ""
            try await running.wait {
                name = try scratch.files().keys.first { $0.hasPrefix("w/public/welcome/") } ?? ""
                return !name.isEmpty
            }
            let path = String(name.dropFirst("w/public/".count))
            let (response, text) = try await Self.get(address, path)
            #expect(response.statusCode == 200)
            #expect(try text == scratch.text(of: name))
            // A host that only a proxy can have passed on.
            let proxied = ["Host": "portal.example.com"]
            let answer = try await Self.get(address, path, proxied).response
            #expect(answer.statusCode == 200)
            let other = ["Host": "portal.example.org"]
            #expect(try await Self.get(address, path, other).response.statusCode == 421)
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
        let request = "GET /.puerto/changes HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
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
