package import PuertoCore
package import Windmill

/// The items of a client's workspace as files, in the layout of the wmill program.
package struct Layout: Sendable {
    package private(set) var items: [ItemKey: Item] = [:]
    /// The apps by their paths.
    package private(set) var apps: [ItemPath: AppFolder] = [:]
    /// The parts of the folders that are not pushed, each with its place.
    package private(set) var warnings: [PuertoError] = []
    /// The file of each item, for messages.
    private(set) var places: [ItemKey: String] = [:]

    package init() {}

    /// A folder of files.
    package struct Source: Sendable {
        /// A folder of the operator's, which may be reached through links.
        package let base: String
        /// The way from there, on which no link is followed.
        package let path: String
        /// The folder's name in messages.
        package let shown: String

        package init(base: String, path: String = "", shown: String) {
            (self.base, self.path, self.shown) = (base, path, shown)
        }
    }

    /// An app's folder, below the folder of the layout that it is in.
    package struct AppFolder: Hashable, Sendable {
        /// The layout's folder as the caller named it.
        package let layout: String
        package let folder: String
    }
}

extension Layout {
    /// Reads `content/windmill/` and `content/tenants/<slug>/windmill/` of a workspace. An item of
    /// the client's own folder replaces the shared one of the same kind and path as a whole.
    ///
    /// Throws `PuertoErrors` with every fault of both folders.
    package static func read(
        workspace: String, of slug: Slug, limits: LayoutLimits = LayoutLimits()
    ) throws -> Layout {
        try read(
            ["content/windmill", "content/tenants/\(slug)/windmill"].map {
                Source(base: workspace, path: $0, shown: $0)
            }, limits: limits)
    }

    /// Reads folders of which each later one replaces items of those before.
    package static func read(
        _ folders: [Source], limits: LayoutLimits = LayoutLimits()
    ) throws -> Layout {
        var layout = Layout()
        var faults = ErrorCollector()
        for folder in folders {
            var reader = FolderReader(shown: folder.shown, limits: limits)
            reader.read(folder.path, below: folder.base)
            reader.faults.all.forEach { faults.add($0) }
            var builder = LayoutBuilder(shown: folder.shown, files: reader.files)
            builder.build()
            builder.faults.all.forEach { faults.add($0) }
            layout.replace(with: builder.layout)
        }
        try faults.finish()
        return layout
    }

    private mutating func replace(with own: Layout) {
        items.merge(own.items) { $1 }
        apps.merge(own.apps) { $1 }
        places.merge(own.places) { $1 }
        warnings += own.warnings
    }

    mutating func add(_ item: Item, at place: String) {
        items[item.key] = item
        places[item.key] = place
    }

    mutating func add(_ app: ItemPath, _ folder: AppFolder) { apps[app] = folder }

    mutating func warn(_ warning: PuertoError) { warnings.append(warning) }

    /// Adds items of the caller, such as those of the client's own services. Throws `conflict` when
    /// a file defines one of them; folders and items that are only made are left to the files.
    package mutating func add(_ items: [Item]) throws {
        var faults = ErrorCollector()
        for item in items {
            guard self.items[item.key] == nil else {
                if !item.isOnlyMade { faults.add(taken(item.key)) }
                continue
            }
            self.items[item.key] = item
        }
        try faults.finish()
    }

    private func taken(_ key: ItemKey) -> PuertoError {
        PuertoError(
            .conflict, "Puerto makes the \(key.kind.word(.en)) '\(key.name)' itself",
            hint: "give the file another name", place: places[key]
        ).spanish(
            "Puerto crea por su cuenta: \(key.kind.word(.es)) '\(key.name)'",
            hint: "ponle otro nombre al archivo")
    }
}

extension Layout {
    /// Fills placeholders such as `{{tenant.name}}` in the values of variables and resources and in
    /// the arguments of schedules. A value stays one text whatever characters the record holds, and
    /// becomes no reference of Windmill's.
    ///
    /// Throws `PuertoErrors` with every placeholder that has no value.
    package func filled(with values: [String: String]) throws -> Layout {
        var layout = self
        var faults = ErrorCollector()
        for (key, item) in items.sorted(by: { $0.key < $1.key }) {
            guard let name = key.kind.filledField, let value = item.fields[name] else { continue }
            _ = try faults.attempt {
                let filler = PlaceholderFiller(
                    values: values, place: places[key] ?? key.name,
                    isInterpolated: key.kind.isInterpolated)
                layout.items[key]?.fields[name] = try filler.filled(value)
            }
        }
        try faults.finish()
        return layout
    }
}

extension ItemKind {
    /// The field in which placeholders are filled.
    fileprivate var filledField: String? {
        switch self {
        case .variable, .resource: "value"
        case .schedule: "args"
        case .folder, .resourceType, .script, .flow: nil
        }
    }

    /// True where Windmill puts other values in the place of texts such as `$var:f/folder/name`.
    fileprivate var isInterpolated: Bool {
        switch self {
        case .resource, .schedule: true
        case .variable, .folder, .resourceType, .script, .flow: false
        }
    }
}
