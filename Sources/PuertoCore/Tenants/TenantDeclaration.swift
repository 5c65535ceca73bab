/// A tenant as `fleet.yaml` declares it. A key that the file leaves out says nothing: an existing
/// record keeps its value, and a new one gets the default.
package struct TenantDeclaration: Hashable, Sendable {
    package var slug: Slug
    package var name: String
    package var kind: Tenant.Kind
    package var host: Slug?
    package var slot: Slot?
    package var contactName = Declared<String>.unsaid
    package var contactEmail = Declared<String>.unsaid
    package var locale: LanguageTag?
    package var plan = Declared<String>.unsaid
    package var status: Tenant.Status?
    package var since: Day?
    package var containers = TenantDraft.ContainerNames()
    package var dashboards: [Dashboard]?
    package var tags: [String]?
    package var stack = DeclaredStack()
    /// The file and line that the declaration was read from.
    package var file: String?
    package var line: Int

    package init(
        slug: Slug, name: String, kind: Tenant.Kind = .client, file: String? = nil, line: Int = 0
    ) {
        self.slug = slug
        self.name = name
        self.kind = kind
        self.file = file
        self.line = line
    }

    /// The place as `file:line`; `nil` for a declaration that was not read from a file.
    package var place: String? { file.map { "\($0):\(line)" } }
}

/// The statements of a file about the overrides of a stack.
package struct DeclaredStack: Hashable, Sendable {
    package var profile = Declared<StackProfile>.unsaid
    package var hasRedis: Bool?
    package var exposure = Declared<StackOptions.Exposure>.unsaid
    /// Only the services that the file names.
    package var images: [ServiceKind: Declared<ImageReference>] = [:]

    package init() {}

    /// Returns the overrides afterwards; the images only of a stack that was never made.
    func over(_ recorded: StackOptions, withImages: Bool) -> StackOptions {
        var options = recorded
        options.profile = profile.over(recorded.profile)
        options.hasRedis = hasRedis ?? recorded.hasRedis
        options.exposure = exposure.over(recorded.exposure)
        guard withImages else { return options }
        for (kind, image) in images { options.images[kind] = image.over(recorded.images[kind]) }
        return options
    }
}
