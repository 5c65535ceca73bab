import Foundation
import TestSupport

@testable import WindmillScripts

/// A folder of files for a test.
struct Folder {
    let temporary: TemporaryFolder
    var path: String { temporary.path }

    init(_ files: [String: String] = [:]) throws {
        temporary = try TemporaryFolder("layout")
        for (path, text) in files { try write(path, Data(text.utf8)) }
    }

    func write(_ path: String, _ data: Data) throws {
        let url = URL(filePath: self.path).appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    func layout(_ limits: LayoutLimits = LayoutLimits()) throws -> Layout {
        try Layout.read([Layout.Source(base: path, shown: "content/windmill")], limits: limits)
    }

    /// One item of every kind.
    static let everyKind = [
        "wmill.yaml": "defaultTs: bun\n",
        "f/sales/folder.meta.yaml": "summary: Sales\n",
        "acme_db.resource-type.yaml": "schema: {type: object}\n",
        "f/sales/zone.variable.yaml": "value: '{{tenant.slug}}'\ndescription: Zone\n",
        "f/sales/db.resource.yaml":
            "resource_type: acme_db\nvalue: {name: '{{tenant.name}}', port: 5432}\n",
        "f/sales/hello.py": "def main():\n    return '{{tenant.name}}'\n",
        "f/sales/hello.script.yaml": "summary: Hello\nschema: {type: object}\n",
        "f/sales/plain.sh": "echo 1\n",
        "f/sales/daily.flow/flow.yaml":
            "summary: Daily\nvalue:\n  modules:\n    - id: a\n      value:\n        type: rawscript\n"
            + "        language: bash\n        content: '!inline a.sh'\n",
        "f/sales/daily.flow/a.sh": "echo flow\n",
        "f/sales/nightly.schedule.yaml":
            "schedule: 0 0 3 * * *\ntimezone: America/Mexico_City\nscript_path: f/sales/hello\n"
            + "args: {who: '{{tenant.slug}}'}\n",
    ]
    static let values = ["tenant.name": "Acme \"S.A.\"", "tenant.slug": "acme"]
}
