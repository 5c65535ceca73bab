/// Style sheets of several files. A later file may refine what an earlier one says.
enum Sheet {
    /// Every page.
    private static let shared = whole([
        PackageResources.colours_css, PackageResources.text_css, PackageResources.tables_css,
        PackageResources.prose_css, PackageResources.code_css, PackageResources.steps_css,
    ])

    /// The operators' pages.
    static let portal =
        shared
        + whole([
            PackageResources.frame_css, PackageResources.search_css, PackageResources.harbour_css,
            PackageResources.chips_css, PackageResources.list_css, PackageResources.log_css,
            PackageResources.states_css, PackageResources.client_css,
            PackageResources.client_parts_css, PackageResources.contents_css,
            PackageResources.uptime_css, PackageResources.drawings_css,
            PackageResources.client_print_css,
        ])

    /// The operators' pages where a hook answers, and the hook's own.
    static let live =
        portal
        + whole([
            PackageResources.account_css, PackageResources.buttons_css,
            PackageResources.messages_css, PackageResources.forms_css,
            PackageResources.dialogs_css, PackageResources.approval_css,
        ])

    /// A sealed onboarding page.
    static let sealed = shared + PackageResources.handoff_css

    /// The page of one-time links.
    static let link = sealed + PackageResources.link_css

    private static func whole(_ parts: [[UInt8]]) -> [UInt8] { Array(parts.joined()) }
}
