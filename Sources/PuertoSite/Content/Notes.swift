internal import CommonMark
internal import Hypertext
internal import PuertoCore

/// A tenant's architecture notes. They are read and compiled when the tenant's page is made.
struct Notes {
    let compiled: CompiledDocument
    let language: Language
    let file: String

    /// A tenant's notes; `nil` when there are none. Their errors go into the diagnostics of `site`.
    static func of(_ tenant: Int, in site: SiteContext, _ l: Language) -> Notes? {
        let library = site.library
        site.note(Input(.notes, tenant, language: l.position))
        guard let (file, language) = library.notesFile(site.slug(tenant), l) else { return nil }
        let slug = site.slug(tenant).text
        site.warnOfTranslation(library.files.notes.file(file), language, l)
        return reading(file, slug: slug, language: language, in: site)
    }

    /// Reads a file of notes; `nil` when it cannot be read, which is reported.
    static func reading(_ file: Int, slug: String, language: Language, in site: SiteContext)
        -> Notes?
    {
        let path = site.library.files.notes.file(file)
        do {
            let content = try ContentFile(path, workspace: site.library.workspace)
            site.library.learn(content.fingerprint, of: file)
            return try Notes(content, slug: slug, language: language, in: site)
        } catch {
            site.diagnostics.report(error, at: path)
            return nil
        }
    }

    private init(
        _ content: ContentFile, slug: String, language: Language, in site: SiteContext
    ) throws {
        if content.source.frontMatter != nil {
            var map = try content.frontMatter()
            _ = try map.optionalString("title")
            _ = try map.optionalEnumeration("locale", of: Language.self)
            try map.finish()
        }
        let document = CompiledDocument(
            body: content, language: language, headingBase: 3, idPrefix: "notes-")
        var diagnostics = Diagnostics()
        document.checkPlaceholders(
            allowed: Placeholder.allowed(.operator, .tenant), file: content.file, &diagnostics)
        let reader = LinkResolver.Reader(
            folder: "tenants", file: content.file, language: language, isForClients: false,
            name: slug)
        let resolved = LinkResolver(library: site.library, cache: site.links)
            .resolve(document, for: reader, diagnostics)
        site.use(resolved)
        site.diagnostics.merge(resolved.diagnostics)
        compiled = resolved.document
        self.language = language
        file = content.file
    }
}
