internal import PuertoCore

/// A rule of Web Authentication that a browser's answer breaks.
enum PasskeyRefusal: Hashable, Sendable {
    case clientData, clientDataTwice
    case type(String)
    case challenge
    case origin(String, wanted: String)
    case crossOrigin
    case authenticatorData
    /// The byte at which the reader has stopped.
    case cbor(Int)
    case attestation
    case relyingParty(String)
    case notPresent, notVerified, backup
    case noKey, unaskedKey, credential, algorithm, key
    case signature
}

extension PasskeyRefusal {
    /// The error, code `invalid`, in both languages.
    var error: PuertoError {
        PuertoError(.invalid, english, hint: hints?.english)
            .spanish(spanish, hint: hints?.spanish)
    }

    private var english: String {
        switch self {
        case .clientData: "the browser's client data are not the JSON of Web Authentication"
        case .clientDataTwice: "the browser's client data have a name twice, or one with an escape"
        case .type(let type): "the browser's answer has the type \(PuertoError.quote(type))"
        case .challenge: "the browser's answer is to another challenge"
        case .origin(let origin, let wanted):
            "the browser's answer is of \(PuertoError.quote(origin)), the portal is '\(wanted)'"
        case .crossOrigin: "the browser's answer comes from a frame in a page of another origin"
        case .authenticatorData: "the authenticator's data are cut, or something follows them"
        case .cbor(let place): "the authenticator's data are not CBOR of CTAP2 at byte \(place)"
        case .attestation: "the attestation object has no format, statement and authenticator data"
        case .relyingParty(let id): "the passkey is of another host name than '\(id)'"
        case .notPresent: "the authenticator does not say that a person was present"
        case .notVerified: "the authenticator has not verified the person"
        case .backup: "the authenticator says that the passkey is synced and cannot be"
        case .noKey: "the authenticator has sent no public key"
        case .unaskedKey: "the authenticator has sent a public key that it was not asked for"
        case .credential: "the passkey's id must have 1 to 1023 bytes"
        case .algorithm: "the passkey's algorithm is neither ES256 nor RS256"
        case .key: "the passkey's public key is not one of its algorithm"
        case .signature: "the signature is not of this passkey and this challenge"
        }
    }

    private var spanish: String {
        switch self {
        case .clientData: "los datos del navegador no son el JSON de Web Authentication"
        case .clientDataTwice:
            "los datos del navegador repiten un nombre, o tienen uno con una secuencia de escape"
        case .type(let type): "la respuesta del navegador es del tipo \(PuertoError.quote(type))"
        case .challenge: "la respuesta del navegador es a otro desafío"
        case .origin(let origin, let wanted):
            "la respuesta del navegador es de \(PuertoError.quote(origin)), el portal es '\(wanted)'"
        case .crossOrigin:
            "la respuesta del navegador viene de un marco en una página de otro origen"
        case .authenticatorData: "los datos del autenticador están cortados, o les sigue algo"
        case .cbor(let place): "los datos del autenticador no son CBOR de CTAP2 en el byte \(place)"
        case .attestation:
            "la atestación no tiene formato, declaración y datos del autenticador"
        case .relyingParty(let id): "la llave de acceso es de otro nombre de servidor que '\(id)'"
        case .notPresent: "el autenticador no dice que hubiera una persona presente"
        case .notVerified: "el autenticador no ha verificado a la persona"
        case .backup:
            "el autenticador dice que la llave de acceso está sincronizada y que no puede estarlo"
        case .noKey: "el autenticador no ha enviado ninguna clave pública"
        case .unaskedKey: "el autenticador ha enviado una clave pública que no se le pidió"
        case .credential: "el identificador de la llave de acceso debe tener de 1 a 1023 bytes"
        case .algorithm: "el algoritmo de la llave de acceso no es ES256 ni RS256"
        case .key: "la clave pública de la llave de acceso no es de su algoritmo"
        case .signature: "la firma no es de esta llave de acceso y este desafío"
        }
    }

    private var hints: (english: String, spanish: String)? {
        switch self {
        case .origin(_, let wanted):
            ("open the portal at \(wanted)/", "abre el portal en \(wanted)/")
        case .notVerified:
            (
                "give the authenticator a PIN, a fingerprint or a face",
                "ponle al autenticador un PIN, una huella o una cara"
            )
        case .algorithm:
            ("use another authenticator", "usa otro autenticador")
        case .clientData, .clientDataTwice, .type, .challenge, .crossOrigin, .authenticatorData,
            .cbor, .attestation, .relyingParty, .notPresent, .backup, .noKey, .unaskedKey,
            .credential, .key, .signature:
            nil
        }
    }
}
