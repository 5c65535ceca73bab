internal import Foundation
package import PuertoCore

extension Tenant {
    /// A client on a slot, with the ports of the standard rule; everything else can be changed.
    ///
    /// Throws when the slug, the host, the slot or the day is not valid.
    package static func make(
        _ slug: String = "acme", name: String? = nil, kind: Kind = .client, slot: Int = 3,
        host: String = "local", ports: Ports? = nil, contact: Contact = Contact(),
        locale: LanguageTag = .es, plan: String? = "basic", status: Status = .ready,
        since: String? = nil, dashboards: [Dashboard] = [], tags: [String] = [],
        stack: StackOptions = StackOptions(), onboardingToken: String? = nil
    ) throws -> Tenant {
        let slug = try Slug(slug)
        let slot = try Slot(slot)
        return Tenant(
            slug: slug, name: name ?? slug.text.capitalized, kind: kind, host: try Slug(host),
            slot: slot, ports: ports ?? PortRule.standard.ports(of: slot),
            containers: Containers(slug: slug), contact: contact, locale: locale, plan: plan,
            status: status, since: try since.map(Day.init(_:)), dashboards: dashboards,
            tags: tags, stack: stack, onboardingToken: onboardingToken ?? token(slug.text))
    }

    /// A token-shaped text that is the same in every run.
    private static func token(_ slug: String) -> String {
        let digest = slug.utf8.reduce(UInt64(7)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        let hex = String(digest, radix: 16)
        return String(repeating: "0", count: 32 - hex.utf8.count) + hex
    }
}
