internal import PuertoCore

extension Site {
    /// Tells whether the site has the same pages as the manifest's, in the same places. No tenant
    /// came, went or moved since those records, and the lists have as many pages. The configuration
    /// is the same.
    func hasShape(of previous: FleetRecords?, _ known: Manifest?) -> Bool {
        guard let previous, let known, previous.identity == known.origin.records,
            previous.count == records.count
        else { return false }
        let isSame = (0..<records.count).allSatisfy { index in
            records.fingerprint(index) == previous.fingerprint(index)
                || records.tenant(index).hasPages(of: previous.tenant(index))
        }
        guard isSame else { return false }
        let languages = agency.languages.count
        return known.count(of: .harbour) == overview.clientPages.count * languages
            && known.count(of: .business) == overview.payerPages.count * languages
    }
}

extension Tenant {
    /// Tells whether the tenant's pages have the same paths as the other one's.
    fileprivate func hasPages(of other: Tenant) -> Bool {
        slug == other.slug && kind == other.kind && host == other.host && slot == other.slot
            && onboardingToken == other.onboardingToken
            && (status == .archived) == (other.status == .archived)
    }
}

extension Manifest {
    fileprivate func count(of kind: PageKey.Kind) -> Int {
        pages.count { $0.kind == kind.rawValue }
    }
}
