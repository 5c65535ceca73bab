internal import Glibc
internal import Hypertext
package import PuertoCore

extension Site {
    /// Brings `public/` up to date: writes the pages that differ, removes those no record claims.
    ///
    /// The lock has to be older than the records that the site is made from. Throws `PuertoErrors`
    /// for problems in the content; the site stays as it was then.
    package func build(force: Bool = false, holding lock: BuildLock) throws -> BuildReport {
        let start = Milliseconds.now
        let publication = try Publication(
            folder: "\(workspace)/public", state: "\(workspace)/.puerto")
        try publication.open()
        do {
            let pages = self.pages() + assetPages()
            let run = try render(pages) { index, path, bytes, scratch in
                try publication.stage(index, path, bytes, force: force, scratch: &scratch)
            }
            let rendered = Milliseconds.now
            let removed = try publication.commit(run.staged, of: pages.map(\.path))
            try publication.close()
            return BuildReport(
                pages: pages.count, written: run.staged.map { pages[$0].path }.sorted(),
                removed: removed, warnings: run.diagnostics.warnings,
                milliseconds: .init(render: rendered - start, publish: Milliseconds.now - rendered))
        } catch {
            try publication.close()
            throw error
        }
    }

    /// Makes every page and keeps none; what was found.
    package func check() throws -> Diagnostics {
        let pages = self.pages() + assetPages()
        return try Run(pages: pages, found: found).finish(with: self) { _, _, _, _ in false }
            .diagnostics
    }

    private func render(_ pages: [Page], keep: @escaping Run.Keep) throws -> Run.Result {
        let result = try Run(pages: pages, found: found).finish(with: self, keep: keep)
        if let errors = PuertoErrors(result.diagnostics.errors) { throw errors }
        return result
    }

    private func assetPages() -> [Page] {
        context.assets.files.map { asset in
            Page("assets/\(asset.name)") { out, _ in out.append(raw: asset.bytes) }
        }
    }

    /// Reads the notes that belong to no tenant, for the links in them and a warning.
    func checkNotesOfNobody(_ diagnostics: inout Diagnostics) {
        for (slug, files) in library.notes where !library.slugs.contains(slug) {
            for (language, file) in files {
                _ = Notes.reading(
                    file, slug: slug, language: language ?? context.agency.language,
                    library: library, workspace: workspace, &diagnostics)
                diagnostics.warn(
                    PuertoError(
                        .notFound, "notes of '\(slug)', of whom there is no record",
                        hint: "import the tenant, or remove the file", place: file))
            }
        }
    }
}

/// What a build did.
package struct BuildReport: Sendable {
    package let pages: Int
    /// Below `public/`, sorted.
    package let written: [String]
    package let removed: [String]
    package let warnings: [PuertoError]
    package let milliseconds: Phases

    package struct Phases: Sendable {
        package let render: Double
        package let publish: Double
    }
}

/// A monotonic clock, for reports.
enum Milliseconds {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }
}
