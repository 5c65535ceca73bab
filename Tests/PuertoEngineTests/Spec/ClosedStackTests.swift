import PuertoCore
import TestSupport
import Testing
import Yams

@testable import PuertoEngine

/// A stack whose Windmill has the stock password lets nobody in, and runs no job.
@Suite struct ClosedStackTests {
    static let specs: [@Sendable () throws -> StackSpec] = [
        { try .make() }, { try .unusual() },
    ]

    @Test(arguments: specs) func itHasNoWorkerAndPublishesNoApplication(
        spec: @Sendable () throws -> StackSpec
    ) throws {
        let (whole, closed) = (try spec(), try spec().closed)
        #expect(closed.services.map(\.kind) == whole.services.map(\.kind).filter { $0 != .worker })
        #expect(closed.service(.windmill)?.published == nil)
        #expect(closed.ports == Array(whole.ports.dropFirst()))
        #expect(closed.networks == whole.networks && closed.volumes == whole.volumes)
        for kind in [ServiceKind.postgres, .redis] {
            #expect(closed.service(kind) == whole.service(kind))
        }
        #expect(closed.closed == closed)
    }

    @Test(arguments: specs) func itsFileIsThatOfTheWholeOneWithoutThem(
        spec: @Sendable () throws -> StackSpec
    ) throws {
        let whole = try spec()
        let (file, text) = (ComposeFile.text(of: whole), ComposeFile.text(of: whole.closed))
        #expect(text == ComposeFile.text(of: try spec().closed))
        let read = try #require(try Yams.load(yaml: text) as? [String: Any])
        let services = try #require(read["services"] as? [String: [String: Any]])
        #expect(services["worker"] == nil && services["windmill"]?["ports"] == nil)
        let port = try #require(whole.service(.windmill)?.published?.host)
        #expect(!text.contains(":\(port):"))
        // The whole file has each of its lines, so that Compose makes nothing else anew.
        let lines = Set(file.split(separator: "\n"))
        #expect(text.split(separator: "\n").allSatisfy(lines.contains))
        #expect(ComposeFile.images(in: text)[.worker] == nil)
        #expect(ComposeFile.images(in: text)[.windmill] == whole.service(.windmill)?.image)
    }
}
