internal import PuertoCore

/// Something that a page may look at. A build records it with the page and compares its fingerprint
/// before the next one.
struct Input: Hashable, Sendable {
    let kind: Kind
    /// The place of a language in `Language.allCases`; 0 where none matters.
    var language: UInt8 = 0
    /// The place of a tenant, runbook, host or plan in its list, or a page's number.
    var argument: UInt32 = 0

    /// The manifest stores the raw values: a number is never given to another case. They have no
    /// gaps and are below 64, since each is also a bit of `SiteContext` and a row of `NodeTable`.
    enum Kind: UInt8, CaseIterable, Sendable {
        // From the configuration.
        case agency = 0
        case address = 1
        case ports = 2
        case hosts = 3
        case plans = 4
        case host = 5
        case plan = 6
        case assets = 7
        case hook = 8
        case zone = 9
        // From the records.
        case totals = 10
        case inUse = 11
        case berths = 12
        case slotsLeft = 13
        case latestChange = 14
        case history = 15
        case base = 16
        case fleetPage = 17
        case payersPage = 18
        case attention = 19
        case examples = 20
        case shard = 21
        case tenant = 22
        case changes = 23
        case tenantExists = 24
        case custody = 25
        case sealedPage = 26
        case operations = 27
        case probes = 28
        case baseProbe = 29
        // From the content.
        case notes = 30
        case stray = 31
        case runbooks = 32
        case tenantRunbooks = 33
        case clientRunbooks = 34
        case runbook = 35
        case outline = 36
        // From the configuration again.
        case rounds = 37
        // From the records again.
        case diskRooms = 38
        case demo = 39
    }
}

extension Input {
    init(_ kind: Kind, _ argument: Int = 0, language: UInt8 = 0) {
        self.kind = kind
        self.language = language
        self.argument = UInt32(truncatingIfNeeded: argument)
    }

    /// The whole input as one number, for the manifest.
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
