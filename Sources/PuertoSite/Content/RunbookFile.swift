internal import CommonMark
internal import PuertoCore

/// One file of `content/runbooks/`, as it was written.
struct RunbookFile {
    let name: String
    let isOriginal: Bool
    let language: Language
    let audience: Runbook.Audience?
    let scope: Runbook.Scope?
    let order: Int?
    let tags: [String]?
    let title: String
    let content: ContentFile

    init(_ content: ContentFile, agency: Agency) throws {
        self.content = content
        let file = content.file
        let (name, suffix) = ContentReader.stem(ContentReader.fileName(file))
        do {
            _ = try Slug(name)
        } catch let error as PuertoError {
            throw PuertoError(
                .invalid, "the file name \(error.message)", hint: error.hint, place: file
            ).spanish(
                "nombre de archivo: \(error.spanish?.message ?? error.message)",
                hint: error.spanish?.hint ?? error.hint)
        }
        guard content.source.frontMatter != nil else {
            throw PuertoError(
                .invalid, "no front matter",
                hint: "begin with a line ---, then title: …, then a line ---", place: "\(file):1"
            ).spanish(
                "falta la cabecera",
                hint: "empieza con una línea ---, luego title: …, y otra línea ---")
        }
        var map = try content.frontMatter()
        self.name = name
        isOriginal = suffix == nil
        title = try String.line(map.string("title"), called: "title")
        let stated = try map.optionalEnumeration("locale", of: Language.self)
        audience = try map.optionalEnumeration("audience")
        scope = try map.optionalEnumeration("scope")
        order = try map.optionalInt("order")
        tags = try map.optional("tags").map { try $0.list().map { try $0.text() } }
        if let stated, let suffix, stated != suffix {
            throw PuertoError(
                .invalid, "locale is '\(stated.rawValue)' in a file named .\(suffix.rawValue).md",
                hint: "make both the same", place: map.place(of: "locale")
            ).spanish(
                "locale es '\(stated.rawValue)' en un archivo llamado .\(suffix.rawValue).md",
                hint: "que los dos digan lo mismo")
        }
        language = stated ?? suffix ?? agency.language
        try map.finish()
    }
}

extension Runbook {
    /// Puts a runbook's languages together; reports files that do not fit and leaves them out.
    convenience init?(merging files: [RunbookFile], _ diagnostics: inout Diagnostics) {
        guard let main = files.first(where: \.isOriginal) ?? files.first else { return nil }
        var texts: [Language: RunbookText] = [:]
        for file in files {
            Runbook.checkAgreement(of: file, with: main, &diagnostics)
            guard texts[file.language] == nil else {
                diagnostics.report(Runbook.second(file, main.name))
                continue
            }
            texts[file.language] = RunbookText(file)
        }
        self.init(
            name: main.name, audience: main.audience ?? .operator, scope: main.scope ?? .fleet,
            order: main.order, original: main.language, texts: texts)
    }

    private static func second(_ file: RunbookFile, _ name: String) -> PuertoError {
        PuertoError(
            .conflict, "a second text of '\(name)' in '\(file.language.rawValue)'",
            hint: "state its locale, or name it \(name).<locale>.md", place: file.content.file
        ).spanish(
            "un segundo texto de '\(name)' en '\(file.language.rawValue)'",
            hint: "di su locale, o llámalo \(name).<locale>.md")
    }

    private static func checkAgreement(
        of file: RunbookFile, with main: RunbookFile, _ diagnostics: inout Diagnostics
    ) {
        let differs =
            (file.audience.map { $0 != main.audience ?? .operator } ?? false)
            || (file.scope.map { $0 != main.scope ?? .fleet } ?? false)
            || (file.order.map { $0 != main.order } ?? false)
        guard differs else { return }
        diagnostics.report(
            PuertoError(
                .conflict, "audience, scope or order differ from \(main.content.file)",
                hint: "a translation has the same ones, or none", place: "\(file.content.file):1"
            ).spanish(
                "audience, scope u order no son los de \(main.content.file)",
                hint: "una traducción tiene los mismos, o ninguno"))
    }
}

extension CompiledDocument {
    /// Compiles a file's text; headings begin at `headingBase`.
    init(
        body: ContentFile, language l: Language, headingBase: Int, idPrefix: String = "",
        labelsValues: Bool = true
    ) {
        var options = MarkdownOptions()
        options.labelsValues = labelsValues
        options.headingBase = headingBase
        options.idPrefix = idPrefix
        options.wording = l == .es ? .spanish : .english
        self.init(
            MarkdownDocument(
                Array(body.source.body), firstLine: body.source.bodyLine, options: options),
            idPrefix: idPrefix)
    }

    /// Reports placeholders that the document may not use, with the nearest allowed one, and warns
    /// of raw HTML that was left out.
    func checkPlaceholders(
        allowed names: Set<String>, file: String, _ diagnostics: inout Diagnostics
    ) {
        guard !document.placeholders.isEmpty || !document.droppedHTML.isEmpty else { return }
        for use in document.placeholders where !names.contains(use.name) {
            let isKnown = Placeholder(rawValue: use.name) != nil
            diagnostics.report(
                PuertoError(
                    .invalid,
                    isKnown
                        ? "placeholder {{\(use.name)}} has no value in a document of this scope and audience"
                        : "unknown placeholder {{\(use.name)}}",
                    hint: use.name.nearestHint(in: names)
                        ?? "known here: \(names.sorted().joined(separator: ", "))",
                    place: "\(file):\(use.line)"
                ).spanish(
                    isKnown
                        ? "el marcador {{\(use.name)}} no tiene valor en un documento con este scope y esta audience"
                        : "marcador desconocido {{\(use.name)}}",
                    hint: use.name.nearestHint(in: names, .es)
                        ?? "aquí se conocen: \(names.sorted().joined(separator: ", "))"))
        }
        for line in document.droppedHTML {
            diagnostics.warn(
                PuertoError(
                    .invalid, "raw HTML left out", hint: "write it in Markdown",
                    place: "\(file):\(line)"
                ).spanish("se omite el HTML", hint: "escríbelo en Markdown"))
        }
    }
}
