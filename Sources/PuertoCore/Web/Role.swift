/// What somebody who has logged in to the portal may do.
package enum Role: String, CaseIterable, Sendable, Codable {
    /// Everything the portal offers.
    case owner
    /// Looks at pages and jobs, and asks for nothing.
    case viewer
}
