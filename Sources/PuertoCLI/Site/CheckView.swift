import PuertoCore
import PuertoSite

/// The findings of a check, as `--json` prints them.
struct CheckView: Encodable {
    let errors: [Finding]
    let warnings: [Finding]
    let prices: [PriceList.View]

    struct Finding: Encodable {
        let place: String?
        let message: String
        let hint: String?
    }

    /// `remarks` are those on `puerto.yaml`.
    init(_ found: Diagnostics, _ remarks: [PuertoError], _ prices: [PriceList.View]) {
        errors = found.errors.map(CheckView.finding)
        self.prices = prices
        warnings = (remarks + found.warnings).map(CheckView.finding)
    }

    private static func finding(_ error: PuertoError) -> Finding {
        Finding(place: error.place, message: error.message, hint: error.hint)
    }
}
