import Foundation
import PuertoHook
import TestSupport
import Testing

@testable import PuertoDoor

/// The adapter writes answers as a web server reads them, and serves files of `public/`.
@Suite final class AnswerTests {
    private let temporary: TemporaryFolder
    private var folder: String { temporary.path }
    private var files: String { folder + "/public" }

    init() throws {
        temporary = try TemporaryFolder("door")
        for name in ["public/portal/clients", "public/welcome", "keys"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        try Data("<p>Hi</p>".utf8).write(to: URL(filePath: files + "/portal/index.html"))
        try Data("secret".utf8).write(to: URL(filePath: folder + "/keys/web.key"))
        try Data("x".utf8).write(to: URL(filePath: files + "/.hidden"))
        let links = [
            ("portal/key.html", folder + "/keys/web.key"), ("out", folder + "/keys"),
            ("portal/same.html", "index.html"),
        ]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: "\(files)/\(name)", withDestinationPath: target)
        }
    }

    private func answer(
        _ response: Response, method: String = "GET", _ headers: [String: String] = [:],
        by way: Sendfile = .here
    ) -> Answer {
        let headers = headers.map { Request.Header(name: $0.key, value: Array($0.value.utf8)) }
        let request = Request(method: method, path: [0x2F], headers: headers, peer: "::1")
        return Answer(response, to: request, files: files, by: way)
    }

    private func file(_ path: String) -> Response {
        var response = Response(200)
        response.body = .file(path)
        return response
    }

    private func text(_ answer: Answer) -> [String] {
        String(decoding: CGIOutput.head(answer), as: UTF8.self).components(separatedBy: "\r\n")
    }

    private static let usual = [
        "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer", "X-Frame-Options: DENY",
        "Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin",
        "Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), "
            + "midi=(), payment=(), usb=()",
        "X-Robots-Tag: noindex",
        "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    ]

    @Test func anAnswerBeginsWithItsStatusAndHasWhatProtectsIt() {
        let type = HeaderField("Content-Type", fixed: "text/plain")
        let answer = answer(Response(202, [type], Array("done".utf8)))
        #expect(
            text(answer) == ["Status: 202 Accepted", "Content-Type: text/plain"]
                + ["Content-Length: 4"] + Self.usual + ["", ""])
        #expect(answer.bytes == Array("done".utf8))
    }

    @Test func whatTheHookSaysItselfIsSaidOnce() {
        let field = HeaderField("x-frame-options", fixed: "SAMEORIGIN")
        let names = answer(Response(200, [field])).headers.map { $0.name.lowercased() }
        #expect(names.count { $0 == "x-frame-options" } == 1)
    }

    @Test func aHeadHasNoBodyAndItsLength() {
        let answer = answer(Response(200, [], [1, 2, 3]), method: "HEAD")
        #expect(answer.bytes.isEmpty)
        #expect(text(answer)[1] == "Content-Length: 3")
        #expect(self.answer(file("portal/index.html"), method: "HEAD").file == nil)
    }

    @Test func whereThereIsNoBodyThereIsNoLength() {
        for status in [204, 304] {
            #expect(!text(answer(Response(status))).contains { $0.hasPrefix("Content-Length") })
        }
    }

    @Test func aRefusalIsAProblemDocument() {
        let answer = answer(Refusal(413).response)
        #expect(text(answer)[0] == "Status: 413 Content Too Large")
        #expect(
            String(decoding: answer.bytes, as: UTF8.self)
                == #"{"type":"about:blank","title":"Content Too Large","status":413}"#)
    }

    @Test func aFileGoesOutWithItsTypeAndItsTag() throws {
        let answer = answer(file("portal/index.html"))
        let sent = try #require(answer.file)
        #expect(sent.bytes() == Array("<p>Hi</p>".utf8))
        #expect(
            text(answer)[0...4] == [
                "Status: 200 OK", "Content-Type: text/html; charset=utf-8",
                "Cache-Control: private, no-cache", "ETag: \"\(sent.tag)\"", "Content-Length: 9",
            ])
        let again = self.answer(file("portal/index.html"), ["if-none-match": "\"\(sent.tag)\""])
        #expect(again.status == 304)
        #expect(again.file == nil)
    }

    @Test(arguments: [
        "portal/key.html", "portal/same.html", "out/web.key", "../keys/web.key", ".hidden",
        "portal/../portal/index.html", "portal//index.html", "/portal/index.html", "portal/",
        "portal", "", "portal/index.html/", "portal/none.html", "portal/a b.html", "portal/%2e",
    ])
    func whatIsNotAFileOfPuertosOwnIsNotThere(path: String) {
        #expect(PublicFile(path, below: files) == nil)
        #expect(answer(file(path)).status == 404)
        #expect(answer(file(path), by: .path).status == 404)
    }

    @Test func aServerThatSendsFilesIsToldWhichOne() {
        let headers = answer(file("portal/index.html"), by: .address("/puerto-files/")).headers
        let accel = HeaderField("X-Accel-Redirect", fixed: "/puerto-files/portal/index.html")
        #expect(headers.contains(accel))
        #expect(!headers.contains { $0.name == "Content-Length" })
        #expect(Sendfile.encoded("/srv/a b%\"é/x-1.html") == "/srv/a%20b%25%22%C3%A9/x-1.html")
        let path = answer(file("portal/index.html"), by: .path).headers
        #expect(
            path.contains { $0.name == "X-Sendfile" && $0.value.hasSuffix("/portal/index.html") })
    }
}
