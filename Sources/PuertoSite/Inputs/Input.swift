internal import PuertoCore

/// Something that a page may look at: recorded while it is made, compared before the next build.
struct Input: Hashable, Sendable {
    let kind: Kind
    /// The place of a language in `Language.allCases`; 0 where none matters.
    var language: UInt8 = 0
    /// The place of a tenant, runbook, host or plan in its list, or a page's number.
    var argument: UInt32 = 0

    enum Kind: UInt8, CaseIterable, Sendable {
        // From the configuration.
        case agency, address, ports, hosts, plans, host, plan, assets, hook, zone
        // From the records.
        case totals, inUse, berths, slotsLeft, latestChange, history, base, fleetPage, payersPage
        case attention, examples, shard, tenant, changes, tenantExists, custody, sealedPage
        case operations, probes, baseProbe
        // From the content.
        case notes, stray, runbooks, tenantRunbooks, clientRunbooks, runbook, outline
    }

    /// Where it comes from: what has not changed there need not be looked at again.
    enum Origin: Sendable {
        case configuration, records, content
    }
}

extension Input {
    init(_ kind: Kind, _ argument: Int = 0, language: UInt8 = 0) {
        self.kind = kind
        self.language = language
        self.argument = UInt32(truncatingIfNeeded: argument)
    }

    var origin: Origin {
        if kind.rawValue <= Kind.zone.rawValue { return .configuration }
        return kind.rawValue < Kind.notes.rawValue ? .records : .content
    }

    /// As one number, for the manifest.
    var packed: UInt64 {
        UInt64(kind.rawValue) << 40 | UInt64(language) << 32 | UInt64(argument)
    }

    /// `nil` for a number that no input has.
    init?(packed: UInt64) {
        guard packed >> 48 == 0, UInt8(truncatingIfNeeded: packed >> 32) < Language.allCases.count,
            let kind = Kind(rawValue: UInt8(packed >> 40))
        else { return nil }
        self.kind = kind
        language = UInt8(truncatingIfNeeded: packed >> 32)
        argument = UInt32(truncatingIfNeeded: packed)
    }
}
