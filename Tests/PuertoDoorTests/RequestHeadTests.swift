import PuertoHook
import Testing

@testable import PuertoDoor

/// A web server's variables become a request.
@Suite struct RequestHeadTests {
    private static func head(_ more: String..., without: String = "") throws -> RequestHead {
        try head(more.map { Array($0.utf8) }, without: without)
    }

    private static func head(_ more: [[UInt8]], without: String = "") throws -> RequestHead {
        let usual = [
            "REQUEST_METHOD=GET", "SERVER_NAME=portal.example", "REMOTE_ADDR=192.0.2.7",
            "PATH_INFO=/health",
        ].map { Array($0.utf8) }
        let names = Set(more.map { $0.prefix { $0 != UInt8(ascii: "=") } }.map(Array.init))
        let kept = usual.filter { line in
            let name = Array(line.prefix { $0 != UInt8(ascii: "=") })
            return !names.contains(name) && name != Array(without.utf8)
        }
        return try RequestHead(Environment(more + kept))
    }

    private static func refusal(_ body: () throws -> RequestHead) -> Int? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Refusal)?.status
        }
    }

    @Test func aRequestIsWhatTheServerSaysOfIt() throws {
        let head = try Self.head(
            "QUERY_STRING=-s&a=%20", "HTTP_USER_AGENT=() { :;}; echo", "CONTENT_TYPE=text/plain",
            "CONTENT_LENGTH=12", "REQUEST_METHOD=POST", "SCRIPT_NAME=/hook", "PATH=/bin")
        let request = head.request
        #expect(request.method == "POST")
        #expect(request.path == Array("/health".utf8))
        #expect(request.query == Array("-s&a=%20".utf8))
        #expect(request.peer == "192.0.2.7")
        #expect(head.bodyLength == 12)
        #expect(
            request.headers == [
                .init(name: "user-agent", value: Array("() { :;}; echo".utf8)),
                .init(name: "content-type", value: Array("text/plain".utf8)),
                .init(name: "content-length", value: Array("12".utf8)),
            ])
    }

    @Test func aFieldThatWasSentTwiceIsThereTwiceAndAVariableMayNotBe() throws {
        let head = try Self.head("HTTP_COOKIE=a=1", "HTTP_COOKIE=b=2")
        #expect(head.request.headers.map(\.value) == [Array("a=1".utf8), Array("b=2".utf8)])
        for name in ["PATH_INFO", "CONTENT_LENGTH", "REMOTE_ADDR", "PUERTO_WORKSPACE"] {
            #expect(Self.refusal { try Self.head("\(name)=1", "\(name)=2") } == 500)
        }
    }

    @Test func aHeaderProxyIsNoSettingAndNoHeader() throws {
        let head = try Self.head("HTTP_PROXY=http://evil.example", "HTTP_PROXY_X=1")
        #expect(head.request.headers.map(\.name) == ["proxy-x"])
    }

    @Test func bytesStayAsTheyWereSent() throws {
        let path = Array("PATH_INFO=/".utf8) + [0xC0, 0xAE, 0xFF]
        let agent = Array("HTTP_COOKIE=".utf8) + [0xED, 0xA0, 0x80]
        let request = try Self.head([path, agent]).request
        #expect(request.path == [0x2F, 0xC0, 0xAE, 0xFF])
        #expect(request.headers[0].value == [0xED, 0xA0, 0x80])
    }

    @Test(arguments: ["REQUEST_METHOD", "SERVER_NAME", "REMOTE_ADDR"])
    func withoutWhatAServerHasToSayThereIsNoRequest(name: String) {
        #expect(Self.refusal { try Self.head(without: name) } == 500)
        #expect(Self.refusal { try Self.head("\(name)=") } == 500)
    }

    @Test func anEmptyEnvironmentIsNoRequest() {
        #expect(Self.refusal { try RequestHead(Environment([])) } == 500)
    }

    @Test func noPathIsTheFirstOne() throws {
        #expect(try Self.head(without: "PATH_INFO").request.path == [0x2F])
        #expect(try Self.head("PATH_INFO=").request.path == [0x2F])
    }

    @Test func whatIsTooLongIsRefused() throws {
        let long = String(repeating: "a", count: 1999)
        #expect(try Self.head("PATH_INFO=/\(long)").request.path.count == 2000)
        #expect(Self.refusal { try Self.head("PATH_INFO=/a\(long)") } == 404)
        let query = String(repeating: "q", count: 8193)
        #expect(Self.refusal { try Self.head("QUERY_STRING=\(query)") } == 414)
        #expect(Self.refusal { try Self.head("HTTP_X=\(query)") } == 431)
    }

    @Test func headersAreCountedAndWeighed() throws {
        func many(_ count: Int, _ value: String) -> [[UInt8]] {
            (1...count).map { Array("HTTP_X\($0)=\(value)".utf8) }
        }
        #expect(try Self.head(many(200, "1")).request.headers.count == 200)
        #expect(Self.refusal { try Self.head(many(201, "1")) } == 431)
        let large = String(repeating: "a", count: 8000)
        #expect(Self.refusal { try Self.head(many(9, large)) } == 431)
    }

    @Test(arguments: [
        "", "+5", "-0", "-1", " 5", "5 ", "007", "00", "0x10", "5,5", "٥", "1e3", "5\n",
        "9223372036854775808", "18446744073709551621",
    ])
    func aLengthIsOneNumberInItsShortestForm(length: String) {
        let post = "REQUEST_METHOD=POST"
        #expect(Self.refusal { try Self.head(post, "CONTENT_LENGTH=\(length)") } == 400)
    }

    @Test func aBodyThatIsTooLargeIsNotAskedFor() throws {
        let post = "REQUEST_METHOD=POST"
        #expect(try Self.head(post, "CONTENT_LENGTH=65536").bodyLength == 65536)
        #expect(Self.refusal { try Self.head(post, "CONTENT_LENGTH=65537") } == 413)
        #expect(Self.refusal { try Self.head(post, "CONTENT_LENGTH=10737418240") } == 413)
    }

    @Test func aBodyOfNoLengthIsRefused() throws {
        let (post, type) = ("REQUEST_METHOD=POST", "CONTENT_TYPE=application/json")
        #expect(Self.refusal { try Self.head(post, type) } == 411)
        #expect(try Self.head(post).bodyLength == 0)
        let chunked = "HTTP_TRANSFER_ENCODING=chunked"
        #expect(Self.refusal { try Self.head(post, type, chunked) } == 411)
        #expect(Self.refusal { try Self.head(post, type, chunked, "CONTENT_LENGTH=3") } == 411)
    }

    @Test(arguments: ["post", "GET\n", "GE T", "G\u{212A}T", String(repeating: "A", count: 21)])
    func aMethodIsMadeOfCapitals(method: String) {
        #expect(Self.refusal { try Self.head("REQUEST_METHOD=\(method)") } == 405)
    }

    @Test func anAddressIsOne() throws {
        #expect(try Self.head("REMOTE_ADDR=[2001:db8::1]").request.peer == "2001:db8::1")
        #expect(try Self.head("REMOTE_ADDR=fe80::1%eth0").request.peer == "fe80::1%eth0")
        for bad in ["1.2.3.4\n", "1.2.3.4 x", "<b>", "[]", String(repeating: "1", count: 65)] {
            #expect(Self.refusal { try Self.head("REMOTE_ADDR=\(bad)") } == 500)
        }
    }
}
