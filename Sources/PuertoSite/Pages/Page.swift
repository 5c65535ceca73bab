package import Hypertext

/// One file of the site: where it goes and how it is made.
package struct Page: Sendable {
    /// Below `public/`, with `/` between folders.
    package let path: String
    /// Appends the whole file; throws nothing, reports content problems through `Diagnostics`.
    package let render: @Sendable (inout HTML, inout Diagnostics) -> Void

    init(_ path: String, render: @escaping @Sendable (inout HTML, inout Diagnostics) -> Void) {
        self.path = path
        self.render = render
    }
}
