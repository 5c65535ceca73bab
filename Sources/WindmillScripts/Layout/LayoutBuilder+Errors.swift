internal import PuertoCore

/// The faults of a layout, each with its file and its fix.
extension LayoutBuilder {
    func twice(_ path: String, _ other: String) -> PuertoError {
        PuertoError(
            .conflict, "'\(other)' is the same item", hint: "keep one of the two files",
            place: place(path)
        ).spanish("'\(other)' es el mismo elemento", hint: "deja uno de los dos archivos")
    }

    func bareSQL(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "'.sql' alone does not say which database it is for",
            hint: "rename it to .pg.sql for PostgreSQL", place: place(path)
        ).spanish(
            "'.sql' solo no dice para qué base de datos es",
            hint: "ponle .pg.sql si es de PostgreSQL")
    }

    func notSupported(_ path: String) -> PuertoError {
        PuertoError(
            .unsupported, "modules of scripts (__mod) and sets of files (.fileset) are not pushed",
            hint: "make scripts of their own of them", place: place(path)
        ).spanish(
            "los módulos de scripts (__mod) y los conjuntos de archivos (.fileset) no se suben",
            hint: "conviértelos en scripts aparte")
    }

    func noMapping(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "the file is not a mapping of keys", hint: "as in 'summary: text'",
            place: place(path)
        ).spanish("el archivo no es un grupo de claves", hint: "como en 'summary: texto'")
    }

    func noCode(_ path: String) -> PuertoError {
        PuertoError(
            .notFound, "there is no source file beside it",
            hint: "add it with the end of its language, such as .py, or remove this file",
            place: place(path)
        ).spanish(
            "no hay código a su lado",
            hint: "añádelo con la extensión de su lenguaje, como .py, o quita este archivo")
    }

    func noPart(_ file: String, _ path: String) -> PuertoError {
        PuertoError(
            .notFound, "there is no file \(PuertoError.quote(file))",
            hint: "name a file of this folder after !inline", place: place(path)
        ).spanish(
            "no existe el archivo \(PuertoError.quote(file))",
            hint: "pon después de !inline un archivo de esta carpeta")
    }

    func secretInFile(_ path: String) -> PuertoError {
        PuertoError(
            .invalid, "a secret value is in a file",
            hint: "remove 'value', and type it in the client's Windmill", place: place(path)
        ).spanish(
            "un valor secreto está en un archivo",
            hint: "quita 'value' y escríbelo en el Windmill del cliente")
    }

    func wrongType(_ field: ItemField, _ path: String) -> PuertoError {
        PuertoError(
            .invalid, "'\(field.name)' is not \(field.type.word(.en))",
            hint: "quote a text that looks like a number", place: place(path)
        ).spanish(
            "'\(field.name)' no es \(field.type.word(.es))",
            hint: "pon entre comillas un texto que parezca un número")
    }

    func missing(_ field: ItemField, _ path: String) -> PuertoError {
        PuertoError(
            .invalid, "the key '\(field.name)' is missing", hint: "add '\(field.name): …'",
            place: place(path)
        ).spanish("falta la clave '\(field.name)'", hint: "añade '\(field.name): …'")
    }
}

extension ItemField.FieldType {
    fileprivate func word(_ l: Language) -> String {
        switch self {
        case .text: l("un texto", "a text")
        case .flag: l("true ni false", "true or false")
        case .number: l("un número entero", "a whole number")
        case .texts: l("una lista de textos", "a list of texts")
        case .object: l("un grupo de claves", "a mapping of keys")
        case .any: l("un valor", "a value")
        }
    }
}
