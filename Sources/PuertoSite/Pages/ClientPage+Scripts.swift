internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// The version of the scripts that were pushed last, and its age beside those of the other
    /// clients. Files that nobody has pushed yet are not known here.
    var scripts: HTML? {
        guard let scripts = operations.scripts else { return nil }
        let standing =
            scripts.isBehind
            ? l(
                "otro cliente ya tiene scripts comunes más nuevos",
                "another client has newer shared scripts")
            : l(
                "los comunes son los más nuevos que tiene algún cliente",
                "the shared ones are the newest that a client has")
        return """
            <p id="scripts">\(l("Scripts: versión", "Scripts: version")) \
            <code>\(scripts.version.text)</code>, \(l("subida el", "pushed on")) \
            \(site.time(scripts.version.at).html(locale)); \(standing).</p>

            """
    }
}
