import Foundation
import Glibc
import PuertoCore
import Testing

@testable import PuertoWire

/// Operations and their answers as they travel between hook and broker.
@Suite struct WireTests {
    private func again<Value: Codable>(_ value: Value) throws -> Value {
        try WireCoder.read(Value.self, from: WireCoder.bytes(of: value))
    }

    @Test(arguments: [
        "192.0.2.7", "203.0.113.255", "2001:db8:1:2::/64", "0:0:0:0::/64", "fe80:0:0:1::/64",
    ])
    func aNetworkArrivesAsItWas(text: String) throws {
        let network = Network(text.hasSuffix("/64") ? String(text.dropLast(3)) : text)
        #expect(network.text == text)
        let arrived = try again(network)
        #expect(arrived == network && arrived.masked == network.masked)
    }

    @Test(arguments: [
        "", "unknown", "192.0.2.7 ", "192.0.2.007", "192.0.2.7\nfrom: 1.1.1.1", "::1", "a::/48",
        "2001:DB8:1:2::/64", "127.0.0.1\u{0}", "١٩٢.0.2.7", String(repeating: "9", count: 70_000),
    ])
    func whatIsNoNetworkIsUnknown(text: String) throws {
        let bytes = try WireCoder.bytes(of: text)
        #expect(try WireCoder.read(Network.self, from: bytes).text == "unknown")
    }

    @Test func parametersAndSettingsArriveAsTheyWere() throws {
        let parameters = JobParameters(
            reason: "unpaid: twice", field: .redis,
            images: [.postgres: try ImageReference("postgres:16.9")])
        #expect(try again(parameters) == parameters)
        let web = HookSettings(
            settings: try WebSettings(origin: "https://portal.example", proxies: ["::1"]),
            agency: "Faro", language: .es, languages: [.es, .en], style: "a.css", icon: "i.svg",
            url: "http://{slug}.localhost:{port}", ports: try PortRule(skip: [2: "printer"]),
            subnets: try SubnetPool("10.9.0.0/16"),
            security: try SecurityContact("https://portal.example/security"))
        #expect(try again(GetSettings.Answer(web)).web == web)
    }

    /// Only the initializers' own rules make a value: a frame cannot go around them.
    @Test(arguments: [
        #"{"field":"app","hasPassphrase":false,"lifetime":1,"views":1}"#,
        #"{"field":"app","hasPassphrase":false,"lifetime":3600,"views":11}"#,
        #"{"field":"root","hasPassphrase":false,"lifetime":3600,"views":1}"#,
    ])
    func aLinkOfAFrameKeepsItsLimits(text: String) {
        #expect(throws: (any Error).self) {
            try WireCoder.read(LinkOffer.self, from: Array(text.utf8))
        }
    }

    @Test(arguments: ["Acme", "a--b", "index", "ac\u{301}me", "acme\u{0}", ""])
    func aSlugOfAFrameIsASlug(text: String) throws {
        let bytes = try WireCoder.bytes(of: ["slug": text])
        #expect(throws: (any Error).self) { try WireCoder.read(GetTenant.self, from: bytes) }
    }

    @Test func anErrorArrivesInBothLanguagesWithoutItsPlace() throws {
        let error = PuertoError(.conflict, "no", hint: "go", place: "/secret/place")
            .spanish("que no", hint: "anda")
        let arrived = try again(WireError(error)).error
        #expect(arrived.code == .conflict && arrived.message == "no" && arrived.hint == "go")
        #expect(arrived.spanish?.message == "que no" && arrived.spanish?.hint == "anda")
        #expect(arrived.place == nil)
    }
}

/// Messages on a stream.
@Suite struct FrameTests {
    private let ends: (CInt, CInt)

    init() throws {
        var pair: [CInt] = [0, 0]
        try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &pair) == 0)
        ends = (pair[0], pair[1])
    }

    private var soon: Int { SystemClock.monotonicMilliseconds() + 200 }
    private var later: Int { SystemClock.monotonicMilliseconds() + 60_000 }

    private func put(_ bytes: [UInt8]) { _ = write(ends.0, bytes, bytes.count) }

    private func failure(limit: Int = 100, _ end: Int) -> Frame.Failure? {
        do {
            _ = try Frame.read(from: ends.1, limit: limit, until: end)
            return nil
        } catch { return error }
    }

    @Test func aMessageArrivesWhole() throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let (writer, end) = (ends.0, later)
        // It is longer than the kernel keeps: both ends have to move.
        Thread.detachNewThread { try? Frame.write(bytes, to: writer, until: end) }
        let got = try Frame.read(from: ends.1, limit: 300_000, until: end)
        #expect(got == bytes)
        put(Frame.message([]))
        #expect(try Frame.read(from: ends.1, limit: 0, until: later) == [])
    }

    @Test func aMessageThatIsNotThereIsLate() {
        #expect(failure(soon) == .late)
        put([0, 0, 0, 9, 1, 2])
        #expect(failure(soon) == .late)
    }

    @Test func aLengthBeyondTheLimitIsRefusedUnread() {
        put([0xFF, 0xFF, 0xFF, 0xFF])
        #expect(failure(later) == .tooLong)
    }

    @Test func anEndBetweenMessagesIsNoBreak() {
        put([0, 0])
        shutdown(ends.0, CInt(SHUT_WR))
        #expect(failure(later) == .broken)
        var pair: [CInt] = [0, 0]
        socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &pair)
        close(pair[0])
        #expect(throws: Frame.Failure.closed) {
            try Frame.read(from: pair[1], limit: 9, until: later)
        }
    }

    @Test func aReaderThatTakesNothingMakesTheWriterLate() {
        let much = [UInt8](repeating: 7, count: 4_000_000)
        #expect(throws: Frame.Failure.late) {
            try Frame.write(much, to: ends.0, until: soon)
        }
    }
}
