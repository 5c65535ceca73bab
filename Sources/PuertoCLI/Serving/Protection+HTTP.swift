internal import HTTPTypes
internal import PuertoCore
internal import PuertoDoor
internal import PuertoHook

extension Protection {
    /// The fields that every answer has; `web` are the settings of a portal behind a proxy.
    static func httpFields(of web: WebSettings?) -> [HTTPField] {
        (web.map(fields(of:)) ?? fields).compactMap { field in
            HTTPField.Name(field.name).map { HTTPField(name: $0, value: field.value) }
        }
    }

    static let pagePolicy = pages.value
    static let picturePolicy = pictures.value
}

extension Answer {
    var httpFields: [HTTPField] {
        headers.compactMap { field in
            HTTPField.Name(field.name).map { HTTPField(name: $0, value: field.value) }
        }
    }
}
