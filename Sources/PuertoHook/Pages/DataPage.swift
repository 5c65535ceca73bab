internal import Hypertext
internal import PuertoCore

/// The page that a person gets at an address which answers programs with data.
struct DataPage {
    let layout: HookLayout
    /// The client that the address is about.
    let client: Slug?

    var html: HTML {
        let l = layout.l
        let title = l("Esta dirección es para programas", "This address is for programs")
        let way: HTML? = client.map {
            "<a class=\"button primary\" href=\"\(layout.client($0))\">\(l("Ver el cliente", "Show the client"))</a> "
        }
        return layout.page(
            title,
            """
            <h1>\(title)</h1>
            <p>\(l("Contesta con datos, no con una página. Lo mismo se ve en el portal.", "It answers with data, not with a page. The portal shows the same."))</p>
            <p>\(way)<a class="button" href="\(layout.reader.portal)/\(PortalPath.harbour)">\(l("Volver al portal", "Back to the portal"))</a></p>

            """)
    }
}
