internal import HTTPTypes
internal import PuertoDoor
internal import PuertoHook

extension Protection {
    /// The fields that every answer has.
    static let httpFields = fields.compactMap { field in
        HTTPField.Name(field.name).map { HTTPField(name: $0, value: field.value) }
    }

    static let pagePolicy = pages.value
}

extension Answer {
    var httpFields: [HTTPField] {
        headers.compactMap { field in
            HTTPField.Name(field.name).map { HTTPField(name: $0, value: field.value) }
        }
    }
}
