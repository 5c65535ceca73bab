import PuertoCore
import PuertoEngine
import PuertoStore
import Testing

@testable import PuertoJobs

/// A client's Windmill is published, and gets a worker, after its stock password is gone.
@Suite struct ClosedStackTests {
    let bench: Bench
    let slug: Slug

    init() throws {
        bench = try Bench(isKeyed: true)
        slug = try Slug("acme")
        var draft = TenantDraft(slug: slug, name: "Acme")
        draft.contact.email = "ana@acme.mx"
        _ = try bench.store.addTenant(draft, language: .en, by: .cli("test"))
    }

    private func stack() throws -> Stack { try bench.worker().world.stack(slug) }

    private func container(_ kind: ServiceKind, port: Int? = nil) throws -> ContainerState {
        let bindings = port.map {
            "{\"8000/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"\($0)\"}]}"
        }
        let identity = try stack().identity
        let labels =
            identity.labels.map { "\"\($0.0)\":\"\($0.1)\"" }
            + ["\"puerto.service\":\"\(kind.rawValue)\""]
        return try ContainerState.parse(
            """
            {"id":"\(kind.rawValue)","name":"/acme_\(kind.rawValue)","status":"running","exitCode":0,\
            "restarts":0,"image":"x:1","imageID":"sha256:1",\
            "labels":{\(labels.joined(separator: ","))},"bindings":\(bindings ?? "{}"),\
            "networks":{},"bound":\(bindings ?? "{}")}
            """)[0]
    }

    @Test func theRecordDecidesWhetherItIsWhole() throws {
        let closed = try stack()
        #expect(closed.spec == closed.whole.closed && closed.spec != closed.whole)
        #expect(!closed.compose.contains("worker:"))
        try bench.store.recordOpened(slug)
        let open = try stack()
        #expect(open.spec == open.whole && open.compose.contains("worker:"))
    }

    /// A worker of an older start would run jobs for everybody who knows the stock password.
    @Test func whatRunsBesideAClosedStackIsFoundAndRemoved() throws {
        let own = [
            try container(.postgres), try container(.windmill, port: 8001), try container(.worker),
        ]
        let sorted = StackContainers(own, try stack().spec)
        #expect(sorted.surplus.map(\.service) == [.worker])
        let windmill = try #require(try stack().spec.service(.windmill))
        let check = ContainerCheck(
            service: windmill, container: own[1], stack: try stack(), imageID: nil)
        #expect(
            check.deviations.contains {
                $0.drift.found == "publishes 127.0.0.1:8001, recorded is none"
                    && $0.repair == .remake
            })
        let mending = try Mending(stack(), own, images: [:])
        #expect(
            Set(mending.removed.map(\.container.name)).isSuperset(of: [
                "acme_worker", "acme_windmill",
            ]))
        #expect(
            try stack().openContainers(own).map(\.container.name) == [
                "acme_windmill", "acme_worker",
            ])
        #expect(try stack().openContainers([container(.windmill)]).isEmpty)
        try bench.store.recordOpened(slug)
        #expect(try stack().openContainers(own).isEmpty)
    }

    @Test func whatDoesNotReplaceTheStockPasswordIsRefusedWithTheWayOn() throws {
        let error = #expect(throws: PuertoError.self) { try stack().checkOpen() }
        #expect(error?.code == .conflict)
        #expect(error?.text(.en).contains("puerto reconcile acme replaces it") == true)
        #expect(error?.text(.es).contains("puerto reconcile acme la cambia") == true)
        #expect(try stack().closedLines.first?.hasPrefix("stops here: ") == true)
        try bench.store.recordOpened(slug)
        try stack().checkOpen()
        #expect(try stack().closedLines.isEmpty)
    }

    @Test func aPlanSaysWhenTheClientGetsInAndWhatItsLoginIs() throws {
        #expect(
            try Step.starting.map(\.name) == [
                .preflight, .files, .data, .database, .secure, .application, .health, .instance,
                .scripts, .smoke, .record,
            ])
        let rotation = try Step.rotation(of: .app).map(\.name)
        #expect(rotation == [.newPassword, .switchPassword, .record])
        let error = #expect(throws: PuertoError.self) { try stack().checkLogin() }
        #expect(error?.text(.en).contains("puerto reconcile acme makes it") == true)
        #expect(error?.text(.es).contains("puerto reconcile acme lo crea") == true)
    }

    @Test func aClientWithoutAnAddressHasNoLoginToRotate() throws {
        let other = try Slug("bolt")
        _ = try bench.store.addTenant(
            TenantDraft(slug: other, name: "Bolt"), language: .en, by: .cli("test"))
        let stack = try bench.worker().world.stack(other)
        let error = #expect(throws: PuertoError.self) { try stack.checkLogin() }
        #expect(error?.text(.en).contains("puerto tenant edit bolt --contact-email") == true)
    }
}
