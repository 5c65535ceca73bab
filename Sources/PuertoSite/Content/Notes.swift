internal import CommonMark
internal import Hypertext
internal import PuertoCore

/// A tenant's architecture notes, read and compiled when its page is made.
struct Notes {
    let compiled: CompiledDocument
    let language: Language
    let file: String

    /// `nil` when there are none; what is wrong with them goes into `diagnostics`.
    static func of(
        _ tenant: Tenant, in library: ContentLibrary, workspace: String, primary: Language,
        _ l: Language, _ diagnostics: inout Diagnostics
    ) -> Notes? {
        guard let (file, language) = library.notesFile(tenant.slug, l, primary: primary) else {
            return nil
        }
        return reading(
            file, slug: tenant.slug.text, language: language, library: library,
            workspace: workspace, &diagnostics)
    }

    /// `nil` when they cannot be read, which is reported.
    static func reading(
        _ file: String, slug: String, language: Language, library: ContentLibrary,
        workspace: String, _ diagnostics: inout Diagnostics
    ) -> Notes? {
        do {
            return try Notes(
                file: file, slug: slug, language: language, library: library,
                workspace: workspace, &diagnostics)
        } catch {
            diagnostics.report(error, at: file)
            return nil
        }
    }

    private init(
        file: String, slug: String, language: Language, library: ContentLibrary,
        workspace: String, _ diagnostics: inout Diagnostics
    ) throws {
        let content = try ContentFile(file, workspace: workspace)
        if content.source.frontMatter != nil {
            var map = try content.frontMatter()
            _ = try map.optionalString("title")
            _ = try map.optionalEnumeration("locale", of: Language.self)
            try map.finish()
        }
        let compiled = CompiledDocument(
            body: content, language: language, headingBase: 3, idPrefix: "notes-")
        compiled.checkPlaceholders(
            allowed: Placeholder.allowed(.operator, .tenant), file: file, &diagnostics)
        let reader = LinkResolver.Reader(
            folder: "tenants", file: file, language: language, isForClients: false, name: slug)
        self.compiled = LinkResolver(library: library).resolve(compiled, for: reader, &diagnostics)
        self.language = language
        self.file = file
    }
}
