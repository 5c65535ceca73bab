import PuertoCore

/// The headings over the two texts of a handoff, in the agency's language: each text is copied by
/// itself.
struct HandoffHeadings {
    let tenant: Tenant
    let l: Language
    /// Tells whether the client's name comes first.
    var isOneOfSeveral = false

    func print(_ mail: String, _ message: String) throws {
        let reader = tenant.contact.email.map { " (\($0))" } ?? ""
        let texts = [
            (l("1. Por correo\(reader)", "1. By mail\(reader)"), mail),
            (
                l(
                    "2. Por WhatsApp o por teléfono, nunca en ese correo",
                    "2. By WhatsApp or telephone, never in that mail"), message
            ),
        ]
        let blocks = texts.map { heading, text in
            "\(heading)\n\(String(repeating: "-", count: heading.count))\n\(text)\n"
        }
        let name = "\(tenant.name) (\(tenant.slug))"
        let title =
            isOneOfSeveral ? "\(name)\n\(String(repeating: "=", count: name.count))\n\n" : ""
        let end = isOneOfSeveral ? "\n\n" : ""
        try FileDescriptorOutput.standard.write(
            title + blocks.joined(separator: "\n\n") + end)
    }
}
