import Foundation
import Testing

/// Tests `puerto hook call` against a server that answers once.
@Suite struct HookCallTests {
    private let scratch: Scratch
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    init() throws { scratch = try Scratch() }

    private func call(_ arguments: [String], input: String = secret) throws -> Scratch.Result {
        try scratch.puerto(["hook", "call"] + arguments, input: input)
    }

    /// Runs a call against a server; returns also what the server received.
    private func call(_ arguments: [String], answered status: String, _ body: String) throws
        -> (result: Scratch.Result, request: String)
    {
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        server.arguments = [
            "-c",
            """
            import socket, sys
            s = socket.create_server(("127.0.0.1", 0))
            open("port.part", "w").write(str(s.getsockname()[1]))
            import os; os.rename("port.part", "port")
            s.settimeout(30)
            c, _ = s.accept()
            data = b""
            while b"\\r\\n\\r\\n" not in data: data += c.recv(4096)
            head, _, rest = data.partition(b"\\r\\n\\r\\n")
            n = int([l for l in head.split(b"\\r\\n") if l.lower().startswith(b"content-length:")][0].split(b":")[1])
            while len(rest) < n: rest += c.recv(4096)
            open("request", "wb").write(head.lower() + b"\\n" + rest)
            body = sys.argv[2].encode()
            c.sendall(b"HTTP/1.1 " + sys.argv[1].encode() + b"\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n" % len(body) + body)
            c.close()
            """, status, body,
        ]
        server.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
        try server.run()
        defer { if server.isRunning { server.terminate() } }
        var port: String?
        for _ in 0..<1000 where port == nil {
            port = try? scratch.text(of: "port")
            if port == nil { Thread.sleep(forTimeInterval: 0.01) }
        }
        let url = "http://127.0.0.1:\(try #require(port))/hook"
        let result = try call(arguments + ["--url", url])
        server.waitUntilExit()
        return (result, try scratch.text(of: "request"))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    func itSignsWhatItSendsAndPrintsTheJob() throws {
        let (result, request) = try call(
            ["suspend", "acme", "--reason", "no \"pay\"", "--id", "msg_1"],
            answered: "202 Accepted", #"{"job": {"id": "0123456789abcdef"}}"#)
        #expect(result.code == 0 && result.out == "0123456789abcdef\n", "\(result.err)")
        #expect(request.hasPrefix("post /hook/calls http/1.1"))
        #expect(request.contains("webhook-id: msg_1") && request.contains("webhook-signature: v1,"))
        #expect(request.hasSuffix(#"{"action":"suspend","reason":"no \"pay\"","tenant":"acme"}"#))
        #expect(!request.contains("mfkq9r8gkyqrtwjupd8ilpzio2lalasw"))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
    func whatTheHookSaysIsSaid() throws {
        let (busy, _) = try call(
            ["build"], answered: "409 Conflict",
            "{\"title\": \"Conflict\", \"detail\": \"busy\\u001b[31m\", \"hint\": \"wait\"}")
        #expect(busy.code == 1 && busy.out == "")
        #expect(busy.err == "puerto: error: the hook answered 409: busy\\u{1b}[31m (wait)\n")
    }

    @Test func aHookThatIsNotThereIsSaid() throws {
        let result = try call(["build", "--url", "http://127.0.0.1:1/hook"])
        #expect(result.code == 1 && result.err.contains("the hook cannot be reached"))
    }

    @Test(arguments: [
        ["build"], ["build", "--url", "ftp://a/hook"], ["build", "--url", "https://a/hook/"],
        ["build", "--url", "https://a/h k"], ["build", "--url", "https://a/hook", "--id", "a.b"],
        ["build", "--url", "https://a/hook", "--id", ""], ["--url", "https://a/hook"],
    ])
    func argumentsAreLookedAtFirst(arguments: [String]) throws {
        #expect(try call(arguments).code == 2)
    }

    @Test(arguments: ["archive", "purge", ""]) func onlyActionsForProgramsAreAskedFor(
        action: String
    ) throws {
        let result = try call([action, "acme", "--url", "https://127.0.0.1:1/hook"])
        #expect(result.code == 1 && result.err.contains("is no action for programs"))
    }

    @Test func aSecretIsNoArgument() throws {
        for words in [[Self.secret], ["acme", Self.secret], ["--secret", Self.secret]] {
            let result = try call(["build", "--url", "https://127.0.0.1:1/hook"] + words)
            #expect(result.code != 0 && !(result.out + result.err).contains("MfKQ"), "\(words)")
        }
    }

    @Test(arguments: ["", "hunter2-is-no-secret", "whsec_", "whsec_AAAA"])
    func aSecretThatIsNoneIsNotRepeated(secret: String) throws {
        let result = try call(["build", "--url", "https://127.0.0.1:1/hook"], input: secret)
        #expect(result.code == 1 && !result.err.contains("hunter2") && !result.err.contains("AAAA"))
    }
}
