/// Scripts of several files: one function around all of them, so that they see each other and
/// nobody else sees them.
enum Script {
    /// What makes the portal's pages act.
    static let live = whole([
        PackageResources.crypto_js, PackageResources.copy_js, PackageResources.dom_js,
        PackageResources.hook_js,
        PackageResources.dialog_js, PackageResources.progress_js,
        PackageResources.actions_js, PackageResources.secrets_js,
        PackageResources.links_js, PackageResources.live_js,
    ])

    /// What opens a one-time link.
    static let link = whole([
        PackageResources.crypto_js, PackageResources.copy_js, PackageResources.link_js,
    ])

    private static func whole(_ parts: [[UInt8]]) -> [UInt8] {
        Array("(() => {\n\"use strict\";\n".utf8) + parts.joined() + Array("})();\n".utf8)
    }
}
