internal import FoundationEssentials
internal import Hypertext
internal import PuertoCore

/// The agency's logo in the two forms that pages need: a file of `public/assets/`, and an address
/// with the whole picture in it, for pages that stand alone.
struct LogoAsset: Sendable {
    let file: Asset
    private let data: String

    init(_ logo: Logo) {
        file = Asset(stem: "logo", ending: logo.kind.rawValue, bytes: logo.bytes)
        data = "data:\(logo.kind.mediaType);base64,\(Data(logo.bytes).base64EncodedString())"
    }

    /// The picture from the file; `root` leads to `public/`.
    func image(root: String, _ agency: Agency) -> HTML {
        image("\(root)\(PortalPath.assets)\(file.name)", agency)
    }

    /// The picture inside the page.
    func embedded(_ agency: Agency) -> HTML { image(data, agency) }

    private func image(_ address: String, _ agency: Agency) -> HTML {
        "<img class=\"logo\" src=\"\(address)\" alt=\"\(agency.name)\">"
    }
}
