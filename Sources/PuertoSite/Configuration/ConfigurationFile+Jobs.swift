internal import PuertoCore

extension ConfigurationFile {
    /// The days for which finished jobs are kept; the usual ones when the section is missing.
    static func jobDays(_ root: inout YAMLMap) throws -> Int {
        guard var map = try root.optionalMap("jobs") else { return Configuration.usualJobDays }
        let days = try map.optionalInt("keep_days", in: 1...3650)
        try map.finish()
        return days ?? Configuration.usualJobDays
    }
}
