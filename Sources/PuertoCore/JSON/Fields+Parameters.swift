extension Fields {
    /// The parameters of an action, as the portal and programs send them. Throws `invalid`.
    package mutating func jobParameters() throws -> JobParameters {
        var parameters = JobParameters()
        parameters.reason = try text("reason", 0...500).map {
            try String.line($0, called: "reason", limit: 500)
        }
        if let field = try text("field", 1...20) { parameters.field = try CredentialField(field) }
        if let images = try text("images", 0...2000) {
            parameters.images = try ServiceKind.images(images.split(separator: " "))
        }
        return parameters
    }
}
