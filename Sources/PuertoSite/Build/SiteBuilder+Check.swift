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
    /// that are missing, that differ, or that no page claims. Throws `PuertoErrors` for what fails a
    /// build too: there is nothing then that files could be compared with.
    package func verify() throws -> Verification {
        let (plan, found) = try whole()
        let folder = "\(workspace)/public"
        let run = Run(
            site: plan.site, keys: plan.keys, paths: plan.paths, index: plan.index, progress: nil)
        let result = try run.make(plan.due) { page, bytes, _, scratch in
            let state = Disk.state(
                "\(folder)/\(plan.paths[page])", ifItHolds: bytes, scratch: &scratch)
            return Run.Stored(isStaged: state == nil, state: .none)
        }
        if let errors = PuertoErrors(try settle(plan, result, found).errors) { throw errors }
        let different = result.staged.map { plan.paths[$0] }
        let publication = try Publication(
            folder: folder, state: "\(workspace)/.puerto", known: nil, isUnvisited: true)
        if let errors = PuertoErrors(try obstacles(different, publication)) { throw errors }
        return Verification(
            pages: plan.keys.count { $0.isFile },
            missing: different.filter { Disk.kind(of: "\(folder)/\($0)") == nil },
            different: different.filter { Disk.kind(of: "\(folder)/\($0)") != nil },
            unclaimed: try publication.found().filter { !plan.claims($0) }.sorted())
    }

    /// The files of others that are in the place of a page.
    private func obstacles(_ paths: [String], _ publication: Publication) throws -> [PuertoError] {
        let known = try Manifest(readingFrom: "\(workspace)/.puerto/manifest")
        let own = Set(known.map { $0.pages.indices.map($0.path) } ?? [])
        return try paths.compactMap { path in
            try publication.obstacle(path, isOwn: own.contains(path))
        }
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
