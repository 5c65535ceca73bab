import Foundation
import PuertoCore
import TestSupport
import Testing

@testable import PuertoEngine

@Suite struct HeldVolumeTests {
    private func spec(held: Set<ServiceKind>) throws -> StackSpec {
        let tenant = try Tenant.make()
        return try StackSpec(
            tenant, identity: .make(slug: tenant.slug.text), plan: nil,
            subnet: SubnetPool.standard.block(of: tenant.slot), url: "http://localhost",
            databaseVersion: 1, settings: .standard, held: held)
    }

    @Test func composeNeverMakesAVolumeThatHoldsData() throws {
        let text = ComposeFile.text(of: try spec(held: [.postgres]))
        #expect(
            text.contains(
                """
                  postgres:
                    name: puerto-01234567-7_postgres
                    external: true
                  redis:
                    name: puerto-01234567-7_redis
                    labels:

                """))
        #expect(text.components(separatedBy: "external: true").count == 2)
        let both = ComposeFile.text(of: try spec(held: [.postgres, .redis]))
        #expect(both.components(separatedBy: "external: true").count == 3)
    }

    /// A stack file of an older version names the images that its client runs.
    @Test func theImagesOfAStackFileAreReadBack() throws {
        for spec in [try StackSpec.make(), try .unusual(), try spec(held: [.redis])] {
            let wanted = Dictionary(spec.services.map { ($0.kind, $0.image) }) { first, _ in first }
            #expect(ComposeFile.images(in: ComposeFile.text(of: spec)) == wanted)
        }
        #expect(ComposeFile.images(in: "services:\n  postgres:\n    image: postgres:15\n") == [:])
        #expect(ComposeFile.images(in: "").isEmpty)
    }
}
