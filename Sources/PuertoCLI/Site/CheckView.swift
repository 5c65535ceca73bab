import PuertoCore
import PuertoSite

/// What a check found, as `--json` prints it.
struct CheckView: Encodable {
    let errors: [Finding]
    let warnings: [Finding]

    struct Finding: Encodable {
        let place: String?
        let message: String
        let hint: String?
    }

    init(_ found: Diagnostics) {
        errors = found.errors.map(CheckView.finding)
        warnings = found.warnings.map(CheckView.finding)
    }

    private static func finding(_ error: PuertoError) -> Finding {
        Finding(place: error.place, message: error.message, hint: error.hint)
    }
}
