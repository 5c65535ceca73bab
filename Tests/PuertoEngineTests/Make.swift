import PuertoCore
import TestSupport

@testable import PuertoEngine

extension StackIdentity {
    /// The identity of row 7 of a workspace.
    static func make(
        workspace: String = "0123456789abcdef0123456789abcdef", tenant: Int = 7,
        slug: String = "acme", former: Set<String> = []
    ) throws -> StackIdentity {
        StackIdentity(
            workspace: workspace, tenant: tenant, slug: try Slug(slug),
            former: Set(try former.map(Slug.init(_:))))
    }

    /// The labels that every object of the stack carries.
    var labelled: [String: String] { Dictionary(labels) { $1 } }
}

extension StackSpec {
    static func make(
        _ tenant: Tenant? = nil, row: Int = 7, plan: PricingPlan? = nil, url: String? = nil,
        databaseVersion: Int = 1, settings: EngineSettings = .standard
    ) throws -> StackSpec {
        let tenant = try tenant ?? .make()
        return try StackSpec(
            tenant, identity: .make(tenant: row, slug: tenant.slug.text), plan: plan,
            subnet: settings.subnets.block(of: tenant.slot),
            url: url ?? "http://localhost:\(tenant.ports.app)", databaseVersion: databaseVersion,
            settings: settings)
    }

    /// A client whose options all differ from the usual ones.
    static func unusual() throws -> StackSpec {
        let stack = StackOptions(
            hasRedis: false, exposure: StackOptions.Exposure.none,
            images: [
                .windmill: try ImageReference("registry.example:5000/own/windmill:1.700.1"),
                .postgres: try ImageReference(
                    "postgres@sha256:" + String(repeating: "a", count: 64)),
            ])
        return try .make(
            .make("la-casa-de-eva", slot: 946, stack: stack), row: 4711,
            plan: PricingPlan(id: "half", name: "Half", monthly: 1, limits: .init(cpus: 0.5)),
            url: "https://la-casa-de-eva.example/$HOME\"\\", databaseVersion: 12)
    }
}

extension ContainerState {
    /// A container as the engine would describe it.
    static func make(
        _ name: String, id: String = "c0ffee", status: String = "running",
        labels: [String: String] = [:], published: [String] = []
    ) throws -> ContainerState {
        let bindings = published.enumerated().map { index, text in
            let colon = text.lastIndex(of: ":") ?? text.startIndex
            return """
                "\(index)/tcp":[{"HostIp":"\(text[..<colon])","HostPort":\
                "\(text[colon...].dropFirst())"}]
                """
        }
        let words = labels.map { "\"\($0)\":\"\($1)\"" }
        return try parse(
            """
            {"id":"\(id)","name":"/\(name)","status":"\(status)","exitCode":0,"restarts":0,\
            "image":"postgres:16.9","imageID":"sha256:1","labels":{\(words.joined(separator: ","))},\
            "bindings":{\(bindings.joined(separator: ","))},"networks":{}}
            """)[0]
    }
}

extension NetworkState {
    static func make(
        _ name: String, id: String = "beef", labels: [String: String] = [:], subnets: [String] = []
    ) throws -> NetworkState {
        let words = labels.map { "\"\($0)\":\"\($1)\"" }
        let ranges = subnets.map { "{\"Subnet\":\"\($0)\"}" }
        return try parse(
            """
            {"id":"\(id)","name":"\(name)","labels":{\(words.joined(separator: ","))},\
            "config":[\(ranges.joined(separator: ","))]}
            """)[0]
    }
}
