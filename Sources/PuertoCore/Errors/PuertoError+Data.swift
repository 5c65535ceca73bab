extension PuertoError {
    /// The runbook of restoring, which errors about lost data name.
    package static let restoring = "content/runbooks/restaurar-cliente.md"

    /// The error for a PostgreSQL image of another major version than the data.
    package static func otherMajor(
        _ image: ImageReference, _ wanted: Int, data major: Int, _ slug: Slug
    ) -> PuertoError {
        PuertoError(
            .conflict,
            "the image '\(image)' is PostgreSQL \(wanted), and the data of '\(slug)' are of "
                + "PostgreSQL \(major), which \(wanted) does not open",
            hint: "stay with an image of PostgreSQL \(major); a dump and its restore move the "
                + "data: \(restoring)"
        ).spanish(
            "la imagen '\(image)' es PostgreSQL \(wanted), y los datos de '\(slug)' son de "
                + "PostgreSQL \(major), que \(wanted) no abre",
            hint: "sigue con una imagen de PostgreSQL \(major); los datos pasan de una a otra con "
                + "un volcado y su restauración: \(restoring)")
    }
}
