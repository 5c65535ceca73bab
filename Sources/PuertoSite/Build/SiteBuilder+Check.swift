internal import Glibc
internal import PuertoCore

extension SiteBuilder {
    /// Makes every page, stores none, and returns the errors and warnings.
    package func check() throws -> Diagnostics {
        let (plan, found) = try whole()
        let run = Run(
            site: plan.site, keys: plan.keys, paths: plan.paths, index: plan.index, progress: nil)
        let result = try run.make(plan.due) { _, _, _, _ in
            Run.Stored(isStaged: false, state: .none)
        }
        return try settle(plan, result, found)
    }

    /// Makes every page and compares it with its file. Returns the paths, below `public/`, of files
    /// that are missing, that differ, or that no page claims.
    package func verify() throws -> Verification {
        let (plan, _) = try whole()
        let folder = "\(workspace)/public"
        let run = Run(
            site: plan.site, keys: plan.keys, paths: plan.paths, index: plan.index, progress: nil)
        let result = try run.make(plan.due) { page, bytes, _, scratch in
            let state = Disk.state(
                "\(folder)/\(plan.paths[page])", ifItHolds: bytes, scratch: &scratch)
            return Run.Stored(isStaged: state == nil, state: .none)
        }
        let different = result.staged.map { plan.paths[$0] }
        let publication = try Publication(
            folder: folder, state: "\(workspace)/.puerto", known: nil, isUnvisited: true)
        return Verification(
            pages: plan.keys.count { $0.isFile },
            missing: different.filter { Disk.kind(of: "\(folder)/\($0)") == nil },
            different: different.filter { Disk.kind(of: "\(folder)/\($0)") != nil },
            unclaimed: try publication.found().filter { !plan.claims($0) }.sorted())
    }

    /// Plans all pages, as if there had never been a build.
    private func whole() throws -> (DuePages, Diagnostics) {
        let records = try records.read(nil)
        let (site, changes, found) = try site(records, nil, nil, Survey(self, nil, inspects: false))
        return (try DuePages(site, nil, changes, all: true), found)
    }
}

/// The differences between the files in `public/` and those that a clean build would write.
package struct Verification: Sendable {
    package let pages: Int
    package let missing: [String]
    package let different: [String]
    package let unclaimed: [String]

    package var isGood: Bool { missing.isEmpty && different.isEmpty && unclaimed.isEmpty }
}
